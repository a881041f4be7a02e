import { type CipherKind, cipherKinds } from '../../model/vocabulary.ts'
import { suiteNumbers } from './suite-numbers.ts'

/** RFC 9325 section 4.2. */
const recommended: readonly string[] = [
  'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
]

/** The first that fits says the class of a suite: what is worst about it comes first. */
const patterns: readonly (readonly [CipherKind, RegExp])[] = [
  ['anonymous', /_anon_/u],
  ['weak', /NULL|EXPORT|RC4|RC2|_DES_CBC_/u],
  ['triple_des', /_3DES_/u],
  ['static_rsa', /^TLS_RSA_/u],
  ['static_dh', /^TLS_(EC)?DH_/u],
  ['dhe', /^TLS_DHE_/u],
  ['ecdhe_cbc', /^TLS_ECDHE_.*_CBC_/u],
  ['ecdhe_other', /^TLS_ECDHE_/u],
  ['tls13', /^TLS_/u],
]

/** A reserved number for suites, versions and more, which no server knows (RFC 8701 section 2). */
export const reserved = 0x7a7a

const known = Object.entries(suiteNumbers)
const names = new Map(known.map(([name, number]) => [number, name]))

/** The numbers of each class, in the order in which they are offered. */
const numbers = new Map(
  cipherKinds.map((each) => [each, known.flatMap(([name, code]) => (classOf(name) === each ? [code] : []))]),
)

/** What kind of suite it is, by its name: the names say how keys are exchanged, who is authenticated, and by what data are kept secret. */
function classOf(name: string): CipherKind {
  if (recommended.includes(name)) return 'recommended'
  return patterns.find(([, pattern]) => pattern.test(name))?.[0] ?? 'unknown'
}

export const suitesOf = (asked: CipherKind): readonly number[] =>
  asked === 'unknown' ? [reserved] : (numbers.get(asked) ?? [])

/** The name of a suite, or its number where no document above names it. */
export const suiteName = (number: number): string =>
  names.get(number) ?? `0x${number.toString(16).padStart(4, '0').toUpperCase()}`
