import picomatch from 'picomatch'
import type { TargetFacts } from '../model/evidence.ts'
import type { Json } from '../model/json.ts'
import type { Applicability, Plan, PlannedRow } from '../model/plan.ts'
import type { ClientTemplate, Profile } from '../model/profile.ts'
import type { Row, Scenario } from '../model/scenario.ts'
import type { Specs } from '../model/specs.ts'
import { type Capability, capabilities } from '../model/vocabulary.ts'
import { rowId, rowsOf } from './rows.ts'

export interface Selection {
  /** Globs or exact ids of scenarios or rows. Empty: all. */
  readonly only: readonly string[]
  readonly skip: readonly string[]
}

/** Profile x target x capabilities: every row of every scenario of the profile, and why it runs or not. Pure. */
export function makePlan(specs: Specs, profile: Profile, facts: TargetFacts, selection: Selection): Plan {
  const plan = (scenario: Scenario): PlannedRow[] =>
    rowsOf(scenario).map((row) => {
      const id = rowId(scenario, row)
      return { id, scenario, row, applies: applicability(scenario, row, id, profile, facts, selection) }
    })
  const limitations = profile.limitations.flatMap((id) => {
    const limitation = specs.limitations[id]
    return limitation === undefined ? [] : plan(limitation.scenario).map((row) => ({ limitation, row }))
  })
  return { profile, facts, rows: scenariosOf(specs, profile).flatMap(plan), limitations }
}

/** The profile's scenarios in its own order; within a glob by id. */
export function scenariosOf(specs: Specs, profile: Profile): readonly Scenario[] {
  const ids = Object.keys(specs.scenarios).sort()
  const chosen = new Set<string>()
  for (const glob of profile.scenarios) {
    const matches = picomatch(glob)
    for (const id of glob in specs.scenarios ? [glob] : ids.filter((each) => matches(each))) chosen.add(id)
  }
  return [...chosen].flatMap((id) => specs.scenarios[id] ?? [])
}

/** Whether --only and --skip leave this row in. A row is named by its own id or by its scenario's. */
export function selects(selection: Selection, scenario: string, id: string): boolean {
  const named = (globs: readonly string[]): boolean =>
    globs.some((glob) => glob === id || glob === scenario || picomatch.isMatch(scenario, glob))
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
  if (scenario.fresh) return 'it needs clients of its own, and the target offers no registration'
  return known.entry || registersFor(known) === facts.clientMethod
    ? undefined
    : `it needs a client of kind "${template}", and the target offers no registration`
}

/** The method of the clients that a template registers: a configured client of that method stands for it. */
export const registersFor = ({ attempts }: ClientTemplate): Json | undefined =>
  attempts[0]?.metadata.token_endpoint_auth_method

/** Scenarios are shared between profiles; one that is about a parameter says nothing under a profile that has none of that name. */
function parameterProblem(scenario: Scenario, profile: Profile, facts: TargetFacts): string | undefined {
  const missing = parametersOf(scenario).find((name) => facts.parameters[name] === undefined)
  return missing === undefined ? undefined : `profile ${profile.id} has no parameter "${missing}"`
}

/** Scenarios never change; a plan is made twice in every run. */
const parametersKnown = new WeakMap<Scenario, readonly string[]>()

function parametersOf(scenario: Scenario): readonly string[] {
  const known = parametersKnown.get(scenario)
  if (known !== undefined) return known
  const names = [...JSON.stringify(scenario.steps).matchAll(/"\$param\.([\w-]+)"/gu)].map((found) => found[1] ?? '')
  parametersKnown.set(scenario, names)
  return names
}
