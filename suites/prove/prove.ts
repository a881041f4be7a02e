import { inPool } from '../drive/pool.ts'
import type { MutantFacts } from '../model/mutant.ts'
import type { Specs } from '../model/specs.ts'
import { choose, idsOf } from './choose.ts'
import { runTrial, type StartServer } from './run-trial.ts'
import type { Trial } from './trial.ts'

export interface ProveChoices {
  /** Share of the unrelated scenarios that each mutant is also run against, 0 to 1. */
  readonly share: number
  readonly seed: number
  /** Trials at the same time. */
  readonly concurrency: number
}

/** Tries every mutant that a profile can see. `tried` is told of each; the order of the result is that of the mutants. */
export async function tryAll(
  specs: Specs,
  mutants: readonly MutantFacts[],
  choices: ProveChoices,
  start: StartServer,
  signal: AbortSignal,
  tried: (trial: Trial) => void,
): Promise<readonly Trial[]> {
  const trials = new Map<string, Trial>()
  await inPool(mutants, choices.concurrency, async (mutant) => {
    const choice = choose(specs, mutant, choices.share, choices.seed)
    if (choice === undefined || signal.aborted) return
    const trial = await runTrial(specs, mutant, choice, start, signal)
    trials.set(mutant.id, trial)
    tried(trial)
  })
  return mutants.flatMap((mutant) => trials.get(mutant.id) ?? [])
}

/** The unbroken servers under every shipped profile: what they show is no effect of a mutant. */
export async function tryGood(specs: Specs, start: StartServer, signal: AbortSignal): Promise<readonly Trial[]> {
  const trials: Trial[] = []
  for (const profile of Object.values(specs.profiles))
    trials.push(
      await runTrial(specs, undefined, { profile, only: idsOf(specs, profile), confirm: true }, start, signal),
    )
  return trials
}
