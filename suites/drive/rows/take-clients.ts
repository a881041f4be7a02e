import type { Exchange } from '../../model/evidence.ts'
import type { Step } from '../../model/scenario.ts'
import type { Operation } from '../../model/vocabulary.ts'
import { informationIn } from '../clients/client.ts'
import type { Instance } from '../clients/client-pool.ts'
import { secondGroupOf, templateOf } from '../clients/row-clients.ts'
import { authOf } from '../request/auth-of.ts'
import { specText } from '../request/spec-text.ts'
import type { RowState, Slot } from './row-state.ts'

/** Takes the shared clients at the start of a row. A fresh client waits until a step needs it: the step may be its registration. */
export async function takeClients(state: RowState): Promise<void> {
  const template = templateOf(state.planned)
  const { second, fresh } = state.planned.scenario
  if (template === undefined) state.client = { kind: 'none' }
  else if (!fresh) state.client = await slot(state, template, 'first')
  if (second === undefined) state.second = { kind: 'none' }
  else state.second = await slot(state, second, 'second')
}

/** Makes sure that a step has the clients it needs. Returns why it cannot be sent, if so. */
export async function clientProblem(step: Step, state: RowState): Promise<string | undefined> {
  const template = templateOf(state.planned)
  if (!needsFirst(step, state))
    return needsSecond(step) && state.second.kind === 'blocked' ? state.second.because : undefined
  if (state.client.kind === 'open' && template !== undefined) state.client = await slot(state, template, 'first')
  if (state.client.kind === 'blocked') return state.client.because
  if (state.client.kind !== 'client') return 'the scenario has no client'
  return needsSecond(step) && state.second.kind === 'blocked' ? state.second.because : undefined
}

/** Lets a row learn from an answer: a new registration of a fresh client, a new statement about the client (RFC 7592 section 3). */
export function learnClient(step: Step, exchange: Exchange, state: RowState): void {
  const template = templateOf(state.planned)
  if (step.operation === 'register' && state.planned.scenario.fresh && template !== undefined) {
    const client = state.pool.adopt(template, state.name, exchange)
    if (client !== undefined) state.client = { kind: 'client', client }
    else if (state.client.kind === 'open')
      state.client = { kind: 'blocked', because: `the step "${step.id}" registered no client` }
  }
  if (step.operation !== 'read_client' && step.operation !== 'update_client') return
  const stated = informationIn(exchange)
  if (stated === undefined || state.client.kind !== 'client') return
  const { client } = state.client
  if (client.information.client_id === stated.client_id) client.information = { ...client.information, ...stated }
}

/** What a registration, or the target file, has brought for a place. */
export async function slot(state: RowState, template: string, instance: Instance): Promise<Slot> {
  const group = instance === 'first' ? state.group : secondGroupOf(state.planned, state.group)
  const outcome = await state.pool.client(template, instance, group)
  if (outcome.kind === 'client') return { kind: 'client', client: outcome.client }
  const { because, answer } = outcome
  return { kind: 'blocked', because, ...(answer === undefined ? {} : { answer }) }
}

const managing: readonly Operation[] = ['read_client', 'update_client', 'delete_client']
const authenticated: readonly Operation[] = ['token', 'refresh', 'introspect', 'revoke']

function needsFirst({ operation, request, tls }: Step, { run }: RowState): boolean {
  if (managing.includes(operation) || tls?.at === 'client' || mentions(request, '$client#')) return true
  if (!authenticated.includes(operation)) return false
  const auth = authOf(request)
  if (auth.bearer !== undefined || auth.defect === 'no_authentication' || auth.as === 'second') return false
  const ownCaller = operation === 'introspect' && run.target.introspectionClient !== undefined
  return !(ownCaller && auth.as !== 'client')
}

function needsSecond({ request }: Step): boolean {
  const { as, defect, assertion } = authOf(request)
  return (
    as === 'second' || defect === 'other_clients_secret' || assertion?.of === 'other' || mentions(request, '$second#')
  )
}

const mentions = (request: Step['request'], reference: string): boolean => specText(request).includes(`"${reference}`)
