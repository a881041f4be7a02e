import type { Specs } from '../model/specs.ts'
import { type Flaw, flawsOf } from './flaws.ts'
import { scoredChecks } from './scored-checks.ts'
import type { Mutant, Trial, Violated } from './trial.ts'

/** One mutant's line of the matrix. */
export interface Kill {
  readonly mutant: Mutant
  readonly profile: string
  /** Checks of the broken requirement that saw it. */
  readonly killedBy: readonly Violated[]
  /** Violations of other requirements, which the good server does not show. */
  readonly collateral: readonly Violated[]
}

interface ProvenCheck {
  readonly requirement: string
  /** Ids of the mutants that it catches, by a requirement that they break. */
  readonly mutants: readonly string[]
}

export interface Matrix {
  readonly kills: readonly Kill[]
  /** Every scored check of every profile. Key: scenario, step and name, joined by colons. */
  readonly checks: ReadonlyMap<string, ProvenCheck>
  readonly flaws: readonly Flaw[]
}

/**
 * Joins the trials of mutants to the kill matrix; `good` are the trials of the unbroken servers. `whole`: every mutant was tried, each on every
 * scenario that can see it, so that what was not seen does not exist. Pure.
 */
export function matrixOf(
  specs: Specs,
  mutants: readonly Mutant[],
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

function killOf(mutant: Mutant, { profile, violated }: Trial, good: readonly Trial[]): Kill {
  const usual = new Set(good.find((trial) => trial.profile === profile)?.violated.map((each) => each.check))
  return {
    mutant,
    profile,
    killedBy: violated.filter((each) => each.requirement === mutant.breaks && !usual.has(each.check)),
    collateral: violated.filter((each) => each.requirement !== mutant.breaks && !usual.has(each.check)),
  }
}

function provenChecks(specs: Specs, kills: readonly Kill[]): Matrix['checks'] {
  const caught = new Map<string, string[]>()
  for (const { mutant, killedBy, collateral } of kills) {
    const related = collateral.filter((each) => mutant.also?.includes(each.requirement))
    for (const { check } of [...killedBy, ...related]) caught.set(check, [...(caught.get(check) ?? []), mutant.id])
  }
  return new Map(
    [...scoredChecks(specs)].map(([check, requirement]) => [check, { requirement, mutants: caught.get(check) ?? [] }]),
  )
}
