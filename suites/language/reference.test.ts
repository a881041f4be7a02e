import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { closest } from '../decode/closest.ts'
import { isReference, literal, parseReference } from './reference.ts'

describe('parseReference', () => {
  it.each([
    ['$matrix.auth_method', { kind: 'matrix', name: 'auth_method' }],
    ['$param.as', { kind: 'param', name: 'as' }],
    ['$target.baseUrl', { kind: 'target', name: 'baseUrl' }],
    ['$endpoint.token', { kind: 'endpoint', name: 'token' }],
    ['$metadata#/issuer', { kind: 'metadata', pointer: '/issuer' }],
    ['$metadata', { kind: 'metadata', pointer: '' }],
    ['$client#/client_id', { kind: 'client', pointer: '/client_id' }],
    ['$second#', { kind: 'second', pointer: '' }],
    ['$steps.register.body#/a~1b/0', { kind: 'step', step: 'register', part: 'body', pointer: '/a~1b/0' }],
    ['$steps.a-1.request#/scope', { kind: 'step', step: 'a-1', part: 'request', pointer: '/scope' }],
    ['$steps.mint.claims#/exp', { kind: 'step', step: 'mint', part: 'claims', pointer: '/exp' }],
    ['$steps.mint.jose', { kind: 'step', step: 'mint', part: 'jose', pointer: '' }],
    ['$steps.mint.certificate#/x5t#S256', { kind: 'step', step: 'mint', part: 'certificate', pointer: '/x5t#S256' }],
    ['$certificate.self_signed#/jwks', { kind: 'certificate', name: 'self_signed', pointer: '/jwks' }],
    ['$steps.mint.status', { kind: 'step', step: 'mint', part: 'status' }],
    ['$certificate.self_signed', { kind: 'certificate', name: 'self_signed', pointer: '' }],
    ['$key.auth', { kind: 'key', name: 'auth' }],
    ['$key.auth.RS256', { kind: 'key', name: 'auth', algorithm: 'RS256' }],
    ['$supplied.software_statement', { kind: 'supplied', name: 'software_statement' }],
    ['$steps.mint.text', { kind: 'step', step: 'mint', part: 'text' }],
    ['$this.challenge.scope', { kind: 'step', step: 'this', part: 'challenge', name: 'scope' }],
    ['$this.dpop.thumbprint', { kind: 'step', step: 'this', part: 'dpop', name: 'thumbprint' }],
    ['$all.token.body', { kind: 'all', operation: 'token', pointer: '' }],
    ['$this.url', { kind: 'step', step: 'this', part: 'url' }],
    ['$this.header.Retry-After', { kind: 'step', step: 'this', part: 'header', name: 'Retry-After' }],
    ['$this.body#/a.b#c', { kind: 'step', step: 'this', part: 'body', pointer: '/a.b#c' }],
    ['$all.token.body#/access_token', { kind: 'all', operation: 'token', pointer: '/access_token' }],
    ['$fake.company.name', { kind: 'fake', name: 'company.name' }],
    ['$random.opaque', { kind: 'random', name: 'opaque' }],
  ])('parses %s', (text, reference) => {
    expect(parseReference(text)).toEqual({ ok: true, value: { ...reference, optional: false } })
    expect(parseReference(`${text}?`)).toEqual({ ok: true, value: { ...reference, optional: true } })
  })

  it('explains what is wrong', () => {
    const problems = [
      '$',
      '$step.a.body',
      '$target.issuerr',
      '$endpoint.tokn',
      '$fake.company',
      '$random.uid',
      '$matrix',
      '$matrix.a b',
      '$matrix.a#/b',
      '$client.client_id',
      '$client#client_id',
      '$steps',
      '$steps.a',
      '$steps.a.boddy#/x',
      '$steps.a.body.x',
      '$steps.a.status#/x',
      '$this.header',
      '$this.header.A#/b',
      '$this.header.A B',
      '$this.header. A',
      '$this.text#/a',
      '$this.text.a',
      '$this',
      '$this.dpop',
      '$this.dpop.prof',
      '$this.dpop.proof#/jwk',
      '$certificate',
      '$certificate.self',
      '$key',
      '$key.Auth',
      '$key.auth.RS255',
      '$key.auth.RS256.x',
      '$supplied.statement',
      '$all',
      '$all.tokens.body',
      '$all.token.claims#/exp',
      '$matrix.a??',
      '$$matrix.a',
      'matrix.a',
    ].map((text) => {
      const parsed = parseReference(text)
      return parsed.ok ? `${text} is taken` : parsed.problem
    })
    expect(`\n${problems.join('\n')}\n`).toMatchInlineSnapshot(`
      "
      $: there is no reference "" (there are matrix, param, target, endpoint, fake, random, key, supplied, hosted, metadata, client, second, certificate, steps, this, all)
      $step.a.body: there is no reference "step" (there are matrix, param, target, endpoint, fake, random, key, supplied, hosted, metadata, client, second, certificate, steps, this, all); did you mean "steps"?
      $target.issuerr: there is no member of the target "issuerr" (there are issuer, baseUrl, scope, resource, secondResource, authorizationDetails, exchangeAudience, secondExchangeAudience, assertionIssuer, audience, metadataForm); did you mean "issuer"?
      $endpoint.tokn: there is no endpoint "tokn" (there are metadata, registration, token, introspection, revocation, jwks, resource); did you mean "token"?
      $fake.company: there is no fake value "company" (there are company.name, person.name, internet.email, uri.client, uri.redirect, uri.logo, uri.policy, uri.tos, software.id, software.version)
      $random.uid: there is no random value "uid" (there are opaque, jwt, uuid, word, scope, urn); did you mean "uuid"?
      $matrix: write $matrix.NAME
      $matrix.a b: write $matrix.NAME
      $matrix.a#/b: $matrix takes no JSON Pointer
      $client.client_id: write $client#/client_id
      $client#client_id: "client_id" is not a JSON Pointer
      $steps: write $steps.ID.PART
      $steps.a: there is no part of a step "" (there are body, request, claims, jose, certificate, assertion, status, url, text, header, challenge, dpop)
      $steps.a.boddy#/x: there is no part of a step "boddy" (there are body, request, claims, jose, certificate, assertion, status, url, text, header, challenge, dpop); did you mean "body"?
      $steps.a.body.x: a member is named by a JSON Pointer: write body#/x
      $steps.a.status#/x: status has no members
      $this.header: write header.NAME
      $this.header.A#/b: a header field takes no JSON Pointer
      $this.header.A B: write header.NAME
      $this.header. A: write header.NAME
      $this.text#/a: text has no members
      $this.text.a: text has no members
      $this: there is no part of a step "" (there are body, request, claims, jose, certificate, assertion, status, url, text, header, challenge, dpop)
      $this.dpop: there is no part of a DPoP proof "" (there are proof, thumbprint, nonce)
      $this.dpop.prof: there is no part of a DPoP proof "prof" (there are proof, thumbprint, nonce); did you mean "proof"?
      $this.dpop.proof#/jwk: dpop takes no JSON Pointer
      $certificate: there is no certificate "" (there are self_signed, lookalike, other, configured, spoofed)
      $certificate.self: there is no certificate "self" (there are self_signed, lookalike, other, configured, spoofed)
      $key: write a key as NAME or NAME.ALG
      $key.Auth: write a key as NAME or NAME.ALG
      $key.auth.RS255: there is no kind of key "RS255" (there are ES256, ES384, ES512, RS256, RS384, RS512, PS256, PS384, PS512, EdDSA, Ed25519, RS256_1024); did you mean "RS256"?
      $key.auth.RS256.x: write a key as NAME or NAME.ALG
      $supplied.statement: there is no supplied value "statement" (there are refresh_token, software_statement, subject_token); did you mean "software_statement"?
      $all: there is no operation "" (there are register, read_client, update_client, delete_client, token, introspect, revoke, refresh, exchange, jwt_grant, metadata, jwks, resource, resource_metadata, http, tls)
      $all.tokens.body: there is no operation "tokens" (there are register, read_client, update_client, delete_client, token, introspect, revoke, refresh, exchange, jwt_grant, metadata, jwks, resource, resource_metadata, http, tls); did you mean "token"?
      $all.token.claims#/exp: write $all.token.body#/pointer
      $matrix.a??: write $matrix.NAME
      "$$matrix.a" is not a reference: it does not begin with one $
      "matrix.a" is not a reference: it does not begin with one $
      "
    `)
  })

  it('never throws', () => {
    const text = fc.string({
      unit: fc.constantFrom(
        '$',
        '.',
        '#',
        '/',
        '?',
        '~',
        'steps',
        'this',
        'body',
        'header',
        'all',
        'token',
        'matrix',
        'a',
      ),
    })
    fc.assert(
      fc.property(text, (any) => {
        expect(typeof parseReference(any).ok).toBe('boolean')
      }),
    )
    fc.assert(
      fc.property(fc.string(), (any) => {
        expect(typeof parseReference(`$${any}`).ok).toBe('boolean')
      }),
    )
  })
})

