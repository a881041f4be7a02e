import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto'
import { readAnswer } from '../decode/answer.ts'
import { decodeBase64Url } from '../decode/base64url.ts'
import { isObject } from '../decode/json.ts'
import { decodeJws } from '../decode/jws.ts'
import type { Exchange, SignatureFact } from '../model/evidence.ts'
import type { Json, JsonObject } from '../model/json.ts'
import { critOf } from './crit.ts'
import { isJws } from './jws-shape.ts'
import { isSignature } from './keys/sign-octets.ts'

/** Algorithms whose signatures published keys can verify (RFC 7518 section 3.1, RFC 8037), with the keys that fit. */
const algorithms: Readonly<Record<string, { readonly kty: string; readonly crv?: readonly string[] }>> = {
  RS256: { kty: 'RSA' },
  RS384: { kty: 'RSA' },
  RS512: { kty: 'RSA' },
  PS256: { kty: 'RSA' },
  PS384: { kty: 'RSA' },
  PS512: { kty: 'RSA' },
  ES256: { kty: 'EC', crv: ['P-256'] },
  ES384: { kty: 'EC', crv: ['P-384'] },
  ES512: { kty: 'EC', crv: ['P-521'] },
  EdDSA: { kty: 'OKP', crv: ['Ed25519', 'Ed448'] },
  Ed25519: { kty: 'OKP', crv: ['Ed25519'] },
}

/**
 * Checks the signature of every JWT among the tokens against the recorded JWK Sets, since keys may change during a run (RFC 7515 section 5.2). Evidence keeps no
 * token that works, so this is done once, by the run that saw them. Returns a fact per JWT, by token.
 */
export function attestSignatures(
  tokens: readonly string[],
  jwks: readonly Exchange[],
): ReadonlyMap<string, SignatureFact> {
  const keys = keysIn(jwks)
  return new Map(tokens.filter(isJws).map((token) => [token, attest(token, keys)]))
}

type Keys =
  | { readonly kind: 'keys'; readonly keys: readonly JsonObject[] }
  | { readonly kind: 'none'; readonly because: string }

function keysIn(jwks: readonly Exchange[]): Keys {
  const last = jwks.at(-1)
  if (last === undefined) return { kind: 'none', because: 'no JWKS endpoint is known' }
  const sets = jwks.flatMap((each) => keysOf(each) ?? [])
  if (sets.length > 0) return { kind: 'keys', keys: sets.flat() }
  const because = `the JWKS could not be read: ${last.failure?.message ?? `the answer was ${readAnswer(last).status}`}`
  return { kind: 'none', because }
}

/** The keys of a JWK Set (RFC 7517 section 5), undefined when the answer is none. In a list, since the set may be empty. */
export function keysOf(exchange: Exchange): readonly [readonly JsonObject[]] | undefined {
  const { json, status } = readAnswer(exchange)
  const keys = isObject(json) ? json.keys : undefined
  return status === 200 && Array.isArray(keys) ? [keys.filter((each) => isObject(each))] : undefined
}

function attest(token: string, from: Keys): SignatureFact {
  const jws = decodeJws(token)
  if (!jws.ok) return { kind: 'wrong', problem: `the token ${jws.problem}` }
  const { alg, kid } = jws.value.header
  if (typeof alg !== 'string') return { kind: 'wrong', problem: 'the JOSE header has no alg' }
  if (alg.toLowerCase() === 'none') return { kind: 'wrong', problem: 'the token is not signed (alg none)' }
  const crit = critOf(jws.value.header)
  if (crit.kind !== 'fine') return crit
  if (alg.startsWith('HS'))
    return { kind: 'unknown', because: `${alg} is keyed by a shared secret: no published key can verify it` }
  if (!Object.hasOwn(algorithms, alg)) return { kind: 'unknown', because: `grantcheck does not verify ${alg}` }
  if (from.kind === 'none') return { kind: 'unknown', because: from.because }
  const named = candidates(from.keys, kid)
  if (named.length === 0)
    return {
      kind: 'wrong',
      problem: kid === undefined ? 'the JWKS is empty' : `no key in the JWKS has the kid ${JSON.stringify(kid)}`,
    }
  const fitting = named.filter((key) => fits(key, alg))
  if (fitting.length === 0) return { kind: 'wrong', problem: `no key in the JWKS fits alg ${alg}` }
  return tryKeys(token, alg, fitting)
}

/** A kid is a hint (RFC 7515 section 4.1.4), and a JWK need not have one (RFC 7517 section 4.5): then each key is tried. */
function candidates(keys: readonly JsonObject[], kid: Json | undefined): readonly JsonObject[] {
  if (kid === undefined) return keys
  const named = keys.filter((key) => key.kid === kid)
  return named.length > 0 ? named : keys.filter((key) => key.kid === undefined)
}

function fits(key: JsonObject, alg: string): boolean {
  const wanted = algorithms[alg]
  if (wanted === undefined || key.kty !== wanted.kty || key.use === 'enc') return false
  if (key.alg !== undefined && key.alg !== alg) return false
  return wanted.crv === undefined || wanted.crv.some((curve) => curve === key.crv)
}

function tryKeys(token: string, alg: string, keys: readonly JsonObject[]): SignatureFact {
  const end = token.lastIndexOf('.')
  const octets = new TextEncoder().encode(token.slice(0, end))
  const signature = decodeBase64Url(token.slice(end + 1))
  let problem = 'the signature does not match the published key'
  for (const jwk of signature.ok ? keys : []) {
    try {
      if (signature.ok && isSignature(alg, octets, publicKey(jwk), signature.value))
        return { kind: 'verified', alg, ...(typeof jwk.kid === 'string' ? { kid: jwk.kid } : {}) }
    } catch (error) {
      problem = `the published key cannot be used: ${error instanceof Error ? error.message : String(error)}`
    }
  }
  return { kind: 'wrong', problem }
}

/** Reading a key costs more than verifying with it, and a run has many tokens for few keys. */
const known = new WeakMap<JsonObject, KeyObject>()

function publicKey(jwk: JsonObject): KeyObject {
  const key = known.get(jwk) ?? readKey(jwk)
  known.set(jwk, key)
  return key
}

/** Throws for what is no key, and for an RSA key that is too short for any of these algorithms (RFC 7518 sections 3.3, 3.5). */
function readKey(jwk: JsonObject): KeyObject {
  const members = Object.entries(jwk).filter(
    ([name, value]) => publicMembers.includes(name) && typeof value === 'string',
  )
  const clean: JsonWebKey = Object.fromEntries(members)
  const key = createPublicKey({ key: clean, format: 'jwk' })
  const { modulusLength = 2048 } = key.asymmetricKeyDetails ?? {}
  if (modulusLength < 2048) throw new TypeError(`an RSA key of ${modulusLength} bits is too short`)
  return key
}

/** Private members are left aside: a server that publishes them has another problem, and a check of its own. */
const publicMembers = ['kty', 'crv', 'x', 'y', 'n', 'e']
