import type { MutantFacts } from '../model/mutant.ts'
import type { Proof } from '../model/proof.ts'
import type { Kill, ProvenChecks } from './kills.ts'

/** An error of the matrix. `stale`: an exception that is none. */
export interface Flaw {
  readonly kind: 'survivor' | 'unproven' | 'collateral' | 'stale'
  readonly says: string
  readonly fix: string
}

interface Proven {
  readonly kills: readonly Kill[]
  /** Mutants whose requirement no profile cites. */
  readonly untried: readonly MutantFacts[]
  readonly checks: ProvenChecks
  readonly unproven: Proof['unproven']
  readonly whole: boolean
}

/** Everything that is wrong with a kill matrix, each with what to do. Pure. */
export function flawsOf({ kills, untried, checks, unproven, whole }: Proven): readonly Flaw[] {
  return [
    ...untried.map(untriedFlaw),
    ...kills.flatMap(survivor),
    ...kills.flatMap(collateral),
    ...(whole ? [...kills.flatMap(staleAlso), ...unprovenChecks(checks, unproven), ...stale(checks, unproven)] : []),
  ]
}

const untriedFlaw = ({ id, breaks }: MutantFacts): Flaw => ({
  kind: 'survivor',
  says: `no scenario of a profile for its mode cites ${breaks}, which the mutant ${id} breaks`,
  fix: 'Write a check that cites the requirement, or remove the mutant.',
})

function survivor({ mutant, killedBy, collateral }: Kill): readonly Flaw[] {
  if (killedBy.length > 0) return []
  const only = collateral.length === 0 ? '' : `, only ${collateral.map((each) => each.check).join(', ')}`
  return [
    {
      kind: 'survivor',
      says: `no check of ${mutant.breaks} notices the mutant ${mutant.id}${only}`,
      fix: 'Write a check that it fails, or correct the mutant.',
    },
  ]
}

function collateral({ mutant, collateral }: Kill): readonly Flaw[] {
  return collateral
    .filter((each) => !mutant.also?.includes(each.requirement))
    .map(({ check, requirement, verdict }) => ({
      kind: 'collateral',
      says: `${check} (${requirement}) says ${verdict} of the mutant ${mutant.id}, which breaks ${mutant.breaks}`,
      fix: 'Narrow the mutant or the check; if the same behaviour violates that requirement too, add it to the mutant as `also`.',
    }))
}

function staleAlso({ mutant, collateral }: Kill): readonly Flaw[] {
  return (mutant.also ?? [])
    .filter((requirement) => !collateral.some((each) => each.requirement === requirement))
    .map((requirement) => ({
      kind: 'stale',
      says: `no check of ${requirement} notices the mutant ${mutant.id}, which names it as also violated`,
      fix: 'Remove it from `also`.',
    }))
}

function unprovenChecks(checks: ProvenChecks, unproven: Proof['unproven']): readonly Flaw[] {
  return [...checks]
    .filter(([check, { mutants }]) => mutants.length === 0 && unproven[check] === undefined)
    .map(([check, { requirement }]) => ({
      kind: 'unproven',
      says: `no mutant that breaks ${requirement} makes ${check} fail`,
      fix: 'Add a mutant, or name the check under unproven in specs/proof with a reason: it then warns at most.',
    }))
}

function stale(checks: ProvenChecks, unproven: Proof['unproven']): readonly Flaw[] {
  return Object.keys(unproven).flatMap((check): readonly Flaw[] => {
    const known = checks.get(check)
    if (known !== undefined && known.mutants.length === 0) return []
    const why = known === undefined ? 'no profile scores such a check' : `the mutant ${known.mutants[0]} makes it fail`
    return [{ kind: 'stale', says: `${check} is listed as unproven, but ${why}`, fix: 'Remove it from specs/proof.' }]
  })
}
