import { describe, expect, test } from 'vitest'
import { oneLine } from './one-line.ts'
import { hostileRun } from './samples.ts'
import { exchange } from './testing.ts'
import { isUnsafe } from './text.ts'

const { request, response } = exchange(1)

/** An exchange without an answer. */
function unanswered(): Omit<typeof base, 'response'> {
  const { response: _, ...rest } = base
  return rest
}
const base = exchange(1)

describe('oneLine', () => {
  test('an answer with its media type, size and time', () => {
    expect(oneLine(base)).toBe('POST /token -> 400 application/json 143 bytes in 3 ms')
  })

  test('an empty answer without content type', () => {
    const empty = {
      status: 204,
      headers: [],
      body: { text: '' },
      bytes: 0,
      receivedAt: request.sentAt,
      durationMs: 0.4,
    }
    expect(oneLine(exchange(1, { response: empty }))).toBe('POST /token -> 204 0 bytes in 0 ms')
  })

  test('no answer', () => {
    const failure = { code: 'timeout', message: 'nothing came within 10 s' } as const
    expect(oneLine({ ...unanswered(), failure })).toBe('POST /token -> no answer: timeout (nothing came within 10 s)')
    expect(oneLine(unanswered())).toBe('POST /token -> no answer')
  })

  test('a query is not spelled out, since it may hold credentials', () => {
    const url = 'http://127.0.0.1:9400/token?client_secret=abc'
    expect(oneLine(exchange(1, { request: { ...request, url } }))).toMatch(/^POST \/token\?… -> 400 /)
  })

  test('one byte', () => {
    expect(response).toBeDefined()
    if (response !== undefined)
      expect(oneLine(exchange(1, { response: { ...response, bytes: 1 } }))).toContain(' 1 byte in')
  })

  test('hostile text stays on one short, harmless line', () => {
    const lines = hostileRun().exchanges.map(oneLine)
    expect(lines.every((line) => !isUnsafe(line) && line.length < 300)).toBe(true)
  })
})
