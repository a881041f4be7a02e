import picomatch from 'picomatch'
import type { MutantFacts } from '../model/mutant.ts'
import type { Profile } from '../model/profile.ts'
import type { Specs } from '../model/specs.ts'
import { scenariosOf } from '../plan/plan.ts'
import { modeFor } from '../run/open-target.ts'
import { random } from './random.ts'

/** What one trial runs: the scenarios that can see what is broken, and some that have nothing to do with it. */
export interface Choice {
  readonly profile: Profile
  readonly only: readonly string[]
  /** Whether what fails is run once more. */
  readonly confirm: boolean
}

/**
 * Chooses the profile that judges a mutant (the one that it names, the contract's own for `airlock`, else the first issuer profile that cites the requirement) and its scenarios:
 * all that cite a requirement which it is said to break, and those whose requests show it.
 * `share` of the others, 0 to 1, but for those about all refusals, is drawn with the seed; so are the mutants whose failures are confirmed. Undefined when no profile cites the requirement.
 */
export function choose(specs: Specs, mutant: MutantFacts, share: number, seed: number): Choice | undefined {
  const named = (each: Profile): boolean => each.id === (mutant.profile ?? each.id)
  for (const profile of inOrder(specs).filter((each) => modeFor(each) === mutant.mode && named(each))) {
    const all = idsOf(specs, profile)
    if (!all.some((id) => cites(specs, id, mutant.breaks))) continue
    const broken = [mutant.breaks, ...(mutant.also ?? [])]
    const sees = (id: string): boolean =>
      mutant.shownIn?.includes(id) === true || broken.some((requirement) => cites(specs, id, requirement))
    const seeing = new Set(all.filter(sees))
    const draw = random(`${seed} ${mutant.id}`)
    const only = all.filter((id) => seeing.has(id) || (draw() < share && !looksAtRefusals(specs, id)))
    return { profile, only, confirm: draw() < share }
  }
  return undefined
}

/** `rfc` before the profiles that build on it. */
const inOrder = (specs: Specs): readonly Profile[] =>
  Object.values(specs.profiles).toSorted(
    (one, other) => Number(other.id === 'rfc') - Number(one.id === 'rfc') || (one.id < other.id ? -1 : 1),
  )

/** Ids of the scenarios and limitations of a profile. */
export function idsOf(specs: Specs, profile: Profile): readonly string[] {
  return [
    ...scenariosOf(specs, profile).map((scenario) => scenario.id),
    ...profile.limitations.map((id) => `limitations/${id}`),
  ]
}

/** Whoever refuses a legal request is told there, whatever else it breaks. */
const looksAtRefusals = (specs: Specs, id: string): boolean =>
  specs.scenarios[id]?.steps.some(({ expect }) => expect.some(({ every }) => every?.owed === true)) === true

function cites(specs: Specs, id: string, requirement: string): boolean {
  const limitation = Object.values(specs.limitations).find((each) => each.scenario.id === id)
  if (limitation !== undefined) return limitation.requirement === requirement
  return (
    specs.scenarios[id]?.steps.some((step) => step.expect.some((check) => check.requirement === requirement)) === true
  )
}

/** Whether a mutant's id fits one of the globs; no glob at all: yes. */
export const chosen = (id: string, globs: readonly string[]): boolean =>
  globs.length === 0 || globs.some((glob) => glob === id || picomatch.isMatch(id, glob))
