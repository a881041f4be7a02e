import { readAnswer } from '../decode/answer.ts'
import { grants } from '../language/condition.ts'
import type { TargetFacts } from '../model/evidence.ts'
import type { Client } from './clients/client.ts'
import { sendFor } from './clients/send-for.ts'
import type { RunContext } from './run-context.ts'

/**
 * Where the target file sends token requests to another URL than the published one: which of the two the server takes as the URI of a DPoP proof. Most compare with what
 * they publish; one that compares with the request that it received is right too (RFC 9449 section 4.3 (9)), and knows itself by the other URL.
 */
export async function learnProofUrl(run: RunContext, client: Client | undefined): Promise<TargetFacts['endpoints']> {
  const { endpoints, capabilities } = run.facts
  const { token } = endpoints
  if (client === undefined || token?.published === undefined || capabilities.dpop?.offered !== true) return endpoints
  const prove = (endpoint: typeof token) =>
    sendFor(
      { key: client.key, owner: 'entry', step: 'proof' },
      'token',
      { ...run, facts: { ...run.facts, endpoints: { ...endpoints, token: endpoint } } },
      { client, request: { dpop: {} } },
    )
  const first = await prove(token)
  if (!('id' in first) || readAnswer(first).error !== 'invalid_dpop_proof') return endpoints
  const { published: _, ...received } = token
  const second = await prove(received)
  return 'id' in second && grants(second) ? { ...endpoints, token: received } : endpoints
}
