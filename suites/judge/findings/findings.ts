import type { Exchange } from '../../model/evidence.ts'
import type { Finding } from '../../model/report.ts'
import type { Requirement } from '../../model/requirement.ts'
import type { Specs } from '../../model/specs.ts'
import type { CheckVerdict, ScenarioVerdict } from '../../model/verdict.ts'
import { isViolation } from '../violation.ts'
import { type Group, grouped, type Items, severityOf } from './group.ts'
import { type Item, selects } from './selector.ts'
import { filled } from './words.ts'

/** One finding for each root cause. Pure: verdicts, exchanges and rules in, what people read out. */
export function findingsOf(
  specs: Specs,
  scenarios: readonly ScenarioVerdict[],
  exchanges: readonly Exchange[],
): readonly Finding[] {
  const byId = new Map(exchanges.map((exchange) => [exchange.id, exchange]))
  const items = scenarios.flatMap((scenario) =>
    scenario.checks.flatMap((check) => itemOf(check, scenario, specs, byId.get(check.exchange ?? -1))),
  )
  return grouped(items, specs.findings).map((group) => toFinding(group, specs, scenarios))
}

function itemOf(
  check: CheckVerdict,
  scenario: ScenarioVerdict,
  { requirements }: Specs,
  exchange: Exchange | undefined,
): readonly Item[] {
  const { verdict } = check
  const isOpen = verdict.kind === 'inconclusive' && verdict.history !== undefined
  if (!isOpen && !isViolation(verdict)) return []
  const place = `${scenario.scenario}${check.id.slice(scenario.id.length)}`
  return [{ check, verdict, exchange, place, houseRule: isHouseRule(requirements[check.requirement ?? '']) }]
}

/** A rule of the user's own does not say how it is probed: the user's scenarios do (specs/schemas/rules.schema.json). */
const isHouseRule = (requirement: Requirement | undefined): boolean => requirement?.probe === ''

function toFinding(group: Group, specs: Specs, scenarios: readonly ScenarioVerdict[]): Finding {
  const { id, rule, items } = group
  const [{ check, exchange }] = items
  const requirement = specs.requirements[check.requirement ?? '']
  const checks = items.map((each) => each.check.id)
  const known = knownFaults(items, specs)
  return {
    id,
    title: rule?.title === undefined ? titleFrom(requirement, items) : filled(rule.title, exchange),
    class: group.class,
    severity: severityOf(items),
    requirements: [...new Set(items.flatMap((each) => each.check.requirement ?? []))],
    checks,
    blocks: blockedBy(new Set(checks), scenarios),
    because: becauseOf(items),
    ...(check.exchange === undefined ? {} : { exchange: check.exchange }),
    ...(check.exchanges === undefined ? {} : { exchanges: check.exchanges }),
    remedy: rule?.remedy ?? remedyFrom(requirement, items),
    ...(known.length === 0 ? {} : { cve: known }),
  }
}

/** Published vulnerabilities whose pattern one of the failed checks has. */
const knownFaults = (items: Items, { vulnerabilities }: Specs): readonly string[] =>
  Object.values(vulnerabilities).flatMap(({ id, pattern = [] }) =>
    items.some((item) => pattern.some((selector) => selects(selector, item))) ? [id] : [],
  )

/** Checks of the same answers that could not be decided because of these. */
function blockedBy(leads: ReadonlySet<string>, scenarios: readonly ScenarioVerdict[]): readonly string[] {
  return scenarios.flatMap((scenario) =>
    scenario.checks.flatMap(({ id, step, verdict }) =>
      verdict.kind === 'inconclusive' && leads.has(`${scenario.id}:${step}:${verdict.lead}`) ? [id] : [],
    ),
  )
}

function titleFrom(requirement: Requirement | undefined, [{ check, verdict }]: Items): string {
  if (requirement === undefined) return `${check.id} failed`
  const said = requirement.requirement.replace(/\.$/u, '')
  return `${verdict.kind === 'fail' ? 'Not met' : 'Not followed'}: ${said}`
}

function remedyFrom(requirement: Requirement | undefined, items: Items): string {
  const hint = items.map(({ check }) => check.hint).find((each) => each !== undefined)
  if (hint !== undefined) return hint
  // A rule of a team does not say what passes.
  return requirement === undefined || requirement.pass === ''
    ? 'Compare the exchange with what was expected.'
    : `The right answer: ${requirement.pass}`
}

function becauseOf([{ verdict }, ...more]: Items): string {
  const seen = `Expected ${verdict.expected}, observed ${verdict.observed}.`
  const said = verdict.kind === 'inconclusive' ? sentence(verdict.because) : seen
  return more.length === 0 ? said : `${said} ${more.length + 1} checks found it.`
}

const sentence = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`
