import { group } from '../../reports/html/group.ts'
import type { Finding, Report, RequirementReport } from '../model/report.ts'
import type { VerdictKind } from '../model/verdict.ts'

/** How many of some requirements hold, and how many could be decided. */
export interface Share {
  readonly held: number
  /** MUST that are violated. */
  readonly failed: number
  /** SHOULD that are not followed. */
  readonly warned: number
  /** What applies and could not be decided. Counts nowhere else. */
  readonly open: number
  readonly decided: number
}

export function shareOf(requirements: readonly RequirementReport[]): Share {
  const count = (...kinds: readonly VerdictKind[]): number =>
    requirements.filter(({ verdict }) => kinds.includes(verdict)).length
  const [held, failed, warned] = [count('pass'), count('fail'), count('warn')]
  return { held, failed, warned, open: count('inconclusive', 'error'), decided: held + failed + warned }
}

/** The share that holds in percent, rounded down: 100 only where all hold. Undefined where nothing was decided. */
export const percentOf = ({ held, decided }: Share): number | undefined =>
  decided === 0 ? undefined : Math.floor((held / decided) * 100)

/** What a limitation asks is no requirement of a document: pages tell of it in words, and it counts in no share. */
const isLimitation = (id: string): boolean => /\.limitation\.(?:refresh|revocation|introspection)$/u.test(id)

/** Requirements of documents and of contracts, without those about limitations. */
export const requirementsIn = ({ requirements }: Report): readonly RequirementReport[] =>
  requirements.filter(({ id }) => !isLimitation(id))

/** Requirements of a report by document. */
export const byDocument = (report: Report): ReadonlyMap<string, readonly RequirementReport[]> =>
  group(requirementsIn(report), ({ source }) => source)

/** Findings about more than a limitation. */
export const findingsIn = ({ findings }: Report): readonly Finding[] =>
  findings.filter(({ requirements }) => requirements.length === 0 || !requirements.every(isLimitation))

/** True where all that keeps a run from "conformant" is a limitation: the server does what no document forbids. */
export const differsByLimitationOnly = (report: Report): boolean =>
  report.conclusion === 'nonconformant' &&
  report.limitations.some(({ outcome }) => outcome === 'violated') &&
  requirementsIn(report).every(({ verdict }) => verdict !== 'fail')
