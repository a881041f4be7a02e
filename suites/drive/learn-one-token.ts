import { readAnswer } from '../decode/answer.ts'
import { at } from '../decode/pointer.ts'
import { grants } from '../language/condition.ts'
import { quoted } from '../language/reference.ts'
import type { Exchange, TargetFacts } from '../model/evidence.ts'
import type { PlannedRow } from '../model/plan.ts'
import type { Client } from './clients/client.ts'
import { requestToken } from './clients/register-client.ts'
import { sendFor } from './clients/send-for.ts'
import type { RunContext } from './run-context.ts'

/** Rows whose token another row may end, where the server gives each client one token at a time. */
export const sharesTokens = ({ scenario, clients }: PlannedRow): boolean =>
  clients !== 'own' && scenario.kind !== 'limitation'

/** Whether it can happen that rows end each other's tokens, and can be seen. */
export function asksForOneToken(rows: readonly PlannedRow[], { capabilities }: TargetFacts): boolean {
  const sharing = rows.filter(sharesTokens)
  const uses = sharing.flatMap(({ scenario }) => scenario.steps)
  const matters = uses.some(({ operation }) => ['introspect', 'resource', 'exchange'].includes(operation))
  return sharing.length > 1 && matters && capabilities.introspection?.offered === true
}

/**
 * Whether a new token ends the one before of the same client, which no document forbids: introspection calls the first one active until the second is issued. Rows
 * that share a client would then end each other's tokens.
 */
export async function learnOneToken(
  run: RunContext,
  rows: readonly PlannedRow[],
  entered: { readonly client?: Client; readonly token?: Exchange },
): Promise<boolean> {
  const { client, token } = entered
  if (!asksForOneToken(rows, run.facts) || client === undefined || token === undefined || !grants(token)) return false
  const first = at(readAnswer(token).json, '/access_token')
  const isActive = async (): Promise<boolean | undefined> => {
    if (typeof first !== 'string' || run.signal.aborted) return undefined
    const sender = { key: client.key, owner: 'entry', step: 'earlier token' }
    const answer = await sendFor(sender, 'introspect', run, { client, request: { params: { token: quoted(first) } } })
    const active = 'id' in answer ? at(readAnswer(answer).json, '/active') : undefined
    return typeof active === 'boolean' ? active : undefined
  }
  if ((await isActive()) !== true) return false
  const second = await requestToken(client, 'entry', run)
  return second.kind === 'asked' && grants(second.exchange) && (await isActive()) === false
}
