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

/** Why the conclusion is what it is, and how much of it a baseline knows. */
export function reasonOf({ because, baseline }: Pick<Report, 'because' | 'baseline'>): string {
  return baseline === undefined ? because : `${because.replace(/\.$/u, '')}; ${knownOf(baseline)}`
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
