import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeBase64Url } from './base64url.ts'
import { decodeJws, looksLikeJws } from './jws.ts'

const b = encodeBase64Url
const header = b('{"alg":"RS256"}')
const claims = b('{"sub":"x"}')

describe('decodeJws', () => {
  it.each(['c2ln', '', '[access_token#3f2a]'])('takes the signature %j', (signature) => {
    expect(decodeJws(`${header}.${claims}.${signature}`)).toEqual({
      ok: true,
      value: { header: { alg: 'RS256' }, headerDuplicates: [], claims: { sub: 'x' }, claimsDuplicates: [], signature },
    })
  })

  it('finds repeated members in both parts', () => {
    const decoded = decodeJws(`${b('{"alg":"none","alg":"RS256"}')}.${b('{"aud":{"a":1,"a":2}}')}.c2ln`)
    expect(decoded).toMatchObject({ ok: true, value: { headerDuplicates: ['/alg'], claimsDuplicates: ['/aud/a'] } })
  })

  it.each([
    ['', 'has 1 part instead of 3'],
    ['opaque', 'has 1 part instead of 3'],
    [`${header}.${claims}`, 'has 2 parts instead of 3'],
    [`${header}.${claims}.a.b`, 'has 4 parts instead of 3'],
    ['a.b.c.d.e', 'has 5 parts: an encrypted token (JWE), not a signed one'],
    ['a.b.c.d.e.f', 'has 6 parts instead of 3'],
    ['.'.repeat(100), 'has more than 6 parts instead of 3'],
    [`.${claims}.c2ln`, 'has a header that is empty'],
    [`${header}=.${claims}.c2ln`, 'has a header that has padding'],
    [`${header}.${b('[]')}.c2ln`, 'has a payload that is not a JSON object'],
    [`${header}.${b('nope')}.c2ln`, 'has a payload that is not JSON: expected a value at line 1, column 1'],
    [`${header}.${b('\uFEFF{}')}.c2ln`, 'has a payload that begins with a byte order mark'],
    [`${header}.${b(Uint8Array.of(0xff))}.c2ln`, 'has a payload that is not valid UTF-8'],
    [`${header}.${claims}.c2+n`, 'has a signature that has a character outside the base64url alphabet'],
    [`${header}.${claims}.c2l`, 'has a signature that has non-zero spare bits'],
    [`${header}.${claims}.[password#3f2a]`, 'has a signature that has a character outside the base64url alphabet'],
    [`[secret#3f2a].${claims}.c2ln`, 'has a header that has a character outside the base64url alphabet'],
  ])('refuses %j', (token, problem) => {
    expect(decodeJws(token)).toEqual({ ok: false, problem })
  })

  it('gives back any header and claims, and never throws', () => {
    const object = fc.dictionary(fc.string(), fc.jsonValue()).map((value) => JSON.stringify(value))
    fc.assert(
      fc.property(object, object, fc.uint8Array(), (head, body, signature) => {
        const decoded = decodeJws(`${b(head)}.${b(body)}.${b(signature)}`)
        expect(decoded).toMatchObject({ ok: true, value: { signature: b(signature) } })
        expect(decoded.ok && [decoded.value.header, decoded.value.claims]).toEqual([JSON.parse(head), JSON.parse(body)])
      }),
    )
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(decodeJws(text).ok).toBe(false)
      }),
    )
    fc.assert(
      fc.property(fc.array(fc.string()), (parts) => {
        expect(decodeJws(parts.join('.')).ok).toBe(false)
      }),
    )
  })
})

describe('looksLikeJws', () => {
  it.each([
    [`${header}.${claims}.c2ln`, true],
    [`${header}.${claims}.[access_token#3f2a]`, true],
    [`${header}.not json.!!`, true],
    [`${header}.${claims}.`, false],
    [`${header}.${claims}`, false],
    [`${b('{"typ":"JWT"}')}.${claims}.c2ln`, true],
    [`${header}=.${claims}.c2ln`, true],
    [`${header}==.${claims}.c2ln`, true],
    [`${header}===.${claims}.c2ln`, false],
    [`${header.slice(0, 6)}=${header.slice(6)}.${claims}.c2ln`, false],
    [`${b('{"foo":"JWT"}')}.${claims}.c2ln`, false],
    ['www.example.org', false],
    ['', false],
  ])('%j: %s', (token, expected) => {
    expect(looksLikeJws(token)).toBe(expected)
  })
})
