import type { Plan, PlannedRow } from '../../model/plan.ts'
import { standsFor } from '../../plan/plan.ts'
import { type ClientGroup, type Instance, keyOf } from './client-pool.ts'

export interface NamedClient {
  readonly key: string
  readonly template: string
  readonly instance: Instance
}

/** Whose clients a row uses: those of the run, of the limitations, or its own. */
export function groupOf({ id, scenario, clients }: PlannedRow): ClientGroup {
  switch (clients) {
    case 'own':
      return { kind: 'row', id }
    case 'served':
      return { kind: 'served' }
    case 'registered':
      return { kind: 'registered' }
    case 'shared':
      return scenario.kind === 'limitation' ? { kind: 'limitations' } : { kind: 'run' }
    default:
      return clients satisfies never
  }
}

/** The template of a row's client; undefined for `client: none`. */
export function templateOf({ scenario }: PlannedRow): string | undefined {
  const template = scenario.client ?? 'confidential'
  return template === 'none' ? undefined : template
}

/** Whose second client a row has that is of this group: one that is only named, and never used, may be everybody's. */
export function secondGroupOf(
  { scenario, row }: Pick<PlannedRow, 'scenario' | 'row'>,
  group: ClientGroup,
): ClientGroup {
  const used = usesSecond.test(JSON.stringify([row, scenario.steps.map(({ request }) => request)]))
  return group.kind === 'row' && group.again !== true && !used ? { kind: 'run' } : group
}

/** Its credentials, its keys, or anything of it but its name. */
const usesSecond = /"as":"second"|"of":"other"|"other_clients_secret"|\$second#\/(?!client_id")/u

/** The clients of a row, the first one first. */
export function clientsOf(row: PlannedRow, group: ClientGroup = groupOf(row)): readonly NamedClient[] {
  const named = (template: string | undefined, instance: Instance, of: () => ClientGroup): readonly NamedClient[] =>
    template === undefined ? [] : [{ key: keyOf(template, instance, of()), template, instance }]
  return [
    ...named(templateOf(row), 'first', () => group),
    ...named(row.scenario.second, 'second', () => secondGroupOf(row, group)),
  ]
}

/** Every client that a row causes to be registered: also the main one of its template, which shows how the server registers it. Those of the target file are none. */
export function registeredFor(row: PlannedRow, plan: Pick<Plan, 'facts' | 'profile'>): readonly NamedClient[] {
  const isGiven = ({ template, instance }: Omit<NamedClient, 'key'>): boolean => {
    const known = plan.profile.clients[template]
    const { clientMethod, entries } = plan.facts
    if (known === undefined) return false
    return instance === 'first'
      ? clientMethod !== undefined && standsFor(clientMethod, known)
      : entries?.secondClient !== undefined && (known.entry || known.given === true)
  }
  return clientsOf(row)
    .filter((client) => row.clients !== 'served' && (row.clients !== 'shared' || !isGiven(client)))
    .flatMap((client) => {
      const main = { template: client.template, instance: 'first' } as const
      return [{ ...main, key: keyOf(client.template, 'first', { kind: isGiven(main) ? 'registered' : 'run' }) }, client]
    })
}
