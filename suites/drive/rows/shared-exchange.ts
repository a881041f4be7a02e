import type { Exchange } from '../../model/evidence.ts'
import type { Step } from '../../model/scenario.ts'
import { templateOf } from '../clients/row-clients.ts'
import type { RowState } from './row-state.ts'
import { slot } from './take-clients.ts'

/**
 * The exchange that a step without overrides stands for, instead of sending the same request again: the registration of its client,
 * the metadata and the JWKS that discovery fetched. Undefined when the step has to be sent.
 */
export async function sharedExchange(step: Step, state: RowState): Promise<Exchange | undefined> {
  if (Object.keys(step.request).length > 0 || step.poll !== undefined) return undefined
  switch (step.operation) {
    case 'metadata':
      return state.alone ? undefined : state.run.metadataExchange
    case 'jwks':
      return state.alone ? undefined : state.run.jwksExchange
    case 'register':
      return registrationExchange(state)
    default:
      return undefined
  }
}

/** In a fresh row the first plain `register` is the row's own registration; a second one is sent. */
async function registrationExchange(state: RowState): Promise<Exchange | undefined> {
  const template = templateOf(state.planned)
  if (template === undefined) return undefined
  if (state.planned.scenario.fresh) {
    if (state.client.kind !== 'open') return undefined
    state.client = await slot(state, template, 'first')
  }
  if (state.client.kind === 'client') return state.client.client.exchange
  return state.client.kind === 'blocked' ? state.client.answer : undefined
}
