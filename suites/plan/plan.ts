import type { TargetFacts } from '../model/evidence.ts'
import type { Applicability, Plan, PlannedRow } from '../model/plan.ts'
import type { ClientTemplate, Profile } from '../model/profile.ts'
import type { Row, Scenario } from '../model/scenario.ts'
import type { Specs } from '../model/specs.ts'
import { type AuthMethod, type Capability, capabilities } from '../model/vocabulary.ts'
import { fitterOf } from './glob.ts'
import { rowId, rowsOf } from './rows.ts'

export interface Selection {
  /** Globs or exact ids of scenarios or rows. Empty: all. */
  readonly only: readonly string[]
  readonly skip: readonly string[]
}

/** Profile x target x capabilities: every row of every scenario of the profile, and why it runs or not. Pure. */
export function makePlan(specs: Specs, profile: Profile, facts: TargetFacts, selection: Selection): Plan {
  const plan = (scenario: Scenario): PlannedRow[] =>
    rowsOf(scenario, facts.parameters).map((row) => {
      const id = rowId(scenario, row)
      const applies = applicability(scenario, row, id, profile, facts, selection)
      return { id, scenario, row, applies, clients: clientsOf(scenario, profile, facts) }
    })
  const limitations = profile.limitations.flatMap((id) => {
    const limitation = specs.limitations[id]
    return limitation === undefined ? [] : plan(limitation.scenario).map((row) => ({ limitation, row }))
  })
  return { profile, facts, rows: scenariosOf(specs, profile).flatMap(plan), limitations }
}

/** The profile's scenarios in its own order; within a glob by id. */
export function scenariosOf({ scenarios }: Specs, profile: Profile): readonly Scenario[] {
  const byProfile = chosen.get(scenarios) ?? new WeakMap<Profile, readonly Scenario[]>()
  const known = byProfile.get(profile) ?? choose(scenarios, profile)
  chosen.set(scenarios, byProfile.set(profile, known))
  return known
}

/** Neither ever changes, and a run asks half a dozen times. */
const chosen = new WeakMap<Specs['scenarios'], WeakMap<Profile, readonly Scenario[]>>()

function choose(scenarios: Specs['scenarios'], profile: Profile): readonly Scenario[] {
  const ids = Object.keys(scenarios).sort()
  const chosen = new Set<string>()
  for (const glob of profile.scenarios) {
    for (const id of glob in scenarios ? [glob] : ids.filter(fitterOf(glob))) chosen.add(id)
  }
  return [...chosen].flatMap((id) => scenarios[id] ?? [])
}

/** Whether --only and --skip leave this row in. A row is named by its own id or by its scenario's. */
export function selects(selection: Selection, scenario: string, id: string): boolean {
  const named = (globs: readonly string[]): boolean =>
    globs.some((glob) => glob === id || glob === scenario || fitterOf(glob)(scenario))
  return (selection.only.length === 0 || named(selection.only)) && !named(selection.skip)
}

function applicability(
  scenario: Scenario,
  row: Row,
  id: string,
  profile: Profile,
  facts: TargetFacts,
  selection: Selection,
): Applicability {
  if (!selects(selection, scenario.id, id)) return { kind: 'deselected' }
  for (const need of needsOf(scenario, row)) {
    const fact = facts.capabilities[need]
    if (!fact?.offered)
      return { kind: 'not-applicable', because: fact?.because ?? `nothing says that the target offers ${need}` }
  }
  const because = clientProblem(scenario, profile, facts) ?? parameterProblem(scenario, profile, facts)
  return because === undefined ? { kind: 'run' } : { kind: 'not-applicable', because }
}

/** A row's `auth_method` is a capability that the row needs, beside those of the scenario. */
function needsOf(scenario: Scenario, row: Row): readonly Capability[] {
  const method = row.auth_method === 'none' ? 'public_client' : row.auth_method
  const fromRow = capabilities.filter((capability) => capability === method)
  return [...scenario.needs, ...(scenario.second === undefined ? [] : ['second_client' as const]), ...fromRow]
}

function clientProblem(scenario: Scenario, profile: Profile, facts: TargetFacts): string | undefined {
  const template = scenario.client ?? 'confidential'
  if (template === 'none') return undefined
  const known = profile.clients[template]
  if (known === undefined) return `profile ${profile.id} has no client template "${template}"`
  if (facts.registers) return undefined
  if (changesClients(scenario)) return 'it needs clients of its own, and the target offers no registration'
  return standsFor(facts.clientMethod, known)
    ? undefined
    : `it needs a client of kind "${template}", and the target offers no registration`
}

/** Whether a client of the target file does what one of the template would: a template that is no entry is of a special kind, by its method. */
export const standsFor = (method: AuthMethod | undefined, { entry, given, attempts }: ClientTemplate): boolean =>
  entry || given === true || attempts[0]?.metadata.token_endpoint_auth_method === method

/**
 * Whose clients a row uses. The client of the target file serves wherever nothing changes it; what is about registered clients has one that was registered,
 * where there are such.
 */
function clientsOf(scenario: Scenario, profile: Profile, facts: TargetFacts): PlannedRow['clients'] {
  if (scenario.host?.some(({ client }) => client === true)) return 'served'
  if (!facts.registers) return 'shared'
  if (scenario.fresh) return 'own'
  const template = profile.clients[scenario.client ?? 'confidential']
  const configured =
    facts.clientMethod !== undefined && template !== undefined && standsFor(facts.clientMethod, template)
  return configured && isAboutRegistered(scenario) ? 'registered' : 'shared'
}

/** Only a registration brings what such a scenario is about: the answer to it, and the means to manage the client. */
const isAboutRegistered = (scenario: Scenario): boolean =>
  changesClients(scenario) ||
  scenario.needs.some((need) => need === 'registration' || need === 'registration_management') ||
  mentionsOf(scenario).management

const changesClients = ({ steps }: Scenario): boolean =>
  steps.some(({ operation }) => ['register', 'read_client', 'update_client', 'delete_client'].includes(operation))

/** Scenarios are shared between profiles; one that is about a parameter says nothing under a profile that has none of that name. */
function parameterProblem(scenario: Scenario, profile: Profile, facts: TargetFacts): string | undefined {
  const missing = mentionsOf(scenario).parameters.find((name) => facts.parameters[name] === undefined)
  if (missing === undefined) return undefined
  return profile.parameters[missing] === undefined
    ? `profile ${profile.id} has no parameter "${missing}"`
    : `the parameter ${missing} is not set`
}

/** What a scenario mentions in its steps. */
interface Mentions {
  readonly parameters: readonly string[]
  /** Members of a client information response that only a registration brings. */
  readonly management: boolean
}

/** Scenarios never change; a plan is made several times in every run. */
const known = new WeakMap<Scenario, Mentions>()

/** References are whole strings in JSON. */
function mentionsOf(scenario: Scenario): Mentions {
  const before = known.get(scenario)
  if (before !== undefined) return before
  const text = JSON.stringify([scenario.steps, scenario.matrix])
  const parameters = [...text.matchAll(/"\$param\.([\w-]+)"/gu)].map((found) => found[1] ?? '')
  const mentions = { parameters, management: text.includes('"$client#/registration_') }
  known.set(scenario, mentions)
  return mentions
}
