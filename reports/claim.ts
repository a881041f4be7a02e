import type { BaselineReport, Conclusion, Report } from '../suites/model/report.ts'
import { count, shown } from './text.ts'

type Claim = Pick<Report, 'profile' | 'partial'>

/** What a run is a run of. A part of a profile shows nothing of the whole, so it is named as a part wherever the profile's name would stand. */
export const claimed = ({ profile, partial }: Claim): string =>
  `${partial === undefined ? '' : 'partial run of '}${profile.id} ${profile.version}`

/** The conclusion in a heading. "conformant" is said of whole profiles only. */
export function headline({ partial, conclusion }: Pick<Report, 'partial' | 'conclusion'>): string {
  if (partial === undefined) return conclusion
  return `partial run, ${conclusion === 'conformant' ? 'nothing failed' : conclusion}`
}

/** The conclusion whose colour a page has. A partial run is never green. */
export const tone = ({ partial, conclusion }: Pick<Report, 'partial' | 'conclusion'>): Conclusion =>
  partial !== undefined && conclusion === 'conformant' ? 'inconclusive' : conclusion

/** Why the conclusion is what it is, how much of it a baseline knows, and why the exit code is another one. */
export function reasonOf({ because, baseline, stricter }: Pick<Report, 'because' | 'baseline' | 'stricter'>): string {
  const more = [
    ...(baseline === undefined ? [] : [knownOf(baseline), ...toFixOf(baseline)]),
    ...(stricter === undefined ? [] : [stricter]),
  ]
  return more.length === 0 ? because : [because.replace(/\.$/u, ''), ...more].join('; ')
}

/** "exit code 1, since 2 entries of the baseline have to be fixed (1 stale, 1 expired)". */
function toFixOf({ problems }: BaselineReport): readonly string[] {
  if (problems.length === 0) return []
  const kinds = [...new Set(problems.map(({ kind }) => kind))]
  const each = kinds.map((kind) => `${problems.filter((problem) => problem.kind === kind).length} ${kind}`)
  const [noun, verb] = problems.length === 1 ? ['entry', 'has'] : ['entries', 'have']
  return [`exit code 1, since ${problems.length} ${noun} of the baseline ${verb} to be fixed (${each.join(', ')})`]
}

/** "3 known failures, accepted until 2027-01-31": the first day of all entries, since that one ends the peace. */
function knownOf({ known, unlisted }: BaselineReport): string {
  const failures = new Set(known.flatMap(({ covers }) => covers)).size
  const [first, ...others] = [...new Set(known.map(({ reviewBy }) => reviewBy))].sort()
  const until = first === undefined ? '' : `, accepted until ${first}${others.length > 0 ? ' (some longer)' : ''}`
  const rest = unlisted.length === 0 ? 'no others' : `${unlisted.length} not on the baseline`
  return `${count(failures, 'known failure')}${until}, and ${rest}`
}

/** "Acme Server 5.1 (Acme Inc.)", where the target file says what the server is. */
export function productOf({ product }: Report['target']): string | undefined {
  if (product === undefined) return undefined
  const { name, version, vendor } = product
  return shown(`${name}${version === undefined ? '' : ` ${version}`}${vendor === undefined ? '' : ` (${vendor})`}`)
}
