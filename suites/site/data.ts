import { visibleJson } from '../../reports/text.ts'
import { type Changed, changedIn } from './changed.ts'
import type { Site, SiteFile, SiteRun, SiteServer, SiteVersion } from './model.ts'
import { slugOf } from './names.ts'
import { ageOf, isOld } from './parts.ts'
import { paths } from './paths.ts'
import { keepersOf, type Standing } from './requirements.ts'
import { sightingsIn } from './seen.ts'
import { byDocument, findingsIn, percentOf, requirementsIn, shareOf } from './share.ts'

type Field = string | number | boolean | undefined
type DataRow = Readonly<Record<string, Field>>

/** What is in the tables, for programs: each as JSON and as CSV. */
export function dataFiles(site: Site): readonly SiteFile[] {
  const each = site.servers.flatMap((server) =>
    server.versions.flatMap((version) => version.runs.map((run) => ({ server, version, run }))),
  )
  const standings = keepersOf(site).flatMap((kept) => kept.standings)
  const byDocumentOf = new Map<string, Standing[]>()
  for (const standing of standings) {
    const list = byDocumentOf.get(standing.row.source) ?? []
    list.push(standing)
    byDocumentOf.set(standing.row.source, list)
  }
  return [
    ...files(
      'servers',
      each.map((one) => resultRow(site, one)),
    ),
    ...files(
      'results',
      each.flatMap((one) => documentRows(site, one)),
    ),
    ...files('limitations', each.flatMap(limitationRows)),
    ...files(
      'findings',
      site.servers.flatMap((server) => server.versions.flatMap((version) => findingRows(server, version))),
    ),
    ...site.servers.flatMap((server) =>
      files(`servers/${server.slug}`, each.filter((one) => one.server === server).flatMap(requirementRows)),
    ),
    ...[...byDocumentOf].flatMap(([source, list]) =>
      files(
        `documents/${slugOf(source)}`,
        list.map((one) => ({ ...origin(one), ...requirementRow(one) })),
      ),
    ),
    ...site.servers
      .flatMap((server) => changedIn(site, server))
      .flatMap((changed) =>
        files(`changes/${changed.server.slug}_${changed.before.slug}_${changed.after.slug}`, changeRows(changed)),
      ),
  ]
}

interface Result {
  readonly server: SiteServer
  readonly version: SiteVersion
  readonly run: SiteRun
}

/** What every row begins with: of what, from when, by which tool. */
const origin = ({ server, version, run: { report } }: Result): DataRow => ({
  server: server.name,
  version: version.label,
  profile: report.profile.id,
  profileVersion: report.profile.version,
  recorded: report.run.startedAt,
  tool: report.tool.version,
})

function resultRow(site: Site, result: Result): DataRow {
  const { report } = result.run
  const { held, failed, warned, open, decided } = shareOf(requirementsIn(report))
  const { pass, fail, warn, inconclusive, notApplicable, error } = report.totals
  return {
    ...origin(result),
    title: result.server.title,
    conclusion: report.conclusion,
    partial: report.partial !== undefined,
    complete: report.complete,
    held,
    decided,
    percent: percentOf({ held, failed, warned, open, decided }),
    mustViolated: failed,
    shouldNotFollowed: warned,
    undecided: open,
    findings: findingsIn(report).length,
    checksPassed: pass,
    checksFailed: fail,
    checksWarned: warn,
    checksInconclusive: inconclusive,
    checksNotApplicable: notApplicable,
    checksError: error,
    ageInDays: ageOf(site, result.run),
    old: isOld(site, result.run),
  }
}

function documentRows(site: Site, result: Result): readonly DataRow[] {
  return [...byDocument(result.run.report)].map(([document, rows]) => {
    const share = shareOf(rows)
    const { held, failed, warned, open, decided } = share
    return {
      ...origin(result),
      document,
      held,
      decided,
      percent: percentOf(share),
      mustViolated: failed,
      shouldNotFollowed: warned,
      undecided: open,
      old: isOld(site, result.run),
    }
  })
}

const limitationRows = (result: Result): readonly DataRow[] =>
  result.run.report.limitations.map(({ id, outcome, grade, because }) => ({
    ...origin(result),
    limitation: id,
    outcome,
    grade,
    because,
  }))

const findingRows = (server: SiteServer, version: SiteVersion): readonly DataRow[] =>
  sightingsIn(server, version).map(({ run, finding }) => ({
    ...origin({ server, version, run }),
    finding: finding.id,
    class: finding.class,
    severity: finding.severity,
    title: finding.title,
    because: finding.because,
    remedy: finding.remedy,
    requirements: finding.requirements.join(' '),
    checks: finding.checks.length,
  }))

const requirementRow = ({ row }: Pick<Standing, 'row'>): DataRow => ({
  document: row.source,
  section: row.section,
  level: row.level,
  requirement: row.id,
  verdict: row.verdict,
})

const requirementRows = (result: Result): readonly DataRow[] =>
  requirementsIn(result.run.report).map((row) => ({ ...origin(result), ...requirementRow({ row }) }))

const changeRows = ({ comparisons }: Changed): readonly DataRow[] =>
  comparisons.flatMap(({ profile, parts: { worse, offered, better, undecided, other, limitations } }) => [
    ...Object.entries({ worse, offered, better, undecided, other }).flatMap(([kind, groups]) =>
      groups.flatMap((group) =>
        group.changes.map(({ id, requirement, before, after, because }) => ({
          profile,
          kind,
          requirement,
          check: id,
          before,
          after,
          because,
        })),
      ),
    ),
    ...limitations.map(({ id, before, after, because }) => ({
      profile,
      kind: 'operation',
      check: id,
      before,
      after,
      because,
    })),
  ])

function files(name: string, rows: readonly DataRow[]): readonly SiteFile[] {
  const lines = rows.map((row) => JSON.stringify(row))
  return [
    {
      path: paths.data(`${name}.json`),
      text: visibleJson(lines.length === 0 ? '[]\n' : `[\n${lines.join(',\n')}\n]\n`),
    },
    { path: paths.data(`${name}.csv`), text: csv(rows) },
  ]
}

/** RFC 4180. A spreadsheet takes text that begins with "=" for a formula, and the text may be the server's. */
export function csv(rows: readonly DataRow[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const line = (fields: readonly Field[]): string => `${fields.map(field).join(',')}\r\n`
  return [line(columns), ...rows.map((row) => line(columns.map((column) => row[column])))].join('')
}

function field(value: Field): string {
  if (typeof value !== 'string') return value === undefined ? '' : String(value)
  const text = value.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, ' ')
  const inert = /^[=+\-@]/u.test(text) ? `'${text}` : text
  return /[",\s]/u.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert
}
