import type { Conclusion, Report } from '../suites/model/report.ts'

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
