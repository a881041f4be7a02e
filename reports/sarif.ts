import type { BaselineReport, FinishedRun, Report, RequirementReport } from '../suites/model/report.ts'
import type { Source } from '../suites/model/source.ts'
import type { CheckReport } from '../suites/model/verdict.ts'
import { itemsOf } from './causes.ts'
import { headline, productOf, reasonOf } from './claim.ts'
import { type ToldFinding, toldFindings } from './findings.ts'
import { citation, sourceUrl } from './sections.ts'
import { shown, shownReason, visibleJson } from './text.ts'

/**
 * SARIF 2.1.0, for code scanning: a result for each finding comes first, as error or warning, at the line of the check that decides. Below are the checks, as notes:
 * those that failed or warned, and those that could not be decided, each with the requirement as its rule. A failure that the baseline knows is suppressed, with its reason.
 */
export function renderSarif({ report, placeOf }: FinishedRun): string {
  const locationsOf = ({ at, id }: CheckReport): readonly object[] => [locationOf(id, placeOf(at))]
  const found = toldFindings(report)
  const rules = [...found.map(findingRule), ...report.requirements.map(ruleOf)]
  const index = new Map(report.requirements.map(({ id }, at) => [id, found.length + at]))
  const results = [
    ...found.map((each, at) => findingResult(each, at, report.baseline, locationsOf)),
    ...(['fail', 'warn', 'inconclusive'] as const).flatMap((verdict) =>
      itemsOf(report, verdict).flatMap(({ check }) =>
        check === undefined ? [] : [resultOf(check, index, report.baseline, locationsOf)],
      ),
    ),
  ]
  const { partial, profile, target } = report
  const product = productOf(target)
  const claim = partial === undefined ? { profile } : { partial }
  const document = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'grantcheck', version: report.tool.version, informationUri, rules } },
        automationDetails: {
          id: `grantcheck/${report.partial === undefined ? report.profile.id : 'partial'}/${report.run.id}`,
        },
        invocations: [invocationOf(report)],
        columnKind: 'unicodeCodePoints',
        results,
        properties: {
          conclusion: headline(report),
          because: shownReason(reasonOf(report)),
          target: shown(report.target.named),
          ...(product === undefined ? {} : { product }),
          ...claim,
        },
      },
    ],
  }
  return `${visibleJson(JSON.stringify(document, null, 1))}\n`
}

const informationUri = 'https://github.com/grantcheck/grantcheck'

type LocationsOf = (check: CheckReport) => readonly object[]

/** Ids of findings and of requirements may be the same, so a finding's has a name before it. */
const findingId = (id: string): string => `finding/${id}`

function findingRule({ finding, requirements }: ToldFinding): object {
  return {
    id: findingId(finding.id),
    shortDescription: { text: message(finding.title) },
    fullDescription: { text: message(requirements.map((each) => each.requirement).join(' ') || finding.title) },
    help: { text: message(finding.remedy) },
    defaultConfiguration: { level: finding.severity === 'fail' ? 'error' : 'warning' },
    properties: { tags: ['oauth', finding.class, ...finding.requirements, ...(finding.cve ?? [])] },
  }
}

function findingResult(
  { finding, item }: ToldFinding,
  ruleIndex: number,
  baseline: BaselineReport | undefined,
  locationsOf: LocationsOf,
): object {
  const known = finding.checks.map((id) => baseline?.known.find((each) => each.covers.includes(id)))
  const reasons = [...new Set(known.flatMap((each) => each?.reason ?? []))]
  return {
    ruleId: findingId(finding.id),
    ruleIndex,
    kind: 'fail',
    level: finding.severity === 'fail' ? 'error' : 'warning',
    message: { text: escaped(shownReason(`${finding.title}. ${finding.because} ${finding.remedy}`)) },
    locations: item.check === undefined ? [] : locationsOf(item.check),
    partialFingerprints: { 'grantcheckFinding/v1': finding.id },
    properties: { checks: finding.checks, blocks: finding.blocks },
    ...(known.includes(undefined) ? {} : suppressed(reasons.join(' '))),
  }
}

const suppressed = (reason: string): object => ({
  suppressions: [{ kind: 'external', status: 'accepted', justification: message(reason) }],
})

function ruleOf(row: RequirementReport): object {
  const { id, source, section, level, requirement } = row
  const url = sourceUrl(source, section)
  return {
    id,
    shortDescription: { text: message(`${citation(row)}: ${level}`) },
    fullDescription: { text: message(requirement) },
    ...(url === undefined ? {} : { helpUri: url }),
    defaultConfiguration: { level: level.startsWith('MUST') ? 'error' : 'warning' },
    properties: { tags: ['oauth', source, level] },
  }
}

function resultOf(
  check: CheckReport,
  rules: ReadonlyMap<string, number>,
  baseline: BaselineReport | undefined,
  locationsOf: LocationsOf,
): object {
  const rule = rules.get(check.requirement ?? '')
  const known = baseline?.known.find((each) => each.covers.includes(check.id))
  const text =
    check.observed === undefined
      ? shownReason(check.because ?? '')
      : shown(`Expected ${check.expected ?? ''}, observed ${check.observed}.`, 1000)
  return {
    ruleId: check.requirement ?? 'control',
    ...(rule === undefined ? {} : { ruleIndex: rule }),
    ...severityOf(check),
    message: { text: escaped(text) },
    locations: locationsOf(check),
    partialFingerprints: { 'grantcheckCheck/v1': check.id },
    ...(known === undefined ? {} : suppressed(known.reason)),
  }
}

/** A file that the user has: one of the package would be shown by no tool. */
const locationOf = (id: string, at: Source | undefined): object => ({
  ...(at === undefined
    ? {}
    : {
        physicalLocation: {
          artifactLocation: { uri: uriOf(at.file) },
          region: { startLine: at.line, startColumn: at.column },
        },
      }),
  logicalLocations: [{ fullyQualifiedName: shown(id), kind: 'check' }],
})

function severityOf({ verdict }: CheckReport): object {
  return verdict === 'fail' || verdict === 'warn' ? { kind: 'fail', level: 'note' } : { kind: 'review', level: 'none' }
}

function invocationOf({ run, conclusion, complete }: Report): object {
  const end = new Date(Date.parse(run.startedAt) + run.durationMs)
  return {
    executionSuccessful: conclusion !== 'invalid' && complete,
    startTimeUtc: run.startedAt,
    endTimeUtc: end.toISOString(),
  }
}

const message = (text: string): string => escaped(shown(text, 1000))

/** Plain text of a SARIF message: braces would be placeholders, and brackets might be a link (sections 3.11.5 and 3.11.6). */
function escaped(text: string): string {
  return text.replace(/[{}]/gu, '$&$&').replace(/[[\]]/gu, '\\$&')
}

/** A relative path is a URI reference once its odd characters are escaped. */
function uriOf(path: string): string {
  return path.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/')
}
