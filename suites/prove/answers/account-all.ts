import type { Evidence } from '../../model/evidence.ts'
import type { Specs } from '../../model/specs.ts'
import { schemasOf } from '../../run/judge-evidence.ts'
import { findProfile } from '../../run/open-target.ts'
import { type Accounted, accountFor, type Chosen, keyOf } from './account.ts'
import { type JudgedEvidence, judgeOnce } from './incremental.ts'
import { type Representatives, representativesOf } from './representatives.ts'

/** A run whose answers are changed. */
export interface Driven {
  readonly deployment: string
  readonly profile: string
  readonly evidence: Evidence
}

/** One of several equal parts of the work: every kind of answer belongs to one. */
export interface Portion {
  readonly index: number
  readonly count: number
}

/** The account of one kind of answer over all runs. */
export interface KindAccount {
  readonly name: string
  /** Answers of the kind in all runs, and how many of them were changed. */
  readonly answers: number
  readonly changed: number
  readonly lines: readonly Accounted[]
}

interface JudgedRun {
  readonly deployment: string
  readonly judged: JudgedEvidence
}

interface Source extends JudgedRun {
  readonly representatives: Representatives
}

/**
 * Changes the answers of every kind. A mutation counts once: in the first run in which a check sees it, else in the first that has it. `told` hears of each kind, the first
 * time with how many there are.
 */
export async function accountAll(
  specs: Specs,
  runs: readonly Driven[],
  part: Portion,
  wanted: Chosen,
  told: (account: KindAccount, of: number) => void,
): Promise<void> {
  const kinds = new Map<string, Source[]>()
  for (const { deployment, judged } of await judgedRuns(specs, runs)) {
    for (const representatives of representativesOf(judged)) {
      const known = kinds.get(representatives.name) ?? []
      kinds.set(representatives.name, [...known, { deployment, judged, representatives }])
    }
  }
  const mine = [...kinds].filter((_, place) => place % part.count === part.index)
  for (const [name, sources] of mine) told(accountForKind(specs, name, sources, wanted), kinds.size)
}

/** The runs, judged. */
export const judgedRuns = (specs: Specs, runs: readonly Driven[]): Promise<readonly JudgedRun[]> =>
  Promise.all(
    runs.map(async ({ deployment, profile: id, evidence }) => {
      const { profile } = await findProfile(id, specs)
      return { deployment, judged: judgeOnce(specs, profile, evidence, await schemasOf(specs, profile)) }
    }),
  )

function accountForKind(specs: Specs, name: string, sources: readonly Source[], wanted: Chosen): KindAccount {
  const lines = new Map<string, Accounted>()
  for (const { deployment, judged, representatives } of sources) {
    const isOpen: Chosen = (answer, place, change) => {
      const earlier = lines.get(keyOf(place, change))?.result.kind ?? 'unaccounted'
      return earlier === 'unaccounted' && wanted(answer, place, change)
    }
    for (const line of accountFor(deployment, judged, representatives, specs.allowances, isOpen)) {
      const key = keyOf(line.place, line.change)
      if (!lines.has(key) || line.result.kind !== 'unaccounted') lines.set(key, line)
    }
  }
  const sum = (count: (each: Representatives) => number): number =>
    sources.reduce((total, { representatives }) => total + count(representatives), 0)
  return {
    name,
    answers: sum(({ of }) => of),
    changed: sum(({ chosen }) => chosen.length),
    lines: [...lines.values()],
  }
}
