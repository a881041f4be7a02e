import type { ClientRecord, Evidence, Exchange, ScenarioRun, TargetFacts } from '../model/evidence.ts'
import type { Profile } from '../model/profile.ts'
import type { Scenario } from '../model/scenario.ts'
import type { Specs } from '../model/specs.ts'
import { makePlan } from '../plan/plan.ts'
import type { ClientPool } from './clients/client-pool.ts'
import { runRow } from './rows/run-row.ts'
import type { RunContext } from './run-context.ts'

/** Where rows that nobody has planned are tried, one after the other, on the server that the run has entered. */
export interface Lab {
  readonly facts: TargetFacts
  /** Why nothing more is sent, as a sentence; undefined while the run may go on. */
  stopped(): string | undefined
  /** How many requests the run has sent so far. */
  sent(): number
  /**
   * Sends the steps of a scenario without matrix, whose id no other one has, and deletes the clients that it has registered. Returns the evidence of these steps alone, redacted, with what came before all
   * exploring. Undefined: the scenario does not apply to this server.
   */
  attempt(scenario: Scenario): Promise<Evidence | undefined>
}

/** Decides by what it sees what to try next. */
export type Explore = (lab: Lab) => Promise<void>

interface Part {
  readonly scenarios: readonly ScenarioRun[]
  readonly clients: readonly ClientRecord[]
}

/** The evidence of a part of the run. */
export type PartOf = (part: Part, exchanges: readonly Exchange[]) => Evidence

interface Hooks {
  readonly partOf: PartOf
  readonly release: (needed: ReadonlySet<string>) => Promise<void>
  readonly stopped: () => string | undefined
}

export function labOf(
  all: { readonly specs: Specs; readonly profile: Profile },
  run: RunContext,
  pool: ClientPool,
  { partOf, release, stopped }: Hooks,
): Lab {
  const { recorder, facts, signal } = run
  const before = recorder.all()
  const planned = new Set(pool.records().map(({ key }) => key))
  return {
    facts,
    stopped: () => stopped() ?? (signal.aborted ? 'the run was interrupted' : undefined),
    sent: () => recorder.all().length,
    attempt: async (scenario) => {
      const specs = { ...all.specs, scenarios: { [scenario.id]: scenario } }
      const profile = { ...all.profile, scenarios: [scenario.id], limitations: [] }
      const [row] = makePlan(specs, profile, facts, { only: [], skip: [] }).rows
      if (row?.applies.kind !== 'run') return undefined
      const earlier = new Set(recorder.all().map(({ id }) => id))
      const known = new Set(pool.records().map(({ key }) => key))
      const scenarios = [await runRow(row, run, pool)]
      const own = recorder.all().filter(({ id }) => !earlier.has(id))
      const clients = pool.records().filter(({ key }) => planned.has(key) || !known.has(key))
      await release(pool.shared())
      return partOf({ scenarios, clients }, [...before, ...own])
    },
  }
}
