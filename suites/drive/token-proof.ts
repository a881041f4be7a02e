import { readAnswer } from '../decode/answer.ts'
import { grants } from '../language/condition.ts'
import type { Exchange, TokenProof } from '../model/evidence.ts'
import type { Json } from '../model/json.ts'
import { certificateMethods } from './auth/mutual-tls.ts'
import type { NoRequest } from './request/context.ts'
import type { RunContext } from './run-context.ts'

/** The answer to a token request, and what the server demanded for it. */
export interface TokenAnswer {
  readonly kind: 'asked'
  readonly exchange: Exchange
  readonly tokenProof?: TokenProof
}

/** Sends a token request. Where the refusal can mean that a proof is missing, it is sent once more with each that can be shown; the first answer counts, if none of them helps. */
export async function askProving(
  ask: (run: RunContext) => Promise<Exchange | NoRequest>,
  run: RunContext,
): Promise<TokenAnswer | NoRequest> {
  const first = await ask(run)
  if (!('id' in first)) return first
  for (const tokenProof of proofsToTry(first, run)) {
    if (run.signal.aborted) break
    const proven = await ask({ ...run, facts: { ...run.facts, tokenProof } })
    if ('id' in proven && grants(proven)) return { kind: 'asked', exchange: proven, tokenProof }
  }
  const { tokenProof } = run.facts
  return { kind: 'asked', exchange: first, ...(tokenProof === undefined ? {} : { tokenProof }) }
}

/** Codes that blame something else than a proof that is missing. */
const otherFaults = [
  'invalid_client',
  'unauthorized_client',
  'unsupported_grant_type',
  'invalid_scope',
  'invalid_target',
]

/** What the server may demand, in the order in which it is tried: no document names the code of such a refusal, nor a sign of it in the metadata. */
function proofsToTry(refused: Exchange, { facts, certificates }: RunContext): readonly TokenProof[] {
  const { status = 0, error } = readAnswer(refused)
  if (grants(refused) || facts.tokenProof !== undefined) return []
  const isRefused = [400, 401, 403].includes(status) && !otherFaults.some((each) => each === error)
  const isCut = refused.failure?.code === 'tls' || refused.failure?.code === 'reset'
  if (!isRefused && !isCut) return []
  const dpop = facts.capabilities.dpop?.offered === true && !isCut ? (['dpop'] as const) : []
  const presented = (['self_signed', 'configured'] as const).filter((name) => certificates[name] !== undefined)
  return [...dpop, ...(facts.capabilities.mtls?.offered === true ? presented : [])]
}

/** What a client shows anyway that is registered for this method, since it authenticates by a certificate. */
export function proofOf(method: Json | undefined, { request }: Exchange): TokenProof | undefined {
  const name = request.certificate?.name
  return certificateMethods.some((each) => each === method) && (name === 'self_signed' || name === 'configured')
    ? name
    : undefined
}
