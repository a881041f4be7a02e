import { randomUUID } from 'node:crypto'
import { encodeBase64Url } from '../../decode/base64url.ts'
import type { JsonObject } from '../../model/json.ts'
import type { ProofSpec } from '../../model/scenario.ts'
import { makeJwt } from '../keys/make-jwt.ts'
import type { RequestContext } from '../request/context.ts'
import {
  asText,
  type Overrides,
  type Resolution,
  resolveOne,
  resolveOverrides,
  withOverrides,
} from '../request/overrides.ts'
import { type ProofKey, proofKey } from './proof-key.ts'

/** The request that a proof is for. */
export interface Proven {
  readonly method: string
  readonly url: string
  /** What the server calls the URL. */
  readonly named: string
  /** Digest of the access token that the request presents. */
  readonly ath?: string
  readonly place: string
}

/**
 * A DPoP proof for the request, new each time, by the correct default (RFC 9449 section 4.2) with what the step changes. The nonce
 * is the newest one that the server has supplied (section 8.2), the time is the server's.
 */
export async function makeProof(spec: ProofSpec, proven: Proven, context: RequestContext): Promise<Resolution<string>> {
  const { scope } = context
  const { place } = proven
  const raw = resolveOne(spec.raw, scope, `${place}.raw`)
  if (raw.kind !== 'value') return raw
  if (raw.value !== undefined) return { kind: 'value', value: asText(raw.value) }
  const header = resolveOverrides(spec.header, scope, `${place}.header`)
  const claims = resolveOverrides(spec.claims, scope, `${place}.claims`)
  const times = resolveOverrides(spec.times, scope, `${place}.times`)
  for (const part of [header, claims, times]) if (part.kind !== 'value') return part
  const changes = header.kind === 'value' ? header.value : []
  const key = await proofKey(spec, changes, context, place)
  if (key.kind !== 'value') return key
  const { now } = context
  const later = (times.kind === 'value' ? times.value : []).map(
    ([name, seconds]) => [name, typeof seconds === 'number' ? now + seconds : seconds] as const,
  )
  const said = withOverrides(usualClaims(proven, context), [...later, ...(claims.kind === 'value' ? claims.value : [])])
  const proof = signed(key.value, changes, said)
  return { kind: 'value', value: spec.signature === 'zeros' ? withZeros(proof) : proof }
}

function usualClaims({ method, url, named, ath }: Proven, { nonces, now }: RequestContext): JsonObject {
  const nonce = nonces?.newest(url)
  return {
    jti: randomUUID(),
    htm: method,
    htu: named.split(/[?#]/u, 1)[0] ?? '',
    iat: now,
    ...(ath === undefined ? {} : { ath }),
    ...(nonce === undefined ? {} : { nonce }),
  }
}

function signed({ alg, jwk, signer }: ProofKey, changes: Overrides, claims: JsonObject): string {
  const header = withOverrides({ typ: 'dpop+jwt', alg, jwk }, changes)
  return makeJwt({ ...header, alg }, claims, signer)
}

/** As long as the genuine signature, and all zeros. */
function withZeros(proof: string): string {
  const end = proof.lastIndexOf('.') + 1
  const length = Buffer.from(proof.slice(end), 'base64url').length
  return `${proof.slice(0, end)}${encodeBase64Url(new Uint8Array(length))}`
}
