import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { charsets, formats } from '../model/vocabulary.ts'
import { anyCharacter } from './testing.ts'
import { entropyBits, fitsCharset, fitsFormat } from './text.ts'

describe('fitsCharset', () => {
  it.each([
    ['a b"\\~', ['vschar']],
    ['a b!', ['vschar', 'nqschar', 'scope', 'error_text']],
    ['a  b', ['vschar', 'nqschar', 'error_text']],
    [' a', ['vschar', 'nqschar', 'error_text']],
    ['read:x', ['vschar', 'nqchar', 'nqschar', 'scope', 'error_text']],
    ['aZ0-._~+/==', ['vschar', 'nqchar', 'nqschar', 'b64token', 'scope', 'error_text']],
    ['a=b', ['vschar', 'nqchar', 'nqschar', 'scope', 'error_text']],
    ['', []],
    ['\n', []],
    ['a\n', []],
    ['é', []],
    ['a\tb', []],
    ['\u007f', []],
  ])('%j fits %j', (text, expected) => {
    expect(charsets.filter((charset) => fitsCharset(text, charset))).toEqual(expected)
  })
})

describe('fitsFormat', () => {
  const anyUri = ['uri', 'uri_without_fragment']
  const https = ['uri', 'https_uri', 'uri_without_fragment']
  it.each([
    ['https://as.example', https],
    ['HTTPS://as.example:443/a%20b?c=d/?', https],
    ['https://user:pw@as.example/', https],
    ['https://[::1]:8443/x', https],
    ['https://[v1.fe80]/', https],
    ['https://as.example/#', ['uri', 'https_uri']],
    ['http://127.0.0.1:8080/cb', anyUri],
    ['urn:ietf:params:oauth:grant-type:jwt-bearer', anyUri],
    ['com.example.app:/cb', anyUri],
    ['mailto:a@b.example', anyUri],
    ['a:', anyUri],
    ['file:///etc', anyUri],
    ['https://as.example:65535/', https],
    ['https://as.example:/', https],
    ['urn:a?b=%41', anyUri],
    ['xhttp:a', anyUri],
    ['httpx:a', anyUri],
    ['a:b//[', []],
    ['urn:a%4', []],
    ['urn:a%', []],
    ['urn:a b', []],
    ['urn:a\nb', []],
    ['urn:a?b c', []],
    ['urn:a?b#c d', []],
    ['http:', []],
    ['HTTP:a', []],
    ['https://as.example:65536/', []],
    ['https://as.example:8o/', []],
    ['https://x[::1]/', []],
    ['https://[::1]x/', []],
    ['https://[v12.a]/', https],
    ['https://[v1.a/b]/', []],
    ['https://[v1.a b]/', []],
    ['https://[xv1.a]/', []],
    ['https://[v.a]/', []],
    ['https://u[@as.example/', []],
    ['https://as.example?a=b', https],
    ['https://?a=b', []],
    ['urn:a#b', ['uri']],
    ['https://', []],
    ['https:///a', []],
    ['https:as.example', []],
    ['https://:443/', []],
    ['https://a b.example', []],
    ['https://as.example/a b', []],
    ['https://as.example/ä', []],
    ['https://as.example/%zz', []],
    ['https://as.example/{x}', []],
    ['https://as.example/#a#b', []],
    ['https://as.example:99999/', []],
    ['https://[::1', []],
    ['https://[fe80::1%25eth0]/', []],
    ['https://[nope]/', []],
    ['https://a@b@c/', []],
    ['https://as.example\n', []],
    ['//as.example/', []],
    ['/path', []],
    ['1a:b', []],
    ['', []],
  ])('%j as a URI: %j', (text, expected) => {
    expect(formats.filter((format) => format.includes('uri') && fitsFormat(text, format))).toEqual(expected)
  })

  it.each([
    ['uuid', '123e4567-e89b-12d3-a456-426614174000', true],
    ['uuid', '123E4567-E89B-12D3-A456-426614174000', true],
    ['uuid', '{123e4567-e89b-12d3-a456-426614174000}', false],
    ['uuid', '123e4567e89b12d3a456426614174000', false],
    ['uuid', 'a123e4567-e89b-12d3-a456-426614174000', false],
    ['uuid', '123e4567-e89b-12d3-a456-4266141740000', false],
    ['base64url', 'Zm8', true],
    ['base64url', 'Zm8=', false],
    ['base64url', '', false],
    ['scope', 'read write', true],
    ['scope', 'read  write', false],
  ] as const)('%s %j: %s', (format, text, expected) => {
    expect(fitsFormat(text, format)).toBe(expected)
  })

  it('never throws, takes every web URL, and is quick on long text', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(...formats), (text, format) => {
        expect(typeof fitsFormat(text, format)).toBe('boolean')
      }),
    )
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
        expect(fitsFormat(url, 'uri')).toBe(true)
      }),
    )
    expect(fitsFormat(`https://a.example/${'%20'.repeat(300_000)}`, 'uri')).toBe(true)
    expect(fitsCharset(`${'a'.repeat(2 ** 20)}"`, 'b64token')).toBe(false)
  })
})

describe('entropyBits', () => {
  it.each([
    ['', 0],
    ['0000', 4 * Math.log2(10)],
    ['3f2a', 16],
    ['3f2g', 4 * Math.log2(36)],
    ['3F2A', 4 * Math.log2(36)],
    ['aBz9', 4 * Math.log2(62)],
    ['aBz9-_', 6 * Math.log2(95)],
    ['--', 2 * Math.log2(33)],
    ['😀', Math.log2(33)],
    ['123e4567-e89b-12d3-a456-426614174000', 128],
  ])('%j', (text, bits) => {
    expect(entropyBits(text)).toBeCloseTo(bits)
  })

  it('is finite and not negative, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), (text) => {
        expect(entropyBits(text)).toBeGreaterThanOrEqual(0)
        expect(entropyBits(text)).toBeLessThanOrEqual(text.length * 7)
      }),
    )
  })
})
