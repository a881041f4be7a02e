import { decodeCertificate } from '../../decode/certificate.ts'
import { isObject } from '../../decode/json.ts'
import type { Json, JsonObject } from '../../model/json.ts'
import { holds, type Match, moot, violated } from './subject.ts'

/** RFC 7517 section 4.7: certificates are base64 of DER, and the first one holds the key that the JWK states. */
export function judgeCertificates(keys: Json | undefined): Match {
  const all: readonly Json[] = Array.isArray(keys) ? keys : []
  if (!all.some(hasCertificates)) return moot('no key has x5c')
  for (const [index, key] of all.entries()) {
    const problem = hasCertificates(key) ? problemOf(key) : undefined
    if (problem !== undefined)
      return violated('certificates that hold the key of their JWK', `key ${index}: ${problem}`)
  }
  return holds
}

const hasCertificates = (key: Json): key is JsonObject => isObject(key) && key.x5c !== undefined

function problemOf({ x5c, ...key }: JsonObject): string | undefined {
  if (!Array.isArray(x5c) || typeof x5c[0] !== 'string') return 'x5c is not an array of strings'
  const held = decodeCertificate(x5c[0])
  if (!held.ok) return `the first certificate ${held.problem}`
  const stated = held.value
  if (stated === undefined) return undefined
  const differing = ['kty', 'n', 'e', 'crv', 'x', 'y'].filter((name) => stated[name] !== key[name])
  return differing.length === 0 ? undefined : `the certificate has another ${differing.join(', ')}`
}
