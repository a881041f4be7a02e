import { describe, expect, it } from 'vitest'
import type { Expression } from '../model/scenario.ts'
import { absenceOf, nameOf } from './reference-words.ts'

describe('what is absent, in words', () => {
  it.each([
    ['$this.body#/expires_in', 'the answer has no /expires_in'],
    ['$this.claims#/exp?', 'the token has no claim /exp'],
    ['$steps.own.body#/active', 'the answer of step "own" has no /active'],
    ['$steps.granted.request#/scope?', 'the request of step "granted" has no /scope'],
    ['$this.body', 'the answer has nothing that can be read'],
    ['$metadata#/issuer', 'the metadata document has no /issuer'],
    ['$client#/client_secret', 'the client information response has no /client_secret'],
    ['$target.audience', 'the target file has no audience, and the server does not tell it'],
    ['$endpoint.token', 'the server names no token endpoint'],
    ['$supplied.refresh_token', 'the target file supplies no refresh_token'],
    ['$all.token.body#/scope', 'every answer to token has no /scope'],
  ])('%s', (reference, words) => expect(absenceOf(reference)).toBe(words))
})

describe('what is compared, in words', () => {
  it.each<[Expression, string]>([
    ['$this.body#/error', '/error'],
    ['$this.body#/error?', '/error'],
    ['$this.body', 'the answer'],
    ['$this.claims#/scope?', 'claim /scope of the token'],
    ['$this.jose#/alg', '/alg of the header of the token'],
    ['$this.status', 'status of the answer'],
    ['$this.text', 'body of the answer'],
    ['$this.header.Location', 'header field Location of the answer'],
    ['$this.challenge.realm', 'parameter realm of the Bearer challenge in the answer'],
    ['$this.dpop.nonce', 'nonce of the DPoP proof of the request'],
    ['$this.certificate#/x5t#S256', '/x5t#S256 of the client certificate of the request'],
    ['$this.request#/redirect_uris/0', '/redirect_uris/0 of the request'],
    ['$steps.plain.status', 'status of the answer of step "plain"'],
    ['$steps.granted.claims#/jti?', 'claim /jti of the token of step "granted"'],
    ['$metadata#/issuer', '/issuer of the metadata document'],
    ['$client#/client_id', '/client_id of the client information response'],
    ['$second', 'the client information response of the second client'],
    ['$certificate.self_signed#/jwks', '/jwks of the certificate self_signed'],
    ['$param.grantedScope', 'parameter grantedScope of the profile'],
    ['$matrix.auth_method', 'auth_method of this row of the matrix'],
    ['$target.resource', 'resource of the target'],
    ['$endpoint.token', 'URL of the token endpoint'],
    ['$supplied.refresh_token', 'refresh_token of the target file'],
    ['$all.token.body#/jti', '/jti of every answer to token'],
    [{ derive: 'scheme', from: '$this.url' }, 'scheme (URL of the request)'],
    ['$$5', '"$5"'],
    [7, '7'],
    [['x', 1], '["x",1]'],
    [['$this.status', 'x'], '[status of the answer,"x"]'],
    ['$nothing', '$nothing'],
  ])('%j', (expression, words) => expect(nameOf(expression)).toBe(words))
})
