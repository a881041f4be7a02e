import { readAnswer } from '../decode/answer.ts'
import { at } from '../decode/pointer.ts'
import { grants, summary } from '../language/condition.ts'
import { quoted } from '../language/reference.ts'
import type { CapabilityFact, Exchange } from '../model/evidence.ts'
import type { RequestSpec } from '../model/scenario.ts'
import type { Operation } from '../model/vocabulary.ts'
import type { Client } from './clients/client.ts'
import type { ClientPool } from './clients/client-pool.ts'
import { requestToken } from './clients/register-client.ts'
import { sendFor } from './clients/send-for.ts'
import type { RunContext } from './run-context.ts'

/** Grants that only a trial shows: policy decides who may use them, and no document tells. Each is also the name of the client template for it. */
const triedGrants = { token_exchange: 'exchange', jwt_bearer: 'jwt_grant' } as const
export type TriedGrant = keyof typeof triedGrants

type Learnt = Readonly<Partial<Record<TriedGrant, CapabilityFact>>>

/** Tries each grant once that the server lists, or the target file knows of, and that something is about. A server that offers neither is asked nothing. */
export async function learnGrants(run: RunContext, pool: ClientPool, wanted: readonly TriedGrant[]): Promise<Learnt> {
  const learnt: [TriedGrant, CapabilityFact][] = []
  for (const grant of wanted) {
    if (run.facts.capabilities[grant]?.offered !== true || run.signal.aborted) continue
    learnt.push([grant, await tryGrant(grant, run, pool)])
  }
  return Object.fromEntries(learnt)
}

async function tryGrant(grant: TriedGrant, run: RunContext, pool: ClientPool): Promise<CapabilityFact> {
  const operation = triedGrants[grant]
  const outcome = await pool.client(operation, 'first', { kind: 'run' })
  if (outcome.kind === 'blocked') return { offered: false, because: outcome.because }
  const answer = await ask(operation, outcome.client, run)
  if (!('id' in answer)) return { offered: false, because: answer.because }
  if (grants(answer)) return { offered: true, because: `the first request of ${named[grant]} was granted` }
  return { offered: false, because: `the first request of ${named[grant]} was answered ${summary(answer)}` }
}

const named: Readonly<Record<TriedGrant, string>> = {
  token_exchange: 'token exchange',
  jwt_bearer: 'the JWT bearer grant',
}

async function ask(operation: Operation, client: Client, run: RunContext): Promise<Exchange | { because: string }> {
  const sender = { key: client.key, owner: 'entry' }
  if (operation === 'jwt_grant' || run.target.subjectToken !== undefined)
    return sendFor(sender, operation, run, { client })
  const asked = await requestToken(client, 'entry', run)
  if (asked.kind !== 'asked') return asked
  const { exchange: token } = asked
  const issued = at(readAnswer(token).json, '/access_token')
  if (!grants(token) || typeof issued !== 'string')
    return { because: `the client for token exchange got no token to exchange (${summary(token)})` }
  const request: RequestSpec = { params: { subject_token: quoted(issued) } }
  return sendFor(sender, operation, run, { client, request })
}
