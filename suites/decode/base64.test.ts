import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeBase64, encodeBase64 } from './base64.ts'
import { decodeBase64Url, encodeBase64Url } from './base64url.ts'

const text = (value: string) => new Uint8Array(Buffer.from(value))

describe('base64', () => {
  it.each([
    ['', ''],
    ['Zg==', 'f'],
    ['Zm8=', 'fo'],
    ['Zm9v', 'foo'],
  ])('decodes %j', (encoded, value) => {
    expect(decodeBase64(encoded)).toEqual({ ok: true, value: text(value) })
    expect(encodeBase64(value)).toBe(encoded)
  })

  it.each([
    ['Zg', 'has missing padding or an impossible length'],
    ['Zg=', 'has missing padding or an impossible length'],
    ['Zh==', 'has non-zero spare bits'],
    ['Zg==Zg==', 'has padding inside'],
    ['Z===', 'has padding inside'],
    ['====', 'has padding inside'],
    ['Zm9v\n', 'has a character outside the base64 alphabet'],
    ['-_-_', 'has a character outside the base64 alphabet'],
  ])('refuses %j', (encoded, problem) => {
    expect(decodeBase64(encoded)).toEqual({ ok: false, problem })
  })

  it('gives back any octets, and takes nothing but what it would write', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (octets) => {
        expect(decodeBase64(encodeBase64(octets))).toEqual({ ok: true, value: octets })
      }),
    )
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'AQgw+/=- ') }), (encoded) => {
        const decoded = decodeBase64(encoded)
        expect(decoded.ok ? encodeBase64(decoded.value) : encoded).toBe(encoded)
      }),
    )
  })
})

describe('base64url', () => {
  it.each([
    ['', ''],
    ['Zg', 'f'],
    ['Zm8', 'fo'],
    ['Pz8_', '???'],
  ])('decodes %j', (encoded, value) => {
    expect(decodeBase64Url(encoded)).toEqual({ ok: true, value: text(value) })
    expect(encodeBase64Url(value)).toBe(encoded)
  })

  it.each([
    ['Zg==', 'has padding'],
    ['Z!==', 'has a character outside the base64url alphabet'],
    ['Zg=g', 'has a character outside the base64url alphabet'],
    ['Pz8/', 'has a character outside the base64url alphabet'],
    ['Zm9v\n', 'has a character outside the base64url alphabet'],
    ['Z', 'has an impossible length'],
    ['Zh', 'has non-zero spare bits'],
  ])('refuses %j', (encoded, problem) => {
    expect(decodeBase64Url(encoded)).toEqual({ ok: false, problem })
  })

  it('gives back any octets, and takes nothing but what it would write', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (octets) => {
        expect(decodeBase64Url(encodeBase64Url(octets))).toEqual({ ok: true, value: octets })
      }),
    )
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'AQgw-_=+ ') }), (encoded) => {
        const decoded = decodeBase64Url(encoded)
        expect(decoded.ok ? encodeBase64Url(decoded.value) : encoded).toBe(encoded)
      }),
    )
  })
})
