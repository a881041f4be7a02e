import { describe, expect, it } from 'vitest'
import type { Exchange } from '../model/evidence.ts'
import type { Operation } from '../model/vocabulary.ts'
import { suppliedBy } from './supplied.ts'
import { target } from './testing/specs.ts'

const supplied = (refreshToken?: string) =>
  suppliedBy({ ...target('http://127.0.0.1'), ...(refreshToken === undefined ? {} : { refreshToken }) })

interface Case {
  readonly operation?: Operation
  readonly used?: string
  readonly status?: number
  readonly body?: object
}

/** A refresh request and its answer. */
const exchange = ({ operation = 'refresh', used = 'first', status = 200, body = {} }: Case): Exchange => ({
  id: 1,
  owner: 'refresh/x',
  step: 'refreshed',
  operation,
  request: {
    method: 'POST',
    url: 'http://127.0.0.1/token',
    headers: [],
    body: { text: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: used }).toString() },
    sentAt: '2026-01-01T00:00:00.000Z',
  },
  response: {
    status,
    headers: [['Content-Type', 'application/json']],
    body: { text: JSON.stringify(body) },
    bytes: 1,
    receivedAt: '2026-01-01T00:00:00.000Z',
    durationMs: 1,
  },
})

describe('what the target file supplies', () => {
  it('is what it names, and nothing else', () => {
    expect(supplied().values()).toEqual({})
    expect(supplied('first').values()).toEqual({ refresh_token: 'first' })
    expect(suppliedBy({ ...target('http://127.0.0.1'), softwareStatement: 'a.b.c' }).values()).toEqual({
      software_statement: 'a.b.c',
    })
  })

  it('is the newest refresh token, once the server has replaced it (RFC 6749 section 6)', () => {
    const own = supplied('first')
    own.learn(exchange({ body: { refresh_token: 'second/+=' } }))
    expect(own.values()).toEqual({ refresh_token: 'second/+=' })
    own.learn(exchange({ used: 'second/+=', body: { refresh_token: 'third' } }))
    expect(own.values()).toEqual({ refresh_token: 'third' })
  })

  it.each<[what: string, seen: Case]>([
    ['an answer without a new one', { body: { access_token: 'x' } }],
    ['an empty one', { body: { refresh_token: '' } }],
    ['one that is no text', { body: { refresh_token: 5 } }],
    ['a refusal', { status: 400, body: { refresh_token: 'second' } }],
    ['a redirect', { status: 302, body: { refresh_token: 'second' } }],
    ['another operation', { operation: 'token', body: { refresh_token: 'second' } }],
    ['another refresh token', { used: 'foreign', body: { refresh_token: 'second' } }],
  ])('stays the same after %s', (_what, seen) => {
    const own = supplied('first')
    own.learn(exchange(seen))
    expect(own.values()).toEqual({ refresh_token: 'first' })
  })

  it('stays the same after no answer, and after a request without a body', () => {
    const own = supplied('first')
    const { response: _, ...silent } = exchange({ body: { refresh_token: 'second' } })
    own.learn(silent)
    const whole = exchange({ body: { refresh_token: 'second' } })
    const { body: __, ...request } = whole.request
    own.learn({ ...whole, request })
    expect(own.values()).toEqual({ refresh_token: 'first' })
  })

  it('learns nothing where the file has no refresh token', () => {
    const own = supplied()
    own.learn(exchange({ body: { refresh_token: 'second' } }))
    expect(own.values()).toEqual({})
  })
})
