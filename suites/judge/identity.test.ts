import { describe, expect, it } from 'vitest'
import type { Exchange } from '../model/evidence.ts'
import type { Json } from '../model/json.ts'
import type { Operation } from '../model/vocabulary.ts'
import { targetBlocker } from './identity.ts'
import { evidenceOf, exchange } from './testing.ts'

const said = (...exchanges: readonly Exchange[]): string | undefined => targetBlocker(evidenceOf(exchanges, {}))

/** An answer of an operation, at a path of its own name. */
const answer = (operation: Operation, status: number, body: Json): Exchange => {
  const plain = exchange(1, status, body)
  return { ...plain, operation, request: { ...plain.request, url: `http://127.0.0.1:1/${operation}` } }
}

describe('a target is an authorization server when one answer is as only such a server gives it', () => {
  it.each<readonly [Operation, Json, boolean]>([
    ['metadata', { issuer: 'https://as.example', token_endpoint: 'x' }, true],
    ['metadata', { issuer: 'https://as.example', jwks_uri: 'x' }, true],
    ['metadata', { a: 1, issuer: 'https://as.example', jwks_uri: 'x' }, true],
    ['metadata', { issuer: 'https://as.example' }, false],
    ['metadata', { issuer: 'https://as.example', _endpoint_x: 'x' }, false],
    ['metadata', { issuer: '', token_endpoint: 'x' }, false],
    ['metadata', { issuer: 5, token_endpoint: 'x' }, false],
    ['metadata', { token_endpoint: 'x' }, false],
    ['metadata', { error: 'invalid_request' }, false],
    ['metadata', { access_token: 'a' }, false],
    ['jwks', { keys: [] }, true],
    ['jwks', { keys: {} }, false],
    ['jwks', { error: 'invalid_request' }, false],
    ['register', { client_id: 'c' }, true],
    ['register', { client_id: '' }, false],
    ['register', { client_id: 5 }, false],
    ['register', { error: 'invalid_client_metadata' }, true],
    ['register', { error: 'nope' }, false],
    ['register', { access_token: 'a' }, false],
    ['token', { access_token: 'a' }, true],
    ['token', { access_token: '' }, false],
    ['token', { access_token: 5 }, false],
    ['token', { client_id: 'c' }, false],
    ['token', { keys: [] }, false],
    ['token', { error: 'invalid_client' }, true],
    ['token', { error: 'not found' }, false],
    ['introspect', { active: false }, true],
    ['introspect', { active: 'false' }, false],
    ['revoke', { error: 'unsupported_token_type' }, true],
    ['token', [], false],
    ['token', 'access_token', false],
  ])('%s %j: %s', (operation, body, speaks) => {
    expect(said(answer(operation, 200, body)) === undefined).toBe(speaks)
  })

  it('one is enough, whichever it is', () => {
    const other = answer('token', 404, { message: 'no' })
    expect(said(other, answer('token', 400, { error: 'invalid_request' }))).toBeUndefined()
  })
})

describe('what is no authorization server', () => {
  it('is named with the first four different answers', () => {
    const dead: Exchange = {
      ...answer('token', 0, {}),
      failure: { code: 'refused', message: 'connection refused' },
    }
    const { response: _response, ...silent } = dead
    const answers = [silent, silent, answer('metadata', 404, {}), answer('jwks', 200, '<html>')]
    expect(said(...answers, answer('register', 500, {}), answer('revoke', 200, {}))).toBe(
      'nothing at http://127.0.0.1:1 answers like an OAuth authorization server (POST /token: connection refused; ' +
        'POST /metadata: 404 application/json; POST /jwks: 200 text/html; POST /register: 500 application/json). Is the URL right?',
    )
  })

  it('is told without a media type by the kind of its answer, and by the whole path', () => {
    const plain = exchange(1, 200, '', { headers: [] })
    const far = { ...plain, request: { ...plain.request, url: 'http://127.0.0.1:1/a?b=http://127.0.0.1:2/c' } }
    expect(said(far)).toContain('(POST /a?b=http://127.0.0.1:2/c: 200 empty)')
  })

  it('is what the run could not even begin with', () => {
    const evidence = evidenceOf([answer('token', 200, { access_token: 'a' })], {})
    expect(targetBlocker({ ...evidence, facts: { ...evidence.facts, blocker: 'TLS fails' } })).toBe('TLS fails')
  })
})

describe('a server that answers different operations with the very same body', () => {
  const same = { client_id: 'c', access_token: 'a' }
  const alike =
    'http://127.0.0.1:1/register and http://127.0.0.1:1/token answer with the very same body: this is no authorization server but something that answers everything alike'

  it('looks at nothing', () => {
    expect(said(answer('register', 201, same), answer('token', 200, same))).toBe(alike)
    expect(said(answer('register', 200, same), answer('token', 299, same))).toBe(alike)
  })

  it.each<readonly [string, readonly Exchange[]]>([
    ['the same operation', [answer('token', 200, same), answer('token', 200, same)]],
    ['another body', [answer('register', 200, same), answer('token', 200, { access_token: 'a' })]],
    ['operations whose successes may look alike', [answer('revoke', 200, same), answer('token', 200, same)]],
    ['operations whose successes may look alike', [answer('token', 200, same), answer('refresh', 200, same)]],
    ['a refusal', [answer('register', 400, same), answer('token', 400, same)]],
    ['a refusal', [answer('register', 300, same), answer('token', 300, same)]],
    ['no success yet', [answer('register', 199, same), answer('token', 199, same)]],
    [
      'no object',
      [answer('register', 200, []), answer('token', 200, []), answer('token', 400, { error: 'invalid_request' })],
    ],
  ])('is not one that gives %s', (_name, exchanges) => expect(said(...exchanges)).toBeUndefined())

  it('is not one that gives no answer at all', () => {
    const { response: _response, ...silent } = answer('token', 0, {})
    expect(said(answer('register', 200, same), silent)).toBeUndefined()
  })
})
