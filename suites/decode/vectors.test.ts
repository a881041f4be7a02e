import { describe, expect, it } from 'vitest'
import { decodeBase64 } from './base64.ts'
import { decodeBase64Url, encodeBase64Url } from './base64url.ts'
import { toBody } from './body.ts'
import { decodeJson } from './json.ts'
import { decodeJws } from './jws.ts'
import { show, typeOf } from './type-of.ts'
import { decodeUtf8 } from './utf8.ts'

// Edge cases that tell a strict decoder from a lenient one, written by us after the sections named. Signatures have vectors of their own, in
// suites/drive/jws-vectors.test.ts.

const b = encodeBase64Url
const octets = (...values: number[]) => Uint8Array.from(values)
const jws = (header: string, claims = '{"sub":"x"}', signature = 'c2ln') => `${b(header)}.${b(claims)}.${signature}`

describe('UTF-8', () => {
  it.each([
    ['RFC 3629 section 3', 'two octets for "/" (overlong)', octets(0xc0, 0xaf)],
    ['RFC 3629 section 3', 'three octets for "/" (overlong)', octets(0xe0, 0x80, 0xaf)],
    ['RFC 3629 section 3', 'an encoded surrogate (U+D800)', octets(0xed, 0xa0, 0x80)],
    ['RFC 3629 section 3', 'beyond U+10FFFF', octets(0xf4, 0x90, 0x80, 0x80)],
    ['RFC 3629 section 4', 'a sequence that ends early', octets(0x22, 0xe2, 0x82, 0x22)],
    ['RFC 3629 section 4', 'a continuation without a beginning', octets(0x80)],
    ['RFC 3629 section 1', 'octets that never occur', octets(0xfe, 0xff)],
    ['RFC 8259 section 8.1', 'JSON in UTF-16', new Uint8Array(Buffer.from('\ufeff{}', 'utf16le'))],
    ['RFC 8259 section 8.1', 'JSON in Latin-1', new Uint8Array(Buffer.from('{"name":"é"}', 'latin1'))],
  ])('%s: %s is refused, and kept as octets', (_, __, value) => {
    expect(decodeUtf8(value)).toEqual({ ok: false, problem: 'is not valid UTF-8' })
    expect(toBody(value)).toHaveProperty('base64')
  })
})

describe('JSON', () => {
  it.each([
    ['RFC 8259 section 4', 'a name twice', '{"error":"a","error":"b"}', { error: 'b' }, ['/error']],
    ['RFC 8259 section 8.3', 'the same name in two spellings', '{"exp":1,"\\u0065xp":2}', { exp: 2 }, ['/exp']],
    ['RFC 8259 section 4', 'names that differ in case only', '{"exp":1,"Exp":2}', { exp: 1, Exp: 2 }, []],
    [
      'RFC 8259 section 4',
      'a name twice, deep down',
      '{"cnf":{"jkt":"a","jkt":"b"}}',
      { cnf: { jkt: 'b' } },
      ['/cnf/jkt'],
    ],
    ['RFC 8259 section 4', 'the empty name', '{"":0}', { '': 0 }, []],
    ['RFC 8259 section 8.2', 'half a surrogate pair', '"\\ud800"', '\ud800', []],
    ['RFC 8259 section 7', 'NUL, escaped', '"a\\u0000b"', 'a\0b', []],
  ])('%s: %s', (_, __, text, value, duplicates) => {
    expect(decodeJson(text)).toEqual({ ok: true, value: { value, duplicates } })
  })

  it.each([
    ['RFC 8259 section 6', 'a leading zero', '{"exp":01}'],
    ['RFC 8259 section 6', 'a plus', '{"exp":+1}'],
    ['RFC 8259 section 6', 'hexadecimal', '{"exp":0x10}'],
    ['RFC 8259 section 6', 'nothing after the point', '{"exp":1.}'],
    ['RFC 8259 section 6', 'nothing before the point', '{"exp":.5}'],
    ['RFC 8259 section 6', 'Infinity', '{"exp":Infinity}'],
    ['RFC 8259 section 6', 'NaN', '{"exp":NaN}'],
    ['RFC 8259 section 3', 'a literal in capitals', '{"active":True}'],
    ['RFC 8259 section 7', 'a line break in a string', '"a\nb"'],
    ['RFC 8259 section 7', 'single quotes', "{'a':1}"],
    ['RFC 8259 section 2', 'a comment', '{"a":1/*b*/}'],
    ['RFC 8259 section 2', 'two texts', '{}{}'],
    ['RFC 8259 section 5', 'a comma at the end', '[1,]'],
    ['RFC 8259 section 8.1', 'a byte order mark', '\ufeff{}'],
  ])('%s: %s is refused', (_, __, text) => {
    expect(decodeJson(text).ok).toBe(false)
  })

  it.each([
    ['RFC 8259 section 6', 'beyond what a double holds exactly', '9007199254740993', 'integer'],
    ['RFC 8259 section 6', 'with thirty digits', '123456789012345678901234567890', 'integer'],
    ['RFC 8259 section 6', 'with an exponent, and whole', '3.6e3', 'integer'],
    ['RFC 8259 section 6', 'with a fraction of zero', '3600.0', 'integer'],
    ['RFC 8259 section 6', 'beyond the largest double', '1e400', 'number'],
    ['RFC 8259 section 6', 'below zero', '-0.5', 'number'],
  ])('%s: a number %s', (_, __, text, type) => {
    const decoded = decodeJson(text)
    expect(decoded.ok && typeOf(decoded.value.value)).toBe(type)
    expect(decoded.ok && show(decoded.value.value)).not.toBe('null')
  })
})

