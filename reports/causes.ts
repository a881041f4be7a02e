import type { CheckReport, Report, RequirementReport, ScenarioReport } from '../suites/model/report.ts'
import type { VerdictKind } from '../suites/model/verdict.ts'

/** One thing with a verdict: a check, or a scenario row that has none because it was never begun. */
export interface Item {
  readonly id: string
  readonly scenario: ScenarioReport
  readonly check?: CheckReport
}

export type Group<T> = readonly [T, ...T[]]

/** The same expectation met by the same observation: told once, with every check that saw it. */
export interface Finding {
  readonly expected: string
  readonly observed: string
  readonly items: Group<Item>
}

/** All findings against one requirement. `requirement` is absent for a control's own check. */
export interface Violation {
  readonly id: string
  readonly requirement?: RequirementReport
  readonly findings: Group<Finding>
}

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

/** Violations by requirement, in the order in which they were first met. */
export function violationsOf(report: Report, verdict: 'fail' | 'warn'): readonly Violation[] {
  const groups = groupBy(itemsOf(report, verdict), (item) => item.check?.requirement ?? item.id)
  return groups.map(({ key, items }) => {
    const requirement = report.requirements.find(({ id }) => id === key)
    const findings = findingsOf(items)
    return requirement === undefined ? { id: key, findings } : { id: key, requirement, findings }
  })
}

/** What has that verdict, grouped by identical reason. */
export function causesOf(report: Report, verdict: 'inconclusive' | 'not-applicable' | 'error'): readonly Cause[] {
  const reason = ({ check, scenario }: Item): string => check?.because ?? scenario.because ?? 'No reason was recorded.'
  return groupBy(itemsOf(report, verdict), reason).map(({ key, items }) => ({ because: key, items }))
}

function findingsOf(items: Group<Item>): Group<Finding> {
  const finding = (group: Group<Item>): Finding => ({
    expected: group[0].check?.expected ?? '',
    observed: group[0].check?.observed ?? group[0].scenario.because ?? '',
    items: group,
  })
  const [first, ...rest] = groupBy(items, ({ check }) => JSON.stringify([check?.expected, check?.observed]))
  return [finding(first?.items ?? items), ...rest.map((group) => finding(group.items))]
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): readonly { key: string; items: Group<T> }[] {
  const groups = new Map<string, [T, ...T[]]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group === undefined) groups.set(keyOf(item), [item])
    else group.push(item)
  }
  return [...groups].map(([key, group]) => ({ key, items: group }))
}
