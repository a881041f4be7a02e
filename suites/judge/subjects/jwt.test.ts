import { describe, expect, it } from 'vitest'
import { encodeBase64Url } from '../../decode/base64url.ts'
import type { Exchange, SecretFacts, SignatureFact } from '../../model/evidence.ts'
import type { Json } from '../../model/json.ts'
import type { WrittenCheck as Subject } from '../../model/language.ts'
import { exchange } from '../testing.ts'
import { said, unanswered } from './testing.ts'

const tag = '[access_token#00aa]'
/** From JSON text, so that a member may occur twice. */
const token = (header: string, claims = '{}', signature = tag): string =>
  `${encodeBase64Url(header)}.${encodeBase64Url(claims)}.${signature}`

const factsOf = (more: Partial<SecretFacts>) => ({
  'access_token#00aa': { kind: 'access_token' as const, length: 9, bits: 9, charsets: [], ...more },
})

type Asked = NonNullable<Subject['jwt']>

const jwt = (asked: Asked, access_token: Json, secrets: Readonly<Record<string, SecretFacts>> = {}): string =>
  said({ jwt: asked }, exchange(1, 200, { access_token }), { secrets })

const form: Asked = { form: true }
const exp = { claim: '/exp' }
const alg = { header: '/alg' }
const good = token('{"alg":"ES256"}', '{"exp":5}')

describe('the form', () => {
  it.each<[Asked, Json, said: string]>([
    [form, good, 'holds'],
    [form, 'opaque', 'a JWT in compact form | has 1 part instead of 3'],
    [form, 7, 'a token of type string | integer 7'],
    [exp, 7, 'a token of type string | integer 7'],
    [exp, 'opaque', 'undecided: the token is no JWT: has 1 part instead of 3'],
    [{ claim: '/exp', type: 'number', optional: true }, 'opaque', 'moot: the token is no JWT: has 1 part instead of 3'],
  ])('%j %j: %s', (part, value, expected) => {
    expect(jwt(part, value)).toBe(expected)
  })

  it('of a token that is not there', () => {
    const lacking = (name: string): string => said({ jwt: { token: name, form: true } }, exchange(1, 200, {}))
    expect(lacking('$this.body#/t?')).toBe('moot: there is no token to look at')
    expect(lacking('$this.body#/t')).toBe('undecided: there is no token to look at: the answer has no /t')
  })
})

describe('header and claims', () => {
  it.each<[Asked, said: string]>([
    [{ ...alg, equals: 'ES256' }, 'holds'],
    [{ ...alg, equals: 'RS256' }, 'JOSE header /alg equal to "RS256" | "ES256"'],
    [{ ...exp, equals: 5 }, 'holds'],
    [{ ...exp, equals: '5' }, 'claim /exp equal to "5" | integer 5'],
    [{ claim: '/iss', present: true }, 'claim /iss to be present | absent'],
    [{ header: '', unique_members: true }, 'holds'],
    [{ claim: '', unique_members: true }, 'holds'],
  ])('%j: %s', (asked, expected) => {
    expect(jwt(asked, good)).toBe(expected)
  })

  const once = 'member names that occur once (RFC 7515 section 4, RFC 7519 section 4)'
  const twice = '{"a":1,"b":1,"a":1,"b":1}'

  it.each<[Asked, value: string, said: string]>([
    [{ header: '', unique_members: true }, token(twice), `${once} | /a, /b repeated`],
    [{ claim: '', unique_members: true }, token('{}', twice), `${once} | /a, /b repeated`],
    [{ header: '', unique_members: true }, token('{}', twice), 'holds'],
    [{ claim: '', unique_members: true }, token(twice), 'holds'],
    [{ header: '', type: ['object'] }, token(twice), 'holds'],
    [{ claim: '', type: ['object'] }, token('{}', twice), 'holds'],
  ])('%j of %s: %s', (asked, value, expected) => {
    expect(jwt(asked, value)).toBe(expected)
  })
})

describe('the signature, as attested by the run', () => {
  const unsaid = 'undecided: the evidence does not say whether the signature was checked'
  const signature = (value: string, secrets: Readonly<Record<string, SecretFacts>>): string =>
    jwt({ signature: true }, value, secrets)

  it.each<[SignatureFact, said: string]>([
    [{ kind: 'verified', alg: 'ES256' }, 'holds'],
    [{ kind: 'wrong', problem: 'no' }, 'a signature that a published key verifies | no'],
    [{ kind: 'unknown', because: 'no keys' }, 'moot: no keys'],
  ])('%j: %s', (fact, expected) => {
    expect(signature(good, factsOf({ signature: fact }))).toBe(expected)
  })

  it('is undecided where the keys were asked for and no answer came', () => {
    const given = (jwks: Exchange) => ({
      secrets: factsOf({ signature: { kind: 'unknown', because: 'no keys' } }),
      others: [{ ...jwks, id: 2, operation: 'jwks' as const }],
    })
    const answer = exchange(1, 200, { access_token: good })
    expect(said({ jwt: { signature: true } }, answer, given(unanswered('timeout')))).toBe('undecided: no keys')
    expect(said({ jwt: { signature: true } }, answer, given(exchange(2, 404, {})))).toBe('moot: no keys')
  })

  it('of which the evidence says nothing', () => {
    expect(signature(good, factsOf({}))).toBe(unsaid)
    expect(signature(good, {})).toBe(unsaid)
    expect(signature(token('{}', '{}', 'AAAA'), factsOf({ signature: { kind: 'unknown', because: '' } }))).toBe(unsaid)
  })
})

describe('the length of the signature', () => {
  const long = (header: string, octets: number | undefined): string =>
    jwt({ signature_length: true }, token(header), octets === undefined ? {} : factsOf({ signatureOctets: octets }))

  it.each<[header: string, octets: number | undefined, said: string]>([
    ['{"alg":"ES256"}', 64, 'holds'],
    ['{"alg":"ES256"}', 71, 'a signature of 64 octets for "ES256" | 71 octets'],
    ['{"alg":"ES384"}', 96, 'holds'],
    ['{"alg":"ES512"}', 132, 'holds'],
    ['{"alg":"ES256"}', undefined, 'undecided: the evidence does not say how long the signature is'],
    ['{"alg":"RS256"}', 256, 'moot: "RS256" is no ECDSA algorithm'],
    ['{"alg":"constructor"}', 64, 'moot: "constructor" is no ECDSA algorithm'],
    ['{"alg":["ES256"]}', 64, 'moot: ["ES256"] is no ECDSA algorithm'],
    ['{}', 64, 'moot: absent is no ECDSA algorithm'],
  ])('%s with %s octets: %s', (header, octets, expected) => {
    expect(long(header, octets)).toBe(expected)
  })
})
