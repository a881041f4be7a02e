import { expect, it } from 'vitest'
import { cipherKinds } from '../../model/vocabulary.ts'
import { suiteName, suitesOf } from './cipher-suites.ts'
import { suiteNumbers } from './suite-numbers.ts'

const names = (numbers: readonly number[]): readonly string[] => numbers.map(suiteName)

it('every suite is in one class', () => {
  const all = cipherKinds.filter((each) => each !== 'unknown').flatMap(suitesOf)
  expect(all.toSorted()).toEqual(Object.values(suiteNumbers).toSorted())
  expect(new Set(all).size).toBe(all.length)
})

it('what is worst about a suite says its class', () => {
  expect(names(suitesOf('recommended')).toSorted()).toEqual([
    'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
    'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
    'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
    'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
  ])
  expect(names(suitesOf('weak'))).toEqual(
    expect.arrayContaining(['TLS_RSA_WITH_NULL_SHA', 'TLS_ECDHE_RSA_WITH_RC4_128_SHA', 'TLS_RSA_WITH_DES_CBC_SHA']),
  )
  expect(names(suitesOf('triple_des')).every((name) => name.includes('_3DES_'))).toBe(true)
  expect(names(suitesOf('anonymous')).every((name) => name.includes('_anon_'))).toBe(true)
  expect(names(suitesOf('static_rsa')).some((name) => /NULL|RC4|3DES|EXPORT/u.test(name))).toBe(false)
  expect(names(suitesOf('ecdhe_other')).some((name) => name.includes('_CBC_'))).toBe(false)
  expect(names(suitesOf('tls13'))).toContain('TLS_CHACHA20_POLY1305_SHA256')
})

it('a suite that is not known has its number as its name', () => {
  expect(suiteName(0x1399)).toBe('0x1399')
  expect(names(suitesOf('unknown'))).toEqual(['0x7A7A'])
})
