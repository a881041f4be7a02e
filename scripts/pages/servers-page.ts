import type { Report } from '../../suites/model/report.ts'
import type { VerdictKind } from '../../suites/model/verdict.ts'
import { violatedChecks } from './reviews.ts'

/** One real server on record, in one edition. */
export interface Server {
  readonly peer: string
  /** Peer and edition, as in the folder's name. */
  readonly label: string
  readonly title: string
  readonly version: string
  readonly source: string
  readonly notes: readonly string[]
  /** By profile. */
  readonly reports: Readonly<Record<string, Report>>
}

/** docs/servers.md: real servers against groups of requirements, from the recordings. */
export function serversPage(servers: readonly Server[]): string {
  return [
    '# Real servers',
    '',
    'What grantcheck says about authorization servers that people run, in the versions and configurations named here. Generated from the recordings in `fixtures/recordings`',
    'by `npm run record`; a test fails when this page is stale. Every finding was read by a person: `findings.md` beside each recording has the bytes and the judgement.',
    'A server with fewer findings may only offer less that can be judged: see what is not applicable.',
    '',
    '## Servers',
    '',
    '| server | version | from | recorded | run it here |',
    '|---|---|---|---|---|',
    ...servers.map(serverRow),
    '',
    '## Conclusions under the profile rfc',
    '',
    '| server | conclusion | pass | fail | warn | inconclusive | not applicable |',
    '|---|---|---:|---:|---:|---:|---:|',
    ...servers.map(conclusionRow),
    '',
    '## Requirements by document',
    '',
    'Requirements that hold, of those that could be decided. **Bold**: requirements violated, as MUST / as SHOULD. Empty: nothing there applies to the server.',
    '',
    ...matrix(servers),
    '',
    '## Refresh, revocation and introspection of a client credentials token',
    '',
    'The profile unstored-tokens asks that none of the three does anything for such a token, which is so for servers that do not store them. *Violated* means that the operation works; for most',
    'servers that is as it should be.',
    '',
    ...limitations(servers),
    '',
    '## Where most servers differ from the documents',
    '',
    ...common(servers),
    '',
    '## What a reader must know of each',
    ...servers.filter((server, index) => servers[index - 1]?.peer !== server.peer).flatMap(notes),
    '',
  ].join('\n')
}

const rfc = (server: Server): Report | undefined => server.reports.rfc

function serverRow(server: Server): string {
  const day = rfc(server)?.run.startedAt.slice(0, 10) ?? ''
  const findings = `../fixtures/recordings/${server.label}-${server.version}/findings.md`
  return `| [${server.label}](${findings}) | ${server.version} | ${server.source} | ${day} | \`npm run peers -- ${server.peer}\` |`
}

function conclusionRow(server: Server): string {
  const report = rfc(server)
  if (report === undefined) return ''
  const { pass, fail, warn, inconclusive, notApplicable } = report.totals
  return `| ${server.label} | ${report.conclusion} | ${[pass, fail, warn, inconclusive, notApplicable].join(' | ')} |`
}

function matrix(servers: readonly Server[]): readonly string[] {
  const rows = servers.flatMap((server) => rfc(server)?.requirements ?? [])
  const documents = [...new Set(rows.map((row) => row.source))].sort((a, b) =>
    a.localeCompare(b, 'en', { numeric: true }),
  )
  return [
    `| document | ${servers.map((server) => server.label).join(' | ')} |`,
    `|---|${servers.map(() => '---:|').join('')}`,
    ...documents.map(
      (document) => `| ${document} | ${servers.map((server) => cell(rfc(server), document)).join(' | ')} |`,
    ),
  ]
}

function cell(report: Report | undefined, document: string): string {
  const rows = report?.requirements.filter((row) => row.source === document) ?? []
  const count = (...kinds: readonly VerdictKind[]): number => rows.filter((row) => kinds.includes(row.verdict)).length
  const decided = count('pass', 'fail', 'warn')
  if (decided === 0) return ''
  const [failed, warned] = [count('fail'), count('warn')]
  const violated = failed + warned === 0 ? '' : ` **${failed} / ${warned}**`
  return `${count('pass')} of ${decided}${violated}`
}

function limitations(servers: readonly Server[]): readonly string[] {
  const outcome = (server: Server, id: string): string => {
    const found = server.reports['unstored-tokens']?.limitations.find((each) => each.id === id)
    return found === undefined
      ? ''
      : `*${found.outcome}${found.grade === undefined ? '' : `, ${found.grade}`}*: ${found.because}`
  }
  const rows = servers.map(
    (server) =>
      `| ${server.label} | ${['refresh', 'revocation', 'introspection'].map((id) => outcome(server, id)).join(' | ')} |`,
  )
  return ['| server | refresh | revocation | introspection |', '|---|---|---|---|', ...rows]
}

/** Requirements that three servers or more violate, most violated first. */
function common(servers: readonly Server[]): readonly string[] {
  const violations = servers.flatMap((server) => {
    const report = rfc(server)
    if (report === undefined) return []
    const ids = new Set(violatedChecks(report).map((check) => check.requirement ?? ''))
    return report.requirements.filter((row) => ids.has(row.id)).map((row) => ({ row, peer: server.peer }))
  })
  const byId = group(violations)
  return [...byId.values()]
    .map((each) => ({ row: each[0]?.row, peers: [...new Set(each.map(({ peer }) => peer))] }))
    .filter(({ peers }) => peers.length >= 3)
    .sort((a, b) => b.peers.length - a.peers.length || (a.row?.id ?? '').localeCompare(b.row?.id ?? ''))
    .map(
      ({ row, peers }) =>
        `- ${row?.source} section ${row?.section} (${row?.level}): ${row?.requirement} *${peers.join(', ')}*`,
    )
}

function group<T extends { readonly row: { readonly id: string } }>(
  items: readonly T[],
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) groups.set(item.row.id, [...(groups.get(item.row.id) ?? []), item])
  return groups
}

function notes(server: Server): readonly string[] {
  return [
    '',
    `### ${server.title}`,
    '',
    `Target file: \`specs/targets/${server.peer}.yaml\`.`,
    '',
    ...server.notes.map((note) => `- ${note}`),
  ]
}
