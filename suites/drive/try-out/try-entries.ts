import { readAnswer } from '../../decode/answer.ts'
import { at } from '../../decode/pointer.ts'
import { grants } from '../../language/condition.ts'
import type { EntryName } from '../../model/entry.ts'
import type { Exchange } from '../../model/evidence.ts'
import { type ClientPool, mainGroup } from '../clients/client-pool.ts'
import { sendFor } from '../clients/send-for.ts'
import type { RunContext } from '../run-context.ts'
import { askBare } from './ask-bare.ts'
import { type EntryTrial, type Selected, trialsFor } from './trials.ts'
import { type Entries, usedSoFar } from './used-so-far.ts'

/**
 * Uses each entry of the target file that nothing has used so far, once, before anything is judged. Returns which exchange used which entry: what
 * the answers mean is read by suites/entries, now and from the evidence. `token`: the answer to the first token request.
 */
export async function tryEntries(
  run: RunContext,
  pool: ClientPool,
  selected: Selected,
  token: Exchange | undefined,
): Promise<Entries> {
  let entries = usedSoFar(run.target, run.recorder.all(), token)
  for (const trial of trialsFor(run, entries, selected, accessToken(token))) {
    if (run.signal.aborted) break
    const exchange = await send(trial, run, pool)
    if (exchange !== undefined) entries = noted(entries, trial.entries, exchange)
  }
  return askBare(entries, run)
}

async function send(trial: EntryTrial, run: RunContext, pool: ClientPool): Promise<Exchange | undefined> {
  const [template = ''] = Object.entries(run.profile.clients).find(([, { entry }]) => entry) ?? []
  const instance = trial.as === 'second' ? 'second' : 'first'
  const group = trial.as === 'registration' ? mainGroup(template, run) : ({ kind: 'run' } as const)
  if (trial.as === 'registration' && !run.facts.registers) return undefined
  const outcome = await pool.client(template, instance, group)
  if (outcome.kind === 'blocked' && trial.as !== 'registration') return undefined
  const { step, operation, request } = trial
  const asker = { key: outcome.record.key, owner: 'target file', step }
  const content =
    trial.as === 'registration'
      ? { request, attempt: await pool.attemptFor(template) }
      : { request, client: outcome.kind === 'client' ? outcome.client : undefined }
  const sent = await sendFor(asker, operation, run, content)
  return 'id' in sent ? sent : undefined
}

function noted(entries: Entries, names: readonly EntryName[], { id }: Exchange): Entries {
  const used = names.flatMap((name) => {
    const fact = entries[name]
    return fact === undefined || fact.exchange !== undefined ? [] : [[name, { ...fact, exchange: id }] as const]
  })
  return { ...entries, ...Object.fromEntries(used) }
}

function accessToken(exchange: Exchange | undefined): string | undefined {
  const token = exchange === undefined || !grants(exchange) ? undefined : at(readAnswer(exchange).json, '/access_token')
  return typeof token === 'string' ? token : undefined
}
