import type { StepRun } from '../../model/evidence.ts'
import type { RegistrationAttempt } from '../../model/profile.ts'
import type { Step } from '../../model/scenario.ts'
import { templateOf } from '../clients/row-clients.ts'
import { sendProven } from '../dpop/send-proven.ts'
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
  const make = async (): Promise<Built> => buildRequest(step.operation, step.request, await requestContext(step, state))
  const built = await make()
  if (built.kind !== 'request') return built
  const defect = resolveOne(authOf(step.request).defect, scopeOf(state, step.id), 'auth.defect')
  const sending = {
    owner: state.planned.id,
    step: step.id,
    operation: step.operation,
    ...(defect.kind === 'value' && typeof defect.value === 'string' ? { defect: defect.value } : {}),
    request: built.request,
  }
  const exchanges = await sendProven(sending, state.run, make)
  const last = exchanges.at(-1) ?? exchanges[0]
  state.answers.set(step.id, last)
  learnClient(step, last, state)
  state.run.supplied.learn(last)
  return { kind: 'sent', exchanges: exchanges.map((exchange) => exchange.id) }
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
