import { trusted } from '../../decode/trusted.ts'
import type { JsonObject } from '../../model/json.ts'
import type { ProofSpec } from '../../model/scenario.ts'
import type { RunKey } from '../keys/key-ring.ts'
import type { Signer } from '../keys/make-jwt.ts'
import type { RequestContext } from '../request/context.ts'
import {
  asText,
  type Overrides,
  type Resolution,
  resolveOne,
  resolveOverrides,
  withOverrides,
} from '../request/overrides.ts'
import { proofAlgorithms, sharedProofAlgorithm } from './usual-algorithm.ts'

/** What a proof is signed with, and the key that its header shows. */
export interface ProofKey {
  readonly alg: string
  readonly jwk: JsonObject
  readonly signer: Signer
}

/** `changes`: to the header; its `alg` decides how the proof is signed. `none` and HMAC are keyed by what anybody can know. */
export async function proofKey(
  spec: ProofSpec,
  changes: Overrides,
  context: RequestContext,
  place: string,
): Promise<Resolution<ProofKey>> {
  const { scope, keys, proofKeys = '' } = context
  const name = resolveOne(spec.key, scope, `${place}.key`)
  const other = resolveOne(spec.sign_with, scope, `${place}.sign_with`)
  const members = resolveOverrides(spec.jwk, scope, `${place}.jwk`)
  if (name.kind !== 'value') return name
  if (other.kind !== 'value') return other
  if (members.kind !== 'value') return members
  const asked = changes.find(([each]) => each === 'alg')?.[1]
  const alg = asked === undefined ? (sharedProofAlgorithm(scope.metadata) ?? 'ES256') : asText(asked)
  const keyed = proofAlgorithms.find((each) => each === alg)
  const key = await keys.key(`${name.value === undefined ? 'dpop' : asText(name.value)}${proofKeys}`, keyed)
  const shown = { ...publicMembers(key.publicJwk), ...(spec.exposed === true ? privateMembers(key) : {}) }
  const jwk = withOverrides(shown, members.value)
  if (keyed !== undefined) {
    const signing = other.value === undefined ? key : await keys.key(`${asText(other.value)}${proofKeys}`, keyed)
    return { kind: 'value', value: { alg, jwk, signer: { kind: 'key', key: signing } } }
  }
  if (alg.toLowerCase() === 'none') return { kind: 'value', value: { alg, jwk, signer: { kind: 'nobody' } } }
  if (/^HS(256|384|512)$/u.test(alg))
    return { kind: 'value', value: { alg, jwk, signer: { kind: 'secret', secret: JSON.stringify(jwk) } } }
  return { kind: 'blocked', because: `grantcheck cannot sign a DPoP proof with ${alg}` }
}

/** No more than what makes the key (RFC 7638 section 3.2): what else a server must leave out of its digest is added by a step. */
const publicMembers = (jwk: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(jwk).filter(([name]) => ['kty', 'crv', 'x', 'y', 'n', 'e'].includes(name)))

/** The one place where a private key leaves memory: the probe for section 4.3 (7) needs a real one, which proves nothing else. */
const privateMembers = ({ privateKey }: RunKey): JsonObject =>
  trusted<JsonObject>({ ...privateKey.export({ format: 'jwk' }) })
