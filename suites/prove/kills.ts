import type { MutantFacts } from '../model/mutant.ts'
import type { Specs } from '../model/specs.ts'
import { scoredChecks } from './scored-checks.ts'
import type { Trial, Violated } from './trial.ts'

/** One mutant's line of the matrix. */
export interface Kill {
  readonly mutant: MutantFacts
  readonly profile: string
  /** Checks of the broken requirement that saw it. */
  readonly killedBy: readonly Violated[]
  /** Violations of other requirements, which the good server does not show. */
  readonly collateral: readonly Violated[]
}

/** Every scored check of every profile. Key: scenario, step and name, joined by colons. */
export type ProvenChecks = ReadonlyMap<string, ProvenCheck>

interface ProvenCheck {
  readonly requirement: string
  /** Ids of the mutants that it catches, by a requirement that they break. */
  readonly mutants: readonly string[]
}

export function killOf(mutant: MutantFacts, { profile, violated }: Trial, good: readonly Trial[]): Kill {
  const usual = new Set(good.find((trial) => trial.profile === profile)?.violated.map((each) => each.check))
  return {
    mutant,
    profile,
    killedBy: violated.filter((each) => each.requirement === mutant.breaks && !usual.has(each.check)),
    collateral: violated.filter((each) => each.requirement !== mutant.breaks && !usual.has(each.check)),
  }
}

export function provenChecks(specs: Specs, kills: readonly Kill[]): ProvenChecks {
  const caught = new Map<string, string[]>()
  for (const { mutant, killedBy, collateral } of kills) {
    const related = collateral.filter((each) => mutant.also?.includes(each.requirement))
    for (const { check } of [...killedBy, ...related]) caught.set(check, [...(caught.get(check) ?? []), mutant.id])
  }
  return new Map(
    [...scoredChecks(specs)].map(([check, requirement]) => [check, { requirement, mutants: caught.get(check) ?? [] }]),
  )
}
