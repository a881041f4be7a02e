import { describe, expect, it } from 'vitest'
import { absenceOf } from './absence.ts'

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
    ['$all.token.body#/scope', '$all.token.body#/scope has no value in this run'],
  ])('%s', (reference, words) => expect(absenceOf(reference)).toBe(words))
})
