import { afterEach, describe, expect, it } from 'vitest'
import { type CannedAnswer, serve, serveSocket, type TestServer } from '../testing/servers.ts'
import { wallClock } from './clock.ts'
import { rateLimiter } from './rate.ts'
import { createRecorder } from './recorder.ts'
import { sendWithRetry } from './retry.ts'
import { type OutgoingRequest, openTransport } from './transport.ts'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()))
})

/** What a request came to, attempt by attempt. `waits`: takes the pauses in between, in milliseconds. */
async function ask(
  server: TestServer,
  timeoutMs = 120_000,
  remake?: () => Promise<OutgoingRequest>,
  waits: number[] = [],
  asked: { owner: string; operation: 'jwks' | 'delete_client' } = { owner: 'test', operation: 'jwks' },
) {
  const transport = openTransport({ connections: 1, timeoutMs, tls: {} })
  closing.push(
    () => server.close(),
    () => transport.close(),
  )
  const { signal } = new AbortController()
  const allowed = { allowHttp: false, allowDocumentationHosts: false, endpoints: {} }
  const recorder = createRecorder({ transport, limiter: rateLimiter(), allowed, signal })
  const request = { method: 'GET', url: server.url, headers: [] }
  const sending = { ...asked, step: 'a', request }
  const onRetry = ({ waitMs }: { waitMs: number }): void => void waits.push(waitMs)
  const exchanges = await sendWithRetry(sending, { recorder, signal, clock: wallClock, onRetry }, remake)
  return exchanges.map(({ response, failure }) => response?.status ?? failure?.code)
}

const answering = (...answers: readonly CannedAnswer[]): Promise<TestServer> => {
  const queue = [...answers]
  return serve(() => queue.shift() ?? { status: 200 })
}

describe('retries', () => {
  it.each([408, 429, 502, 503, 504])('asks again after %i, and the last answer counts', async (status) => {
    expect(await ask(await answering({ status }, { status }))).toEqual([status, status, 200])
  })

  it('makes the request anew each time, since what proves something in it may count once only', async () => {
    const server = await answering({ status: 503 }, { status: 503 })
    let made = 0
    const remake = async (): Promise<OutgoingRequest> => {
      made += 1
      return { method: 'GET', url: new URL(`/${made}`, server.url).href, headers: [] }
    }
    expect(await ask(server, undefined, remake)).toEqual([503, 503, 200])
    expect(server.asked.map(({ path }) => path)).toEqual(['/', '/1', '/2'])
  })

  it('asks at most three times', async () => {
    expect(await ask(await serve(() => ({ status: 503 })))).toEqual([503, 503, 503])
  })

  it.each([400, 401, 500, 501, 302])('takes %i for an answer', async (status) => {
    expect(await ask(await serve(() => ({ status })))).toEqual([status])
  })

  it('waits as long as Retry-After says', async () => {
    const started = performance.now()
    expect(await ask(await answering({ status: 429, headers: { 'retry-after': '1' } }))).toEqual([429, 200])
    expect(performance.now() - started).toBeGreaterThan(950)
  })

  it.each(['0', 'Thu, 01 Jan 1970 00:00:00 GMT'])('does not wait for Retry-After: %s', async (value) => {
    const busy = { status: 503, headers: { 'retry-after': value } }
    const waits: number[] = []
    expect(await ask(await answering(busy, busy), undefined, undefined, waits)).toEqual([503, 503, 200])
    expect(waits).toEqual([0, 0])
  })

  it('asks a reset connection once more, a timeout never', async () => {
    expect(await ask(await serveSocket((socket) => socket.resetAndDestroy()))).toEqual(['reset', 'reset'])
    expect(await ask(await serve(() => undefined), 100)).toEqual(['timeout'])
  })

  it.each([
    ['test', ['reset']],
    ['clean-up', ['reset', 'reset']],
  ])('a deletion of %s: a second answer would be about a client that may be gone', async (owner, expected) => {
    const server = await serveSocket((socket) => socket.resetAndDestroy())
    expect(await ask(server, 120_000, undefined, [], { owner, operation: 'delete_client' })).toEqual(expected)
  })
})

describe('the rate', () => {
  it('spaces requests evenly', async () => {
    const limiter = rateLimiter(50)
    const { signal } = new AbortController()
    const started = performance.now()
    await Promise.all([1, 2, 3, 4, 5].map(() => limiter.turn(signal)))
    expect(performance.now() - started).toBeGreaterThan(75)
  })

  it('lets nobody wait after an interrupt', async () => {
    const limiter = rateLimiter(1 / 86_400)
    const controller = new AbortController()
    const waiting = [limiter.turn(controller.signal), limiter.turn(controller.signal)]
    controller.abort()
    expect(await Promise.all(waiting)).toHaveLength(2)
  })
})
