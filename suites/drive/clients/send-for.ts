import { headerValues } from '../../decode/answer.ts'
import type { Exchange } from '../../model/evidence.ts'
import type { RegistrationAttempt } from '../../model/profile.ts'
import type { Step } from '../../model/scenario.ts'
import type { Operation } from '../../model/vocabulary.ts'
import { sendProven } from '../dpop/send-proven.ts'
import { sendWithRetry } from '../http/retry.ts'
import { makeNamedKeys } from '../keys/public-keys.ts'
import { buildRequest } from '../request/build-request.ts'
import type { NoRequest } from '../request/context.ts'
import { type RunContext, serverNow } from '../run-context.ts'
import type { Client } from './client.ts'
import { templateScope } from './template-scope.ts'

/** For whom something is sent outside of any scenario. */
interface Sender {
  /** Key of the client. */
  readonly key: string
  /** Owner of the exchanges: "entry", "clients" or "target file". */
  readonly owner: string
  /** Default: the operation and the key. */
  readonly step?: string
}

interface Content {
  readonly attempt?: RegistrationAttempt | undefined
  readonly client?: Client | undefined
  /** What differs from the operation's default. */
  readonly request?: Step['request']
}

/** Sends the default request of an operation, with what `request` changes. The last answer counts. */
export async function sendFor(
  { key, owner, step }: Sender,
  operation: Operation,
  run: RunContext,
  { attempt, client, request = {} }: Content,
): Promise<Exchange | NoRequest> {
  const stopped = run.stopped?.()
  if (stopped !== undefined) return { kind: 'blocked', because: stopped }
  const invent = run.inventor(key, step ?? operation)
  await makeNamedKeys(attempt?.metadata, { keys: run.keys, owner: key, metadata: run.metadata })
  const make = () => {
    const scope = { ...templateScope(run, key, invent, client?.information), supplied: run.supplied.values() }
    return buildRequest(operation, request, {
      target: run.target,
      version: run.version,
      scope,
      invent,
      keys: run.keys,
      nonces: run.nonces,
      owners: { client: key, second: key },
      now: serverNow(run),
      certificates: run.certificates,
      ...(client === undefined ? {} : { client: client.information }),
      ...(attempt === undefined ? {} : { registration: attempt.metadata }),
    })
  }
  const built = await make()
  if (built.kind !== 'request') return built
  const sending = { owner, step: step ?? `${operation} ${key}`, operation, request: built.request }
  const proves = headerValues(built.request.headers, 'dpop').length > 0
  const exchanges = proves ? await sendProven(sending, run, make) : await sendWithRetry(sending, run)
  const last = exchanges.at(-1) ?? exchanges[0]
  run.supplied.learn(last)
  return last
}
