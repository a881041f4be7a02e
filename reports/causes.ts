import type { Report } from '../suites/model/report.ts'
import type { CheckReport, ScenarioReport, VerdictKind } from '../suites/model/verdict.ts'

/** One thing with a verdict: a check, or a scenario row that has none because it was never begun. */
export interface Item {
  readonly id: string
  readonly scenario: ScenarioReport
  readonly check?: CheckReport
}

export type Group<T> = readonly [T, ...T[]]

/** One reason why things could not be decided, or do not apply. */
export interface Cause {
  readonly because: string
  readonly items: Group<Item>
}

/** Everything with that verdict, in the report's order. */
export function itemsOf(report: Report, verdict: VerdictKind): readonly Item[] {
  return report.scenarios.flatMap((scenario): Item[] => {
    if (scenario.checks.length === 0) return scenario.verdict === verdict ? [{ id: scenario.id, scenario }] : []
    const checks = scenario.checks.filter((check) => check.verdict === verdict)
    return checks.map((check) => ({ id: check.id, scenario, check }))
  })
}

/** What has that verdict, grouped by identical reason. What a finding explains is told by the finding. */
export function causesOf(report: Report, verdict: 'inconclusive' | 'not-applicable' | 'error'): readonly Cause[] {
  const reason = ({ check, scenario }: Item): string => check?.because ?? scenario.because ?? 'No reason was recorded.'
  const explained = new Set(report.findings.flatMap(({ checks, blocks }) => [...checks, ...blocks]))
  const open = itemsOf(report, verdict).filter(({ id }) => !explained.has(id))
  return groupBy(open, reason).map(({ key, items }) => ({ because: key, items }))
}

/** Items by key, in the order in which each key was first met. */
export function groupBy<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
): readonly { key: string; items: Group<T> }[] {
  const groups = new Map<string, [T, ...T[]]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group === undefined) groups.set(keyOf(item), [item])
    else group.push(item)
  }
  return [...groups].map(([key, group]) => ({ key, items: group }))
}
