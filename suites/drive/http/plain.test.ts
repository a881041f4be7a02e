import { expect, test } from 'vitest'
import { target } from '../testing/specs.ts'
import { rateLimiter } from './rate.ts'
import { createRecorder } from './recorder.ts'
import type { OutgoingRequest, Transport } from './transport.ts'

test('one request alone leaves without TLS: the one that goes where the target file says', async () => {
  const urls: string[] = []
  const transport: Transport = {
    send: async ({ url }) => {
      urls.push(url)
      return { sentAt: new Date(0).toISOString(), outcome: { code: 'refused', message: 'nobody there' } }
    },
    close: async () => {},
  }
  const { signal } = new AbortController()
  const allowed = target('https://as.acme.io', { plainHttp: 'http://as.acme.io' })
  const recorder = createRecorder({ transport, limiter: rateLimiter(), allowed, signal })
  const request: OutgoingRequest = { method: 'POST', url: 'http://as.acme.io/token', headers: [], body: 'a=b' }
  const send = (more: Partial<OutgoingRequest>) =>
    recorder.send({ owner: 'row', step: 'plain', operation: 'http', request: { ...request, ...more } })
  expect((await send({})).failure?.message).toContain('plain http')
  expect((await send({ plain: true })).failure?.code).toBe('refused')
  expect(urls).toEqual(['http://as.acme.io/token'])
})
