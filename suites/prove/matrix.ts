import type { MutantFacts } from '../model/mutant.ts'
import type { Specs } from '../model/specs.ts'
import { type Flaw, flawsOf } from './flaws.ts'
import { type Kill, killOf, type ProvenChecks, provenChecks } from './kills.ts'
import type { Trial } from './trial.ts'

export interface Matrix {
  readonly kills: readonly Kill[]
  readonly checks: ProvenChecks
  readonly flaws: readonly Flaw[]
}

/**
 * Joins the trials of mutants to the kill matrix; `good` are the trials of the unbroken servers. `whole`: every mutant was tried, each on every
 * scenario that can see it, so that what was not seen does not exist. Pure.
 */
export function matrixOf(
  specs: Specs,
  mutants: readonly MutantFacts[],
  trials: readonly Trial[],
  good: readonly Trial[],
  whole: boolean,
): Matrix {
  const byMutant = new Map(trials.map((trial) => [trial.mutant, trial]))
  const kills = mutants.flatMap((mutant) => {
    const trial = byMutant.get(mutant.id)
    return trial === undefined ? [] : [killOf(mutant, trial, good)]
  })
  const untried = mutants.filter(({ id }) => !byMutant.has(id))
  const checks = provenChecks(specs, kills)
  return { kills, checks, flaws: flawsOf({ kills, untried, checks, unproven: specs.proof.unproven, whole }) }
}
