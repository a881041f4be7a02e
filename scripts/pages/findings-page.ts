import type { Evidence, Exchange } from '../../suites/model/evidence.ts'
import type { Report } from '../../suites/model/report.ts'
import type { CheckReport } from '../../suites/model/verdict.ts'
import { covers, type ReviewEntry, violatedChecks } from './reviews.ts'

export interface RecordedServer {
  readonly profile: string
  readonly evidence: Evidence
  readonly report: Report
}

/** findings.md of one recorded server: each reviewed finding with its requirement, the bytes that decide it, and what a person said about it. */
export function findingsPage(
  title: string,
  version: string,
  reviews: readonly ReviewEntry[],
  runs: readonly RecordedServer[],
): string {
  const sections = reviews.flatMap((entry) => section(entry, runs))
  return [
    `# ${title} ${version}: findings`,
    '',
    'Each failure and warning of the recordings in this folder, read by a person. Generated from `fixtures/peers/<server>/review.yaml` and the recordings by `npm run record`;',
    'a test fails when a finding has no review, or a review no finding. Of secrets only the kind is shown, `[client_secret]`; long bodies are cut (…).',
    ...sections,
    '',
  ].join('\n')
}

/** Findings that nobody has read, and reviews of nothing. Both have to be empty over all editions of a server. */
export function unreviewed(reviews: readonly ReviewEntry[], runs: readonly RecordedServer[]): readonly string[] {
  return runs.flatMap(({ profile, report }) =>
    violatedChecks(report)
      .filter((check) => !reviews.some((entry) => covers(entry, check)))
      .map((check) => `${profile}: ${check.verdict} ${check.id}: ${check.observed ?? ''}`),
  )
}

export const stale = (reviews: readonly ReviewEntry[], runs: readonly RecordedServer[]): readonly string[] =>
  reviews.flatMap((entry) =>
    entry.checks.filter(
      (pattern) =>
        !runs.some(({ report }) =>
          violatedChecks(report).some((check) => covers({ ...entry, checks: [pattern] }, check)),
        ),
    ),
  )

function section(entry: ReviewEntry, runs: readonly RecordedServer[]): readonly string[] {
  const found = runs.flatMap((run) =>
    violatedChecks(run.report)
      .filter((check) => covers(entry, check))
      .map((check) => ({ run, check })),
  )
  const first = found[0]
  if (first === undefined) return []
  const requirements = [...new Set(found.map(({ check }) => check.requirement ?? ''))].map((id) =>
    requirementLine(id, first.run, runs),
  )
  return [
    '',
    `## ${entry.title}`,
    '',
    `**${entry.judgement}.** ${entry.says.trim()}`,
    '',
    ...requirements,
    '',
    ...found.map(
      ({ run, check }) => `- ${check.verdict} \`${check.id}\` (${run.profile}): ${tidy(check.observed ?? '')}`,
    ),
    '',
    ...bytes(first.run.evidence, first.check),
    '',
    entry.known.length === 0
      ? 'Known to the project: nothing found.'
      : `Known to the project: ${entry.known.join(', ')}.`,
  ]
}

function requirementLine(id: string, { report }: RecordedServer, runs: readonly RecordedServer[]): string {
  const row = [report, ...runs.map((run) => run.report)]
    .flatMap((each) => each.requirements)
    .find((each) => each.id === id)
  return row === undefined
    ? `- ${id}`
    : `- ${row.source} section ${row.section} (${row.level}), \`${id}\`: ${row.requirement}`
}

function bytes(evidence: Evidence, check: CheckReport): readonly string[] {
  const exchange = evidence.exchanges.find((each) => each.id === check.exchange)
  return exchange === undefined ? [] : ['```http', ...messageOf(exchange).map(tidy), '```']
}

/** Fields that say nothing about the finding. */
const dull = new Set([
  'accept',
  'accept-encoding',
  'user-agent',
  'connection',
  'keep-alive',
  'content-length',
  'date',
  'etag',
])

function messageOf({ request, response, failure }: Exchange): readonly string[] {
  const fields = (headers: Exchange['request']['headers']): readonly string[] =>
    headers.filter(([name]) => !dull.has(name.toLowerCase())).map(([name, value]) => `${name}: ${value}`)
  const answer =
    response === undefined
      ? [`(${failure?.code ?? 'no answer'})`]
      : [`HTTP/1.1 ${response.status}`, ...fields(response.headers), ...body(response.body)]
  return [`${request.method} ${request.url}`, ...fields(request.headers), ...body(request.body), '', ...answer]
}

const body = (content: Exchange['request']['body']): readonly string[] => {
  const text = content === undefined ? '' : 'text' in content ? content.text : '(bytes)'
  return text === '' ? [] : ['', text]
}

/** The same on every machine and in every run, and no longer than a reader wants. */
function tidy(text: string): string {
  const plain = text
    .replaceAll(/(127\.0\.0\.1|localhost):\d+/gu, '$1:PORT')
    .replaceAll(/[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20,}/gu, '(JWT header and payload)')
    .replaceAll(/\[(\w+)#[0-9a-f]+\]/gu, '[$1]')
    .replaceAll(/\p{Cc}/gu, ' ')
  return plain.length > 700 ? `${plain.slice(0, 700)}…` : plain
}
