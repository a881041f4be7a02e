import { brief, type Html, html } from '../../../reports/html/escape.ts'
import { group } from '../../../reports/html/group.ts'
import { sectionLinks } from '../../../reports/html/source.ts'
import { chip, looks } from '../../../reports/html/verdicts.ts'
import { count } from '../../../reports/text.ts'
import type { VerdictKind } from '../../model/verdict.ts'
import { titleOf } from '../document-titles.ts'
import { framed } from '../frame.ts'
import type { Site, SiteFile } from '../model.ts'
import { slugOf } from '../names.ts'
import { dated, downloads, isOld, provenance, scrolling } from '../parts.ts'
import { paths, relative } from '../paths.ts'
import { type Kept, keepersOf, newestOnly, type Standing } from '../requirements.ts'
import { widest } from './matrix.ts'

/** Rows of one page: a fleet may have more servers than anybody reads. */
const longest = 1000

/** The list of all requirements, a page for each document, and one for each requirement. */
export function requirementPages(site: Site): readonly SiteFile[] {
  const all = keepersOf(site)
  const documents = group(all, ({ row }) => row.source)
  return [
    list(site, documents),
    ...[...documents].map(([source, kept]) => documentPage(site, source, kept)),
    ...all.map((kept) => requirementPage(site, kept)),
  ]
}

interface Tally {
  readonly kept: number
  readonly broken: number
  readonly open: number
}

function tallyOf(standings: readonly Standing[]): Tally {
  const count = (...kinds: readonly VerdictKind[]): number =>
    standings.filter(({ row }) => kinds.includes(row.verdict)).length
  return { kept: count('pass'), broken: count('fail', 'warn'), open: count('inconclusive', 'error') }
}

/** "kept by 5 of 8, undecided at 1": newest versions only. */
function tallied(standings: readonly Standing[]): string {
  const { kept, broken, open } = tallyOf(standings)
  const decided = kept + broken
  const first = decided === 0 ? 'decided nowhere' : `kept by ${kept} of ${decided}`
  return open === 0 ? first : `${first}, undecided at ${open}`
}

function list(site: Site, documents: ReadonlyMap<string, readonly Kept[]>): SiteFile {
  const sections = [...documents].map(([source, kept]) => {
    const rows = kept.map(
      ({ row, standings }) =>
        html`<li><a href="${relative(paths.requirements, paths.requirement(row.id))}">${brief(row.id, 120)}</a> <small>${row.level}, ${tallied(newestOnly(standings))}</small></li>
`,
    )
    const title = titleOf(source)
    return html`<h2 id="${slugOf(source)}"><a href="${relative(paths.requirements, paths.document(source))}">${brief(source, 80)}</a> <small>${title !== undefined && `${title}, `}${count(kept.length, 'requirement')}</small></h2><ul class="list">${rows}</ul>`
  })
  return framed(site, {
    path: paths.requirements,
    title: 'Requirements',
    trail: [{ text: 'Servers', path: paths.home }],
    lead: 'Every requirement that some server here was held to, by document. Numbers count servers in their newest version.',
    body: html`${sections}`,
  })
}

function documentPage(site: Site, source: string, kept: readonly Kept[]): SiteFile {
  const path = paths.document(source)
  const servers = site.servers.filter((server) =>
    kept.some((each) => each.standings.some((one) => one.server === server)),
  )
  const table = servers.length > widest ? tally(path, kept) : grid(site, path, kept, servers)
  const title = titleOf(source)
  return framed(site, {
    path,
    title: title === undefined ? source : `${source}: ${title}`,
    trail: [
      { text: 'Servers', path: paths.home },
      { text: 'Requirements', path: paths.requirements },
    ],
    lead: `${count(kept.length, 'requirement')}; each server in its newest version.`,
    body: html`${table}${downloads(path, `documents/${slugOf(source)}`)}${signs()}`,
  })
}

const shownKinds = ['pass', 'fail', 'warn', 'inconclusive', 'not-applicable'] as const

const signs = (): Html =>
  html`<ul class="legend" aria-label="Signs">${shownKinds.map((kind) => html`<li>${chip(kind)} ${looks[kind].meaning}</li>`)}</ul>`

function heading({ row }: Kept, path: string): Html {
  return html`<th scope="row"><a href="${relative(path, paths.requirement(row.id))}">${brief(row.id, 120)}</a><small>${row.level}${row.section !== '' && html`, section ${brief(row.section, 40)}`}</small></th>`
}

