import { createHmac, sign as signWith } from 'node:crypto'
import { exportJWK, exportSPKI } from 'jose'
import { describe, expect, it } from 'vitest'
import { encodeBase64Url } from '../decode/base64url.ts'
import { makeKeyPair } from '../key-pairs/make-key-pair.ts'
import type { Exchange } from '../model/evidence.ts'
import { attestSignatures } from './attest.ts'

// Signatures that a careless verifier accepts, written by us after the sections named: none of them may ever count as verified.

const rsa = await makeKeyPair('RSA-2048')
const ec = await makeKeyPair('P-256')
const rsaJwk = await exportJWK(rsa.publicKey)
const ecJwk = await exportJWK(ec.publicKey)
const pem = await exportSPKI(rsa.publicKey)

const b = encodeBase64Url
const octets = (text: string): Uint8Array => new TextEncoder().encode(text)
const signed = (header: object, claims = '{"sub":"x"}'): string => `${b(JSON.stringify(header))}.${b(claims)}`

const rs256 = (input: string): string =>
  `${input}.${b(new Uint8Array(signWith('sha256', octets(input), rsa.privateKey)))}`
const es256 = (input: string, dsaEncoding: 'ieee-p1363' | 'der' = 'ieee-p1363'): string =>
  `${input}.${b(new Uint8Array(signWith('sha256', octets(input), { key: ec.privateKey, dsaEncoding })))}`
const hs256 = (input: string, secret: string): string =>
  `${input}.${b(new Uint8Array(createHmac('sha256', secret).update(input).digest()))}`

function published(keys: readonly object[]): Exchange {
  const at = '2026-01-01T00:00:00.000Z'
  const response = {
    status: 200,
    headers: [],
    body: { text: JSON.stringify({ keys }) },
    bytes: 1,
    receivedAt: at,
    durationMs: 1,
  }
  const request = { method: 'GET', url: 'http://127.0.0.1/jwks', headers: [], sentAt: at }
  return { id: 1, owner: 'discovery', step: 'jwks', operation: 'jwks', request, response }
}

const both = [
  { ...rsaJwk, kid: 'rsa' },
  { ...ecJwk, kid: 'ec' },
]
const fact = (token: string, keys: readonly object[] = both) => attestSignatures([token], [published(keys)]).get(token)

describe('signatures that hold', () => {
  it.each([
    ['RS256', rs256(signed({ alg: 'RS256', kid: 'rsa' }))],
    ['RS256 without kid', rs256(signed({ alg: 'RS256' }))],
    ['ES256', es256(signed({ alg: 'ES256', kid: 'ec' }))],
  ])('%s', async (_, token) => {
    expect(fact(token)).toMatchObject({ kind: 'verified' })
  })
})

describe('alg "none" in every spelling (RFC 8725 section 2.1, RFC 7518 section 3.6)', () => {
  const spellings = ['none', 'None', 'NONE', 'nOnE', 'noNe']
  const tails = ['', rs256(signed({ alg: 'RS256' })).split('.')[2] ?? '', 'AAAA']
  it.each(
    spellings.flatMap((alg) => tails.map((tail) => [alg, tail] as const)),
  )('%s, signature %j', async (alg, tail) => {
    expect(fact(`${signed({ alg })}.${tail}`)).toEqual({
      kind: 'wrong',
      problem: 'the token is not signed (alg none)',
    })
  })

  it.each(['none ', ' none', 'none\0', '', 'nоne'])('%j, which is no algorithm at all', async (alg) => {
    const found = fact(`${signed({ alg })}.AAAA`)
    expect(found?.kind).toBe('unknown')
  })

  it.each([null, 1, true, ['RS256'], { name: 'RS256' }])('alg %j', async (alg) => {
    const found = fact(rs256(signed({ alg, typ: 'JWT' })))
    expect(found).toEqual({ kind: 'wrong', problem: 'the JOSE header has no alg' })
  })
})

describe('never verified', () => {
  const plain = signed({ alg: 'RS256', kid: 'rsa' })
  it.each([
    ['RFC 7515 section 5.2', 'an empty signature', `${plain}.`],
    [
      'RFC 7515 section 5.2',
      'a signature of another text',
      `${signed({ alg: 'RS256', kid: 'rsa' }, '{"sub":"y"}')}.${rs256(plain).split('.')[2]}`,
    ],
    ['RFC 7515 section 5.2', 'a signature cut short', rs256(plain).slice(0, -4)],
    ['RFC 7518 section 3.4', 'an ECDSA signature in DER', es256(signed({ alg: 'ES256', kid: 'ec' }), 'der')],
    [
      'RFC 7518 section 3.4',
      'an ECDSA signature of zeros',
      `${signed({ alg: 'ES256', kid: 'ec' })}.${b(new Uint8Array(64))}`,
    ],
    ['RFC 8725 section 2.1', 'HS256 keyed by the public key in PEM', hs256(signed({ alg: 'HS256', kid: 'rsa' }), pem)],
    ['RFC 8725 section 2.1', 'HS256 keyed by the modulus', hs256(signed({ alg: 'HS256', kid: 'rsa' }), rsaJwk.n ?? '')],
    ['RFC 8725 section 3.1', 'RS256 by the kid of an EC key', rs256(signed({ alg: 'RS256', kid: 'ec' }))],
    ['RFC 8725 section 3.1', 'PS256 in the header, RS256 in fact', rs256(signed({ alg: 'PS256', kid: 'rsa' }))],
    [
      'RFC 7515 section 4.1.3',
      'the key that the header itself brings',
      rs256(signed({ alg: 'RS256', kid: 'mine', jwk: rsaJwk })),
    ],
    ['RFC 7515 section 4', 'the alg twice, "none" last', `${b('{"alg":"RS256","alg":"none"}')}.${b('{}')}.`],
    ['RFC 7515 section 7.1', 'white space around the token', ` ${rs256(plain)}`],
  ])('%s: %s', async (_, __, token) => {
    expect(fact(token)?.kind).not.toBe('verified')
  })

  it('RFC 8725 section 3.1: a key that is published for another algorithm, or for encryption', async () => {
    const token = rs256(signed({ alg: 'RS256' }))
    expect(fact(token, [{ ...rsaJwk, alg: 'PS256' }])).toMatchObject({ kind: 'wrong' })
    expect(fact(token, [{ ...rsaJwk, use: 'enc' }])).toMatchObject({ kind: 'wrong' })
  })
})

describe('crit (RFC 7515 section 4.1.11)', () => {
  it.each([
    ['an empty list', { crit: [] }],
    ['no list', { crit: 'exp' }],
    ['null', { crit: null }],
    ['what is no name', { crit: [1] }],
    ['a name of RFC 7515', { crit: ['alg'] }],
    ['a name twice', { crit: ['x', 'x'], x: 1 }],
    ['a name that the header does not have', { crit: ['x'] }],
    ['a name that only a prototype has', { crit: ['toString'] }],
  ])('%s is wrong', async (_, more) => {
    const found = fact(rs256(signed({ alg: 'RS256', kid: 'rsa', ...more })))
    expect(found).toEqual({ kind: 'wrong', problem: expect.stringContaining('RFC 7515 section 4.1.11') })
  })

  it('an extension that we do not know leaves the token undecided', async () => {
    const found = fact(rs256(signed({ alg: 'RS256', kid: 'rsa', crit: ['x'], x: 1 })))
    expect(found).toEqual({ kind: 'unknown', because: 'grantcheck does not know the critical extension "x"' })
  })
})