describe('isReference and literal', () => {
  it.each([
    ['$matrix.x', true, '$matrix.x'],
    ['$', true, '$'],
    ['$$matrix.x', false, '$matrix.x'],
    ['$$', false, '$'],
    ['$$$', false, '$$'],
    ['a$$b', false, 'a$$b'],
    ['', false, ''],
  ])('%j', (text, reference, meaning) => {
    expect(isReference(text)).toBe(reference)
    expect(literal(text)).toBe(meaning)
  })

  it('can say any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const written = text.startsWith('$') ? `$${text}` : text
        expect(isReference(written)).toBe(false)
        expect(literal(written)).toBe(text)
      }),
    )
  })
})

describe('closest', () => {
  it.each([
    ['expct', ['status', 'expect'], 'expect'],
    ['Status', ['status', 'state'], 'status'],
    ['id', ['status', 'json'], undefined],
    ['statos', ['status', 'statas'], 'status'],
    ['introspecton', ['introspect', 'introspection'], 'introspection'],
    ['something', ['status'], undefined],
    ['', ['a'], 'a'],
    ['x', [], undefined],
    ['method', ['path', 'http_method', 'json'], 'http_method'],
    ['short-lived', ['my/short-lived', 'token/response'], 'my/short-lived'],
    ['method', ['http_method', 'other_method'], undefined],
    ['ethod', ['token_http_method'], undefined],
    ['id', ['client_id'], undefined],
  ])('%j among %j: %s', (word, candidates, expected) => {
    expect(closest(word, candidates)).toBe(expected)
  })
})
