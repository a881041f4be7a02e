import { X509Certificate } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { decodeCertificate } from '../../decode/certificate.ts'
import type { Json, JsonObject } from '../../model/json.ts'
import { selfSigned } from '../../reference-server/tls/certificates.ts'
import { exchange } from '../testing.ts'
import { said } from './testing.ts'

/** A certificate of an RSA key, which the fixtures do not make: DER in base64. */
const rsa = [
  'MIIBbzCCARmgAwIBAgIUelOgNoKVghA9R6j3/+7z8N0Lef4wDQYJKoZIhvcNAQELBQAwDDEKMAgGA1UEAwwBeDAeFw0yNjExMjUx',
  'MTM0MzJaFw0yNjExMjYxMTM0MzJaMAwxCjAIBgNVBAMMAXgwXDANBgkqhkiG9w0BAQEFAANLADBIAkEA1tMMm6u3gGXzdqGfd93h',
  'xDr7PoWLMgIzQjTMeh1ixi25xReLT8c2d8O739ETWoXdP/DodSegsRGcNZbAy/hB/wIDAQABo1MwUTAdBgNVHQ4EFgQUJC07zEt2',
  '8NldIAEEEz+wdcdq5vEwHwYDVR0jBBgwFoAUJC07zEt28NldIAEEEz+wdcdq5vEwDwYDVR0TAQH/BAUwAwEB/zANBgkqhkiG9w0B',
  'AQsFAANBAF5rZPUOhHvThNbmQ1mXrSFei6yG57vnxl2iEhhDx9av+x/YiGgx6e7ii7L1Qc+XunNV+rZBgUbZ8ceiFQu/aFY=',
].join('')
/** A certificate whose key is for RSASSA-PSS only (RFC 4055 section 1.2): DER in base64. */
const pss = [
  'MIICWjCCAY+gAwIBAgIUZHQnZQXwRKm7Nu4S9mKiLL4nWtAwQQYJKoZIhvcNAQEKMDSgDzANBglghkgBZQMEAgEFAKEcMBoGCSqGSIb3',
  'DQEBCDANBglghkgBZQMEAgEFAKIDAgFeMAwxCjAIBgNVBAMMAXgwHhcNMjYxMTI1MTIxOTQ2WhcNMjYxMTI2MTIxOTQ2WjAMMQowCAYD',
  'VQQDDAF4MIGdMAsGCSqGSIb3DQEBCgOBjQAwgYkCgYEAy1XjCWwLsnI6KPTAWDe4dh2lF8WXhzZJwLl5dU1IJ6Xc3DsubObbQZxS/71q',
  '+1f/MFvI6Bmjsrh0jxOR7XqUH9ym85obstbgfoTDHu9y9RGB5TJ4FHqAghCNFLyhMVTZBFb5IEx0owyZi9v9xF3gIe2sSQptEUhx36A+',
  'DgnkRhcCAwEAAaNTMFEwHQYDVR0OBBYEFCq8MtFOeDUriT4/LqBIaENn8JocMB8GA1UdIwQYMBaAFCq8MtFOeDUriT4/LqBIaENn8Joc',
  'MA8GA1UdEwEB/wQFMAMBAf8wQQYJKoZIhvcNAQEKMDSgDzANBglghkgBZQMEAgEFAKEcMBoGCSqGSIb3DQEBCDANBglghkgBZQMEAgEF',
  'AKIDAgFeA4GBAC0DS/VSSbcwm9gdMrI7QjcL1hAJB+PPNqqtt4CEyKS/wkDajNXfHGu2rh97nMWnHNOVBFh+0A/Rnj3gCOtypvewrUZx',
  'D++RxURNWrFfrFrmivwukRi/fWx50ZyJz/nLFGpAlCxQrBNLyzgW1F6f87YKQLUlYR9pSbMXiZaXKbFo',
].join('')
const ec = new X509Certificate((await selfSigned()).cert).raw.toString('base64')

function keyIn(certificate: string): JsonObject {
  const key = decodeCertificate(certificate)
  if (!key.ok || key.value === undefined) throw new Error('no key')
  return key.value
}
const ecKey = keyIn(ec)
const rsaKey = keyIn(rsa)

const judged = (keys: Json): string => said({ json: { at: '/keys', certificates: true } }, exchange(1, 200, { keys }))
const wrong = (problem: string): string => `certificates that hold the key of their JWK | ${problem}`

describe('certificates that hold the key of their JWK', () => {
  it.each<[string, keys: Json, said: string]>([
    ['an elliptic curve', [{ ...ecKey, kid: 'a', x5c: [ec] }], 'holds'],
    ['RSA, and what follows the first', [{ ...rsaKey, x5c: [rsa, 'text'] }], 'holds'],
    ['RSASSA-PSS, which cannot be compared here', [{ ...rsaKey, x5c: [pss] }], 'holds'],
    ['none', [ecKey], 'moot: no key has x5c'],
    ['one key of two', [rsaKey, { ...ecKey, x5c: [ec] }], 'holds'],
    ['no list of keys', {}, 'moot: no key has x5c'],
    ['no keys', ['x5c', null], 'moot: no key has x5c'],
    ['text', [{ ...ecKey, x5c: ec }], wrong('key 0: x5c is not an array of strings')],
    ['an object', [{ ...ecKey, x5c: { '0': ec } }], wrong('key 0: x5c is not an array of strings')],
    ['numbers', [{ ...ecKey, x5c: [5] }], wrong('key 0: x5c is not an array of strings')],
    ['an empty list', [{ ...ecKey, x5c: [] }], wrong('key 0: x5c is not an array of strings')],
    ['of all keys, the second', [rsaKey, { ...ecKey, x5c: [] }], wrong('key 1: x5c is not an array of strings')],
    ['another kind', [{ ...ecKey, x5c: [rsa] }], wrong('key 0: the certificate has another kty, n, e, crv, x, y')],
  ])('%s', (_name, keys, expected) => {
    expect(judged(keys)).toBe(expected)
  })

  it.each([
    ['kty', ecKey, ec],
    ['crv', ecKey, ec],
    ['x', ecKey, ec],
    ['y', ecKey, ec],
    ['n', rsaKey, rsa],
    ['e', rsaKey, rsa],
  ] as const)('another %s', (member, key, certificate) => {
    expect(judged([{ ...key, [member]: 'AAAA', x5c: [certificate] }])).toBe(
      wrong(`key 0: the certificate has another ${member}`),
    )
  })

  it('base64 of DER', () => {
    expect(judged([{ ...ecKey, x5c: ['?'] }])).toMatch(/\| key 0: the first certificate is not base64/u)
    expect(judged([{ ...ecKey, x5c: ['aGVsbG8='] }])).toMatch(/\| key 0: the first certificate cannot be read/u)
  })
})
