import type { Exchange, StepRun } from '../../model/evidence.ts'
import type { RegistrationAttempt } from '../../model/profile.ts'
import type { Step } from '../../model/scenario.ts'
import { templateOf } from '../clients/row-clients.ts'
import { sendProven } from '../dpop/send-proven.ts'
import type { OutgoingRequest } from '../http/transport.ts'
import { makeNamedKeys } from '../keys/public-keys.ts'
import { authOf } from '../request/auth-of.ts'
import { buildRequest } from '../request/build-request.ts'
import type { Built, RequestContext } from '../request/context.ts'
import { resolveOne } from '../request/overrides.ts'
import { serverNow } from '../run-context.ts'
import { keyOwnerOf, ownersOf, type RowState, scopeOf } from './row-state.ts'
import { learnClient } from './take-clients.ts'

/** Builds and sends the request of a step, with retries, and lets the row learn from the answer. */
export async function sendStep(step: Step, state: RowState): Promise<StepRun> {
  const defect = resolveOne(authOf(step.request).defect, scopeOf(state, step.id), 'auth.defect')
  const make = async (): Promise<Built> => {
    const made = await buildRequest(step.operation, step.request, await requestContext(step, state))
    const named = defect.kind === 'value' && typeof defect.value === 'string' ? defect.value : undefined
    return state.run.recorded?.byForm(state.name, step.id, named, made) ?? made
  }
  const built = await make()
  if (built.kind !== 'request') return built
  const sending = {
    owner: state.planned.id,
    step: step.id,
    operation: step.operation,
    ...(defect.kind === 'value' && typeof defect.value === 'string' ? { defect: defect.value } : {}),
    request: built.request,
  }
  const exchanges = await sendProven(sending, state.run, make)
  const last = exchanges.at(-1) ?? exchanges[0]
  const nobody = nobodyThere(built.request, last)
  if (nobody !== undefined) return nobody
  state.answers.set(step.id, last)
  learnClient(step, last, state)
  state.run.supplied.learn(last)
  return { kind: 'sent', exchanges: exchanges.map((exchange) => exchange.id) }
}

/** Where nobody accepts connections without TLS, there is nothing to judge. Elsewhere an answer that did not come leaves everything open. */
function nobodyThere({ plain }: OutgoingRequest, { failure, request }: Exchange): StepRun | undefined {
  if (plain !== true || failure?.code !== 'refused') return undefined
  const because = `${new URL(request.url).origin} (plainHttp of the target file) accepts no connection, so nothing is served without TLS there`
  return { kind: 'skipped', because }
}

async function requestContext(step: Step, state: RowState): Promise<RequestContext> {
  const { run, client, second } = state
  const registration = step.operation === 'register' ? await registrationOf(state) : undefined
  await makeNamedKeys(step.request, keyOwnerOf(state))
  await makeNamedKeys(registration, keyOwnerOf(state))
  return {
    target: run.target,
    version: run.version,
    scope: scopeOf(state, step.id),
    invent: run.inventor(state.name, step.id),
    certificates: run.certificates,
    keys: run.keys,
    nonces: run.nonces,
    ownProofs: state.planned.scenario.needs.includes('dpop'),
    ...(state.alone ? { proofKeys: ` ${state.name}` } : {}),
    owners: ownersOf(state),
    now: serverNow(run),
    ...(client.kind === 'client' ? { client: client.client.information } : {}),
    ...(second.kind === 'client' ? { second: second.client.information } : {}),
    ...(registration === undefined ? {} : { registration }),
  }
}

/** A scenario without client registers from nothing but its own overrides. */
async function registrationOf(state: RowState): Promise<RegistrationAttempt['metadata'] | undefined> {
  const template = templateOf(state.planned)
  return template === undefined ? undefined : (await state.pool.attemptFor(template))?.metadata
}
