import type { PlannedRow } from '../../model/plan.ts'
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

/** The clients of a row, the first one first. */
export function clientsOf(row: PlannedRow): readonly NamedClient[] {
  const named = (template: string | undefined, instance: Instance): readonly NamedClient[] =>
    template === undefined ? [] : [{ key: keyOf(template, instance, groupOf(row)), template, instance }]
  return [...named(templateOf(row), 'first'), ...named(row.scenario.second, 'second')]
}

/** Every client that a row causes to be registered: also the main one of its template, which shows how the server registers it. */
export function registeredFor(row: PlannedRow): readonly NamedClient[] {
  return clientsOf(row).flatMap((client) => [
    { key: client.template, template: client.template, instance: 'first' } as const,
    client,
  ])
}
