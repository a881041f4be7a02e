import type { Finding, Report, RequirementReport } from '../suites/model/report.ts'
import { type Group, groupBy, type Item, itemsOf } from './causes.ts'
import { citation } from './sections.ts'
import { count } from './text.ts'

/** The same expectation met by the same observation, with every check that saw it. */
export interface Observation {
  readonly expected: string
  readonly observed: string
  readonly items: Group<Item>
}

/** A finding with what its ids stand for. */
export interface ToldFinding {
  readonly finding: Finding
  /** In the words of the documents; empty where a check cites none. */
  readonly requirements: readonly RequirementReport[]
  /** The deciding one first. */
  readonly observations: Group<Observation>
  readonly item: Item
}

/** The findings in the report's order. One whose checks are not in the report cannot be told. */
export function toldFindings(report: Report): readonly ToldFinding[] {
  const items = new Map(
    (['fail', 'warn', 'inconclusive'] as const)
      .flatMap((verdict) => itemsOf(report, verdict))
      .map((item) => [item.id, item]),
  )
  const requirements = new Map(report.requirements.map((requirement) => [requirement.id, requirement]))
  return report.findings.flatMap((finding) => {
    const [first, ...rest] = finding.checks.flatMap((id) => items.get(id) ?? [])
    if (first === undefined) return []
    return [
      {
        finding,
        requirements: finding.requirements.flatMap((id) => requirements.get(id) ?? []),
        observations: observationsOf([first, ...rest]),
        item: first,
      },
    ]
  })
}

function observationsOf(items: Group<Item>): Group<Observation> {
  const observation = (group: Group<Item>): Observation => ({
    expected: group[0].check?.expected ?? '',
    observed: group[0].check?.observed ?? group[0].check?.because ?? group[0].scenario.because ?? '',
    items: group,
  })
  const [first, ...rest] = groupBy(items, ({ check }) =>
    JSON.stringify([check?.expected, check?.observed, check?.because]),
  )
  return [observation(first?.items ?? items), ...rest.map((group) => observation(group.items))]
}

/** "1 security, 2 form": how many of which class. Empty without any. */
export function tally(findings: readonly Finding[]): string {
  const parts = (['security', 'protocol', 'form'] as const).flatMap((name) => {
    const number = findings.filter((finding) => finding.class === name).length
    return number === 0 ? [] : [`${number} ${name}`]
  })
  return parts.join(', ')
}

/** What a requirement asks, unless the title has said it in the same words. */
export const demandOf = ({ title }: Finding, { requirement }: RequirementReport): string =>
  title.endsWith(requirement.replace(/\.$/u, '')) ? '' : requirement

/** "MUST, RFC 6749 section 5.2". */
export const sourceOf = (row: RequirementReport): string => `${row.level}, ${citation(row)}`

const outcomes = { fail: 'failed', warn: 'warned', inconclusive: 'could not be decided' } as const

/** What the run as a whole has shown, where that is more than what one check saw. */
export const historyOf = ({ because, severity }: Finding): string => (severity === 'inconclusive' ? because : '')

/** "5 checks failed or warned, 2 more could not be decided because of it". */
export function extent({ checks, blocks, severity }: Finding): string {
  const found = `${count(checks.length, 'check')} ${outcomes[severity]}`
  return blocks.length === 0 ? found : `${found}, ${blocks.length} more could not be decided because of it`
}