describe('base64', () => {
  it.each([
    ['RFC 4648 section 3.2', 'padding is obligatory in base64', decodeBase64('Zg')],
    ['RFC 7515 section 2', 'padding is forbidden in base64url', decodeBase64Url('Zg==')],
    ['RFC 4648 section 3.3', 'characters outside the alphabet', decodeBase64('Zm9v YmFy')],
    ['RFC 7515 section 2', 'a line break', decodeBase64Url('Zm9v\r\n')],
    ['RFC 4648 section 5', 'the other alphabet: "+" in base64url', decodeBase64Url('ab+c')],
    ['RFC 4648 section 4', 'the other alphabet: "_" in base64', decodeBase64('ab_c')],
    ['RFC 4648 section 3.5', 'pad bits that are not zero (base64)', decodeBase64('Zh==')],
    ['RFC 4648 section 3.5', 'pad bits that are not zero (base64url)', decodeBase64Url('Zm9')],
    ['RFC 7515 appendix C', 'one character left over', decodeBase64Url('Zm9vY')],
  ])('%s: %s', (_, __, decoded) => {
    expect(decoded.ok).toBe(false)
  })
})

describe('JWT in compact form', () => {
  it.each([
    [
      'RFC 7519 section 4',
      'a claim twice',
      jws('{"alg":"RS256"}', '{"sub":"a","sub":"b"}'),
      'claimsDuplicates',
      ['/sub'],
    ],
    [
      'RFC 7515 section 4',
      'a header parameter twice',
      jws('{"alg":"none","alg":"RS256"}'),
      'headerDuplicates',
      ['/alg'],
    ],
    [
      'RFC 7515 section 4',
      'the same in two spellings',
      jws('{"alg":"none","\\u0061lg":"RS256"}'),
      'headerDuplicates',
      ['/alg'],
    ],
    ['RFC 7518 section 3.6', 'an empty signature', jws('{"alg":"none"}', '{}', ''), 'signature', ''],
  ] as const)('%s: %s is seen', (_, __, token, member, value) => {
    const decoded = decodeJws(token)
    expect(decoded.ok && decoded.value[member]).toEqual(value)
  })

  it.each([
    ['RFC 7515 section 7.1', 'two parts', 'e30.e30', 'has 2 parts'],
    ['RFC 7516 section 9', 'five parts are a JWE', 'e30.a.b.c.d', 'JWE'],
    [
      'RFC 7515 section 2',
      'a padded header',
      `${Buffer.from('{"alg":"RS256" }').toString('base64')}=.e30.c2ln`,
      'header',
    ],
    ['RFC 7515 section 2', 'a space before the token', ` ${jws('{"alg":"RS256"}')}`, 'alphabet'],
    ['RFC 7515 section 5.2', 'a header that is no UTF-8', `${b(octets(0xff))}.e30.c2ln`, 'UTF-8'],
    ['RFC 7515 section 5.2', 'a header that is a JSON string', `${b('"alg"')}.e30.c2ln`, 'not a JSON object'],
    ['RFC 7519 section 7.2', 'claims that are a JSON array', jws('{"alg":"RS256"}', '[]'), 'not a JSON object'],
    [
      'RFC 7519 section 7.2',
      'claims that are a nested JWT',
      jws('{"alg":"RS256","cty":"JWT"}', 'e30.e30.c2ln'),
      'payload',
    ],
  ])('%s: %s is refused', (_, __, token, problem) => {
    expect(decodeJws(token)).toEqual({ ok: false, problem: expect.stringContaining(problem) })
  })
})
