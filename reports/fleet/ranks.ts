import type { FleetIndex, FleetOutcome, FleetResult } from '../../suites/model/fleet.ts'
import { count } from '../text.ts'

/** What somebody has to look at first comes first. */
export const outcomes = [
  'invalid',
  'nonconformant',
  'unopened',
  'inconclusive',
  'conformant',
] as const satisfies readonly FleetOutcome[]

export const ranked = (results: readonly FleetResult[]): readonly FleetResult[] =>
  outcomes.flatMap((outcome) => results.filter((each) => each.outcome === outcome))

/** The outcome in words. A part of a profile shows nothing of the whole, so it is never conformant. Without a comma: outcomes stand in lists. */
export const outcomeOf = ({ outcome, run }: FleetResult): string =>
  run?.partial === true && outcome === 'conformant' ? 'partial run: nothing failed' : outcome

/** "3 nonconformant, 1 unopened, 46 conformant". */
export function tallyOf({ entries, open }: FleetIndex): string {
  const words = ranked(entries).map(outcomeOf)
  const parts = [...new Set(words)].map((word) => `${words.filter((each) => each === word).length} ${word}`)
  return [...parts, ...(open.length === 0 ? [] : [`${open.length} not run`])].join(', ') || 'nothing was run'
}

/** "3 fail, 1 warn"; of a target without a run, nothing. */
export function findingsOf({ run }: FleetResult): string {
  if (run === undefined) return ''
  const { fail, warn, inconclusive } = run.findings
  const parts = [
    fail > 0 ? `${fail} fail` : [],
    warn > 0 ? `${warn} warn` : [],
    inconclusive > 0 ? `${inconclusive} open` : [],
  ]
  return parts.flat().join(', ')
}

/** What the round before had otherwise: "2 worse, 1 better". */
export function changeOf({ run }: FleetResult): string {
  const { worse = 0, better = 0 } = run?.change ?? {}
  return [worse > 0 ? `${worse} worse` : [], better > 0 ? `${better} better` : []].flat().join(', ')
}

/** What to know of a target in one line: the worst findings, or why it is what it is. */
export const reasonOfResult = ({ run, because }: FleetResult): string =>
  run === undefined || run.worst.length === 0 ? because : run.worst.join('; ')

/** "7 targets, part 1 of 2"; of partial runs it says so, since those claim no profile. */
export const partOf = ({ shard, fleet, entries }: FleetIndex): string =>
  [
    count(fleet.targets, 'target'),
    shard === undefined ? [] : `part ${shard.index} of ${shard.count}`,
    entries.some(({ run }) => run?.partial === true) ? 'partial runs: no profile is claimed' : [],
  ]
    .flat()
    .join(', ')
