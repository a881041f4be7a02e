import { describe, expect, it } from 'vitest'
import type { Exchange } from '../../model/evidence.ts'
import { exchange } from '../testing.ts'
import { said, unanswered, withBody } from './testing.ts'

const certificate = { name: 'none' } as const
const page = '<html>sorry</html>'
const token = { access_token: '[access_token#00aa]' }

describe('a correct rejection', () => {
  const rejection = (answer: Exchange, error: readonly string[] | undefined = ['invalid_grant']): string =>
    said({ rejection: { status: [400, 401], error } }, answer)
  const expected = 'a refusal: status 400 or 401, JSON with error invalid_grant | '

  it.each<[string, Exchange, string]>([
    ['status and code named', exchange(1, 401, { error: 'invalid_grant' }), 'holds'],
    ['another code', exchange(1, 400, { error: 'invalid_scope' }), `${expected}status 400, error invalid_scope`],
    ['another status', exchange(1, 403, { error: 'invalid_grant' }), `${expected}status 403 invalid_grant`],
    ['a crash', exchange(1, 500, page), `${expected}status 500 html`],
    ['a page', exchange(1, 400, page), `${expected}status 400, no JSON object (is HTML)`],
    ['a list', exchange(1, 400, ['invalid_grant']), `${expected}status 400, no JSON object (["invalid_grant"])`],
    ['no code', exchange(1, 400, {}), `${expected}status 400, no error code in the body`],
    ['an empty code', exchange(1, 400, { error: '' }), `${expected}status 400, no error code in the body`],
    ['a numeric code', exchange(1, 400, { error: 5 }), `${expected}status 400, no error code in the body`],
    ['a token', exchange(1, 200, token), `${expected}status 200: an access token was issued`],
    [
      'a token that is refused too',
      exchange(1, 400, { error: 'invalid_grant', ...token }),
      `${expected}an access_token in addition to the error`,
    ],
    ['no answer', unanswered('reset'), `${expected}status failed: reset`],
    ['a handshake that fails for another reason', unanswered('tls'), `${expected}status failed: tls`],
    ['a refusal in the handshake', unanswered('tls', { certificate }), 'holds'],
  ])('%s', (_name, answer, sentence) => {
    expect(rejection(answer)).toBe(sentence)
  })

  it('the body of a signed answer is no error object', () => {
    const type: readonly [string, string] = ['Content-Type', 'application/jwt']
    const signed = exchange(1, 400, 'e30.eyJlcnJvciI6ImludmFsaWRfZ3JhbnQifQ.AA', { headers: [type] })
    expect(rejection(signed)).toBe(`${expected}status 400, no JSON object (jwt)`)
  })

  it('any of several codes, or any code at all', () => {
    const answer = exchange(1, 400, { error: 'invalid_scope' })
    expect(rejection(answer, ['invalid_grant', 'invalid_scope'])).toBe('holds')
    expect(rejection(answer, ['invalid_grant', 'invalid_request'])).toBe(
      'a refusal: status 400 or 401, JSON with error invalid_grant or invalid_request | status 400, error invalid_scope',
    )
    const anyCode = { rejection: { status: [400] } } as const
    expect(said(anyCode, answer)).toBe('holds')
    expect(said(anyCode, exchange(1, 400, {}))).toBe(
      'a refusal: status 400, JSON with error code | status 400, no error code in the body',
    )
  })
})

describe('a refusal in any form', () => {
  const refusal = (answer: Exchange): string => said({ rejection: {} }, answer)
  const neither = (seen: string): string =>
    `undecided: status ${seen} is neither an acceptance nor a refusal by the server`

  it.each<[string, Exchange, string]>([
    ['400', exchange(1, 400, { error: 'invalid_grant' }), 'holds'],
    ['404', exchange(1, 404, {}), 'holds'],
    ['499', exchange(1, 499, {}), 'holds'],
    ['an empty body', withBody(exchange(1, 401, {}), { text: '' }), 'holds'],
    ['200', exchange(1, 200, {}), 'a refusal | status 200'],
    ['299', exchange(1, 299, {}), 'a refusal | status 299'],
    ['a token', exchange(1, 201, token), 'a refusal | status 201: an access token was issued'],
    ['a token beside the error', exchange(1, 400, token), 'a refusal | an access_token in addition to the error'],
    ['199', exchange(1, 199, {}), neither('199')],
    ['300', exchange(1, 300, {}), neither('300 redirect')],
    ['408', exchange(1, 408, {}), neither('408')],
    ['429', exchange(1, 429, {}), neither('429')],
    ['500', exchange(1, 500, {}), neither('500')],
    ['a page', exchange(1, 403, page), neither('403 html')],
    ['no answer', unanswered('timeout'), neither('failed: timeout')],
    ['a refusal in the handshake', unanswered('tls', { certificate }), 'holds'],
  ])('%s', (_name, answer, sentence) => {
    expect(refusal(answer)).toBe(sentence)
  })
})
