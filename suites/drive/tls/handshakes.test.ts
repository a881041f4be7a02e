import { expect, it } from 'vitest'
import type { Exchange, TlsSeen } from '../../model/evidence.ts'
import { createHandshakes } from './handshakes.ts'

/** A host that answers alike, and counts. */
function host(answer: TlsSeen['answer']) {
  const handshakes = createHandshakes()
  let connections = 0
  const send = async (): Promise<Exchange> => {
    connections += 1
    const request = { method: 'TLS', url: 'https://as.test/', headers: [], sentAt: '2026-01-01T00:00:00.000Z' }
    return { id: connections, owner: 'tls/x', step: 'one', operation: 'tls', request, tls: { answer } }
  }
  return { look: (what: string, name = 'as.test') => handshakes.look(name, what, send), count: () => connections }
}

it('the same look at the same host is taken once', async () => {
  const { look, count } = host('alert')
  const [one, other] = await Promise.all([look('a'), look('a')])
  expect(one).toBe(other)
  expect(await look('b')).not.toBe(one)
  await look('a', 'other.test')
  expect(count()).toBe(3)
})

it('no host is connected to more than 25 times', async () => {
  const { look, count } = host('alert')
  for (let each = 0; each < 30; each += 1) await look(`look ${each}`)
  expect(count()).toBe(25)
  expect(look('one more')).toBeUndefined()
  expect(await look('look 0')).toMatchObject({ id: 1 })
  expect(await look('one more', 'other.test')).toBeDefined()
})

it('a closed connection is looked at twice, three times in a run', async () => {
  const { look, count } = host('closed')
  expect(await look('a')).toMatchObject({ id: 2 })
  for (const each of ['b', 'c', 'd', 'e']) await look(each)
  expect(count()).toBe(8)
})