function grid(site: Site, path: string, kept: readonly Kept[], servers: Site['servers']): Html {
  const heads = servers.map(
    (server) =>
      html`<th scope="col" class="tall"><div><a href="${relative(path, paths.server(server.slug))}">${brief(server.name, 32)}</a><small>${brief(server.newest.label, 24)}</small></div></th>`,
  )
  const rows = kept.map((each) => {
    const newest = new Map(newestOnly(each.standings).map((one) => [one.server, one]))
    const cells = servers.map((server) => {
      const own = newest.get(server)
      if (own === undefined) return html`<td class="na">–<span class="vh">does not apply</span></td>`
      const { verdict } = own.row
      const title = `${looks[verdict].label}: ${provenance(server.title, own.version.label, own.run)}`
      return html`<td class="v-${verdict}${isOld(site, own.run) && ' aged'}" title="${brief(title, 200)}"><span class="sign" aria-hidden="true">${looks[verdict].sign}</span><span class="vh">${looks[verdict].label}</span></td>`
    })
    return html`<tr id="${slugOf(each.row.id)}">${heading(each, path)}${cells}</tr>
`
  })
  return scrolling(
    'Requirements by server',
    html`<table class="matrix"><thead><tr><th scope="col">Requirement</th>${heads}</tr></thead><tbody>${rows}</tbody></table>`,
  )
}

function tally(path: string, kept: readonly Kept[]): Html {
  const rows = kept.map((each) => {
    const { kept: held, broken, open } = tallyOf(newestOnly(each.standings))
    return html`<tr id="${slugOf(each.row.id)}">${heading(each, path)}<td class="num">${held}</td><td class="num">${broken}</td><td class="num">${open}</td></tr>
`
  })
  return html`<table class="full"><thead><tr><th scope="col">Requirement</th><th scope="col" class="num">kept by</th><th scope="col" class="num">not kept by</th><th scope="col" class="num">undecided at</th></tr></thead><tbody>${rows}</tbody></table>`
}

const order: readonly VerdictKind[] = ['fail', 'warn', 'inconclusive', 'error', 'pass', 'not-applicable']

function requirementPage(site: Site, { row, standings }: Kept): SiteFile {
  const path = paths.requirement(row.id)
  const known = new Set(standings.map(({ version }) => version))
  const idle = site.servers.flatMap((server) =>
    server.versions.filter((version) => !known.has(version)).map((version) => ({ server, version })),
  )
  const sorted = standings.toSorted((one, other) => order.indexOf(one.row.verdict) - order.indexOf(other.row.verdict))
  const rows = sorted.slice(0, longest).map((each) => {
    const { server, version, run, row: own } = each
    const finding = run.report.findings.find(({ requirements }) => requirements.includes(own.id))
    return html`<tr><th scope="row"><a href="${relative(path, paths.server(server.slug))}">${brief(server.title, 80)}</a></th><td data-label="version">${brief(version.label, 40)}</td><td>${chip(own.verdict)}</td><td>${finding !== undefined && html`<a href="${relative(path, paths.server(server.slug))}#finding-${slugOf(finding.id)}">${brief(finding.title, 160)}</a>`}</td><td data-label="recorded">${dated(site, run)}</td><td data-label="by">grantcheck ${brief(run.report.tool.version, 20)}, profile ${brief(run.report.profile.id, 40)} ${brief(run.report.profile.version, 20)}</td></tr>
`
  })
  return framed(site, {
    path,
    title: row.id,
    trail: [
      { text: 'Servers', path: paths.home },
      { text: 'Requirements', path: paths.requirements },
      { text: row.source, path: paths.document(row.source) },
    ],
    lead: html`<p>${brief(row.requirement, 1000)}</p><p><b>${row.level}</b>, ${brief(row.source, 80)}${row.section !== '' && html` section ${sectionLinks(row.source, row.section)}`}: ${tallied(newestOnly(standings))} (newest versions). In plain words: <code>grantcheck explain ${brief(row.id, 120)}</code></p>`,
    body: html`<h2 id="servers">Who keeps it</h2>
${rows.length === 0 ? html`<p>It applies to no server here.</p>` : html`<table class="full stack"><thead><tr><th scope="col">Server</th><th scope="col">Version</th><th scope="col">Verdict</th><th scope="col">Finding</th><th scope="col">Recorded</th><th scope="col">By</th></tr></thead><tbody>${rows}</tbody></table>`}${sorted.length > longest && html`<p>${sorted.length - longest} more in the data.</p>`}
${downloads(path, `documents/${slugOf(row.source)}`)}
${idle.length > 0 && html`<p class="lead">Does not apply to, or was not asked of: ${idle.slice(0, longest).map(({ server, version }, index) => html`${index > 0 && ', '}${brief(server.title, 60)} ${brief(version.label, 40)}`)}.</p>`}`,
  })
}
