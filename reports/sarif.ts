import type { BaselineReport, CheckReport, FinishedRun, Report, RequirementReport } from '../suites/model/report.ts'
import { itemsOf } from './causes.ts'
import { shown, visibleJson } from './text.ts'

/**
 * SARIF 2.1.0, for code scanning: a rule for each requirement that was looked at, a result for each check that failed, warned or
 * could not be decided, at its line of the scenario. A failure that the baseline knows is there, suppressed, with its reason.
 */
export function renderSarif({ report }: FinishedRun): string {
  const rules = report.requirements
  const index = new Map(rules.map(({ id }, at) => [id, at]))
  const results = [
    ...(['fail', 'warn', 'inconclusive'] as const).flatMap((verdict) =>
      itemsOf(report, verdict).flatMap(({ check }) =>
        check === undefined ? [] : [resultOf(check, index, report.baseline)],
      ),
    ),
  ]
  const document = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'grantcheck', version: report.tool.version, rules: rules.map(ruleOf) } },
        automationDetails: { id: `grantcheck/${report.profile.id}/${report.run.id}` },
        invocations: [invocationOf(report)],
        columnKind: 'unicodeCodePoints',
        results,
        properties: { conclusion: report.conclusion, target: shown(report.target.named), profile: report.profile },
      },
    ],
  }
  return `${visibleJson(JSON.stringify(document, null, 1))}\n`
}

function ruleOf({ id, source, section, level, requirement }: RequirementReport): object {
  const rfc = /^RFC (\d+)$/u.exec(source)?.[1]
  return {
    id,
    shortDescription: { text: message(`${source} section ${section}: ${level}`) },
    fullDescription: { text: message(requirement) },
    ...(rfc === undefined ? {} : { helpUri: `https://www.rfc-editor.org/rfc/rfc${rfc}#section-${section}` }),
    defaultConfiguration: { level: level.startsWith('MUST') ? 'error' : 'warning' },
    properties: { tags: ['oauth', source, level] },
  }
}

function resultOf(
  check: CheckReport,
  rules: ReadonlyMap<string, number>,
  baseline: BaselineReport | undefined,
): object {
  const rule = rules.get(check.requirement ?? '')
  const known = baseline?.known.find((each) => each.covers.includes(check.id))
  const text =
    check.observed === undefined
      ? (check.because ?? '')
      : `Expected ${check.expected ?? ''}, observed ${check.observed}.`
  return {
    ruleId: check.requirement ?? 'control',
    ...(rule === undefined ? {} : { ruleIndex: rule }),
    ...severityOf(check),
    message: { text: message(text) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(check.at.file) },
          region: { startLine: check.at.line, startColumn: check.at.column },
        },
        logicalLocations: [{ fullyQualifiedName: shown(check.id), kind: 'check' }],
      },
    ],
    partialFingerprints: { 'grantcheckCheck/v1': check.id },
    ...(known === undefined
      ? {}
      : { suppressions: [{ kind: 'external', status: 'accepted', justification: message(known.reason) }] }),
  }
}

function severityOf({ verdict }: CheckReport): object {
  if (verdict === 'fail') return { kind: 'fail', level: 'error' }
  return verdict === 'warn' ? { kind: 'fail', level: 'warning' } : { kind: 'review', level: 'none' }
}

function invocationOf({ run, conclusion, complete }: Report): object {
  const end = new Date(Date.parse(run.startedAt) + run.durationMs)
  return {
    executionSuccessful: conclusion !== 'invalid' && complete,
    startTimeUtc: run.startedAt,
    endTimeUtc: end.toISOString(),
  }
}

/** Plain text of a SARIF message: braces would be placeholders, and brackets might be a link (sections 3.11.5 and 3.11.6). */
function message(text: string): string {
  return shown(text, 1000).replace(/[{}]/gu, '$&$&').replace(/[[\]]/gu, '\\$&')
}

/** A relative path is a URI reference once its odd characters are escaped. */
function uriOf(path: string): string {
  return path.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/')
}
