import { describe, expect, it } from 'vitest'
import { type Deletion, deleteInTurn } from './ask-in-turn.ts'

const clients = Array.from({ length: 64 }, (_, index) => ({ id: `c${index}`, uri: 'https://as.test/c', token: 't' }))

async function deleting(answer: (count: number) => Deletion): Promise<{ sent: number; left: number }> {
  let sent = 0
  const left = await deleteInTurn(clients, 8, async () => {
    sent += 1
    return answer(sent)
  })
  return { sent, left: left.length }
}

describe('deletion of clients', () => {
  it.each([404, 405, 501])('is not asked for 64 times where the server answers %i', async (status) => {
    expect(await deleting(() => ({ kind: 'stays', status }))).toEqual({ sent: 3, left: 64 })
  })

  it('goes on where the server deletes, also after a refusal', async () => {
    expect(await deleting(() => ({ kind: 'gone' }))).toEqual({ sent: 64, left: 0 })
    expect(await deleting((count) => (count === 1 ? { kind: 'stays', status: 404 } : { kind: 'gone' }))).toEqual({
      sent: 64,
      left: 1,
    })
  })

  it('goes on where refusals differ, are about rights, or say nothing', async () => {
    expect((await deleting((count) => ({ kind: 'stays', status: count === 2 ? 405 : 404 }))).sent).toBe(64)
    expect((await deleting(() => ({ kind: 'stays', status: 401 }))).sent).toBe(64)
    expect((await deleting(() => ({ kind: 'stays' }))).sent).toBe(64)
  })

  it('names those that stay in the order in which they were registered', async () => {
    const left = await deleteInTurn(clients.slice(0, 5), 1, async () => ({ kind: 'stays', status: 405 }))
    expect(left).toEqual(['c0', 'c1', 'c2', 'c3', 'c4'])
  })
})
