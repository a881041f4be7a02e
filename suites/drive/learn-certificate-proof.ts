import { grants, summary } from '../language/condition.ts'
import type { CapabilityFact } from '../model/evidence.ts'
import type { ClientPool } from './clients/client-pool.ts'
import { sendFor } from './clients/send-for.ts'
import type { RunContext } from './run-context.ts'

/**
 * Where every token request needs a DPoP proof: whether a client that authenticates by a certificate needs one too. One that does gets tokens that are bound to the key of the
 * proof; one that does not, tokens that are bound to its certificate. Undefined: there is no such client.
 */
export async function learnCertificateProof(run: RunContext, pool: ClientPool): Promise<CapabilityFact | undefined> {
  const { facts, profile, certificates } = run
  const offered = facts.capabilities.self_signed_tls_client_auth?.offered === true
  if (facts.tokenProof !== 'dpop' || !offered || certificates.self_signed === undefined) return undefined
  const template = Object.keys(profile.clients).find(
    (name) => profile.clients[name]?.attempts[0]?.metadata.token_endpoint_auth_method === 'self_signed_tls_client_auth',
  )
  const outcome = template === undefined ? undefined : await pool.client(template, 'first', { kind: 'run' })
  if (outcome?.kind !== 'client') return undefined
  const { client } = outcome
  const { tokenProof: _, ...plain } = facts
  const answer = await sendFor({ key: client.key, owner: 'entry' }, 'token', { ...run, facts: plain }, { client })
  if (!('id' in answer)) return undefined
  return grants(answer)
    ? { offered: true, because: 'a client that authenticated by its certificate got a token without a DPoP proof' }
    : { offered: false, because: `a client with a certificate needs a DPoP proof too (${summary(answer)})` }
}
