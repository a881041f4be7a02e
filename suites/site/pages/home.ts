import { brief, type Html, html } from '../../../reports/html/escape.ts'
import { count } from '../../../reports/text.ts'
import type { Finding, Report } from '../../model/report.ts'
import { type Changed, changedIn } from '../changed.ts'
import { framed, type SitePage } from '../frame.ts'
import { newestBy, runBy } from '../gather.ts'
import type { Site, SiteFile, SiteServer } from '../model.ts'
import { slugOf } from '../names.ts'
import { conclusionChip, dated, downloads, effectChip, isOld, provenance, shareCell } from '../parts.ts'
import { paths, relative } from '../paths.ts'
import { keepersOf } from '../requirements.ts'
import { findingsIn, requirementsIn, shareOf } from '../share.ts'
import { type MatrixColumn, matrix, widest } from './matrix.ts'

/** The first page: every server, then servers x documents. */
export function homePages(site: Site): readonly SiteFile[] {
  const [profile = 'rfc', ...others] = site.profiles
  const tables = matrixPages(site, profile, paths.home)
  const [first, ...more] = tables
  const body = html`${serverTable(site, profile, paths.home)}
${first?.body}
${
  more.length > 0 &&
  html`<p>More servers: ${more.map(({ page }, index) => html`<a href="${relative(paths.home, page)}">table ${index + 2}</a> `)}</p>`
}
${legend()}
${effectTable(site, profile, paths.home)}
${others.length > 0 && html`<h2 id="profiles">Other profiles</h2><p>The tables above count what the profile ${profile} asks. The same, and what refresh, revocation and introspection do where a profile asks it: ${others.map((id) => html`<a href="${paths.profile(id)}">${brief(id, 60)}</a> `)}</p>`}
${changes(site)}
${commonly(site, profile)}`
  const home: SitePage = {
    path: paths.home,
    title: site.title,
    trail: [],
    lead: html`<p>${count(site.servers.length, 'server')} against the documents of OAuth for machines: client registration, client credentials, JWT access tokens, introspection, revocation. Every number leads to the requirement, the exchange that decides it, and the command that repeats it.</p>`,
    body,
  }
  return [
    framed(site, home),
    ...more.map(({ page, body: table }, index) =>
      framed(site, {
        path: page,
        title: `Servers and documents, table ${index + 2}`,
        trail: [{ text: 'Servers', path: paths.home }],
        body: html`${table}${legend()}`,
      }),
    ),
    ...others.flatMap((id) => profilePages(site, id)),
  ]
}

function profilePages(site: Site, profile: string): readonly SiteFile[] {
  const tables = matrixPages(site, profile, paths.profile(profile))
  return tables.map(({ page, body }, index) =>
    framed(site, {
      path: page,
      title: index === 0 ? `Profile ${profile}` : `Profile ${profile}, table ${index + 1}`,
      trail: [{ text: 'Servers', path: paths.home }],
      body: html`${index === 0 && serverTable(site, profile, page)}${index === 0 && effectTable(site, profile, page)}${body}${
        index === 0 &&
        tables.slice(1).map((table, at) => html`<p><a href="${relative(page, table.page)}">table ${at + 2}</a></p>`)
      }${legend()}`,
    }),
  )
}

/** The matrix of a profile, in as many tables as it needs. The first one stands on the page itself. */
function matrixPages(site: Site, profile: string, first: string): readonly { page: string; body: Html }[] {
  const columns = site.servers.flatMap((server): readonly MatrixColumn[] => {
    const newest = newestBy(server, profile)
    return newest === undefined ? [] : [{ server, ...newest }]
  })
  const parts = Array.from({ length: Math.max(1, Math.ceil(columns.length / widest)) }, (_, index) =>
    columns.slice(index * widest, (index + 1) * widest),
  )
  return parts.map((part, index) => {
    const page = index === 0 ? first : `profiles/${slugOf(profile)}_${index + 1}.html`
    const caption = `Requirements of the profile ${profile} that hold, of those that could be decided; the newest version of each server`
    return {
      page,
      body: html`<h2 id="documents">Servers and documents</h2>${matrix(site, page, caption, part)}${downloads(page, 'results')}`,
    }
  })
}

function serverTable(site: Site, profile: string, from: string): Html {
  const rows = site.servers.flatMap((server) => {
    const newest = newestBy(server, profile)
    if (newest === undefined) return from === paths.home ? [otherRow(site, server, from)] : []
    const { version, run } = newest
    const share = shareOf(requirementsIn(run.report))
    const earlier = server.versions.length - 1
    return [
      html`<tr><th scope="row"><a href="${relative(from, paths.server(server.slug))}"><b>${brief(server.title, 80)}</b></a><small>${brief(version.label, 40)}${earlier > 0 && `, and ${count(earlier, 'other version')}`}</small>${notable(run.report)}</th>
${shareCell(share, provenance(server.title, version.label, run), undefined, isOld(site, run))}<td class="num${share.failed > 0 && ' v-fail'}" data-label="MUST violated">${share.failed}</td><td class="num${share.warned > 0 && ' v-warn'}" data-label="SHOULD not followed">${share.warned}</td><td class="num${share.open > 0 && ' v-inconclusive'}" data-label="undecided">${share.open}</td><td data-label="findings">${tallied(findingsIn(run.report))}</td><td data-label="recorded">${dated(site, run)}<small>grantcheck ${brief(run.report.tool.version, 20)}</small></td></tr>
`,
    ]
  })
  return html`<h2 id="servers">Servers</h2><table class="full stack servers"><caption>Requirements of the profile ${profile}; the newest version of each server</caption><thead><tr><th scope="col">Server</th><th scope="col">Hold, of those decided</th><th scope="col" class="num">MUST violated</th><th scope="col" class="num">SHOULD not followed</th><th scope="col" class="num">Undecided</th><th scope="col">Findings</th><th scope="col">Recorded</th></tr></thead><tbody>${rows}</tbody></table>${downloads(from, 'servers')}`
}

/** That something is violated, the numbers say; any other conclusion is said. */
const notable = (report: Report): Html | false =>
  (report.conclusion !== 'nonconformant' || report.partial !== undefined || !report.complete) &&
  html` ${conclusionChip(report)}`

/** What refresh, revocation and introspection do for a token of the client credentials grant, where the profile asks that. */
function effectTable(site: Site, profile: string, from: string): Html {
  const rows = site.servers.flatMap((server) => {
    const newest = newestBy(server, profile)
    if (newest === undefined || newest.run.report.limitations.length === 0) return []
    const { version, run } = newest
    const cells = operations.map((id) => {
      const found = run.report.limitations.find((each) => each.id === id)
      return html`<td data-label="${id}" title="${brief(provenance(server.title, version.label, run), 200)}">${found !== undefined && html`${effectChip(found)} <small>${brief(found.because, 200)}</small>`}</td>`
    })
    return [
      html`<tr><th scope="row"><a href="${relative(from, paths.server(server.slug))}#limitations">${brief(server.title, 80)}</a><small>${brief(version.label, 40)}, ${dated(site, run)}</small></th>${cells}</tr>
`,
    ]
  })
  if (rows.length === 0) return html``
  return html`<h2 id="operations">Refresh, revocation and introspection</h2><p class="lead">What each does for a token of the client credentials grant. That an operation works is no fault: only some servers document that it does nothing.</p><table class="full stack"><thead><tr><th scope="col">Server</th>${operations.map((id) => html`<th scope="col">${id}</th>`)}</tr></thead><tbody>${rows}</tbody></table>${downloads(from, 'limitations')}`
}

const operations = ['refresh', 'revocation', 'introspection'] as const

/** A server that was judged by other profiles only. */
function otherRow(site: Site, server: SiteServer, from: string): Html {
  const profiles = server.newest.runs.map(({ report }) => report.profile.id).join(', ')
  const [run] = server.newest.runs
  return html`<tr><th scope="row"><a href="${relative(from, paths.server(server.slug))}"><b>${brief(server.title, 80)}</b></a><small>${brief(server.newest.label, 40)}</small></th><td colspan="5">judged by the profile ${brief(profiles, 100)} only</td><td>${run !== undefined && dated(site, run)}</td></tr>
`
}

function tallied(findings: readonly Finding[]): Html {
  const parts = (['security', 'protocol', 'form'] as const).flatMap((name) => {
    const number = findings.filter((finding) => finding.class === name).length
    return number === 0 ? [] : [`${number} ${name}`]
  })
  return html`${parts.length === 0 ? 'none' : parts.join(', ')}`
}

/** How to read a cell. Every sign has a word. */
function legend(): Html {
  return html`<ul class="legend" aria-label="How to read the cells"><li><span class="share p85"><b>85 %</b> <small>34/40</small></span> hold, of those that could be decided</li><li><span class="open">2?</span> apply and could not be decided; they count nowhere</li><li><span class="na">–</span> nothing there applies to the server</li><li><span class="old">120 days old</span> older than 90 days when the site was made</li></ul>`
}

/** What the newest versions changed. */
function changes(site: Site): Html {
  const list = site.servers.flatMap((server) => changedIn(site, server).slice(0, 1))
  if (list.length === 0) return html``
  return html`<h2 id="changes">What the newest versions changed</h2><ul class="panel plain">${list.map((each) => html`<li>${changedLine(each, paths.home)}</li>`)}</ul>`
}

/** "Keycloak 26.0.8 -> 26.7.3: 12 better, 3 worse". */
export function changedLine({ server, before, after, better, worse, path }: Changed, from: string): Html {
  return html`<a href="${relative(from, path)}">${brief(server.title, 60)} ${brief(before.label, 30)} → ${brief(after.label, 30)}</a>: <span${better > 0 && html` class="better"`}>${better} better</span>, <span${worse > 0 && html` class="worse"`}>${worse} worse</span>`
}

/** Requirements that most servers violate: where a document and the world differ, either may be at fault. */
function commonly(site: Site, profile: string): Html {
  const list = keepersOf(site)
    .map((each) => {
      const own = each.standings.filter(
        ({ server, version, run }) =>
          run.report.profile.id === profile &&
          newestBy(server, profile)?.version === version &&
          runBy(version, profile) === run,
      )
      return {
        each,
        violating: own
          .filter(({ row }) => row.verdict === 'fail' || row.verdict === 'warn')
          .map(({ server }) => server),
        decided: own.filter(({ row }) => ['pass', 'fail', 'warn'].includes(row.verdict)).length,
      }
    })
    .filter(({ violating }) => violating.length >= 3)
    .toSorted((one, other) => other.violating.length - one.violating.length)
    .slice(0, 12)
  if (list.length === 0) return html``
  return html`<h2 id="common">What most servers do otherwise</h2><ol class="panel">${list.map(
    ({ each: { row }, violating, decided }) =>
      html`<li><a href="${paths.requirement(row.id)}">${brief(row.requirement, 300)}</a> <small>${row.level}, ${brief(row.source, 60)}${row.section !== '' && html` section ${brief(row.section, 40)}`}: ${violating.length} of ${decided} servers do not</small></li>`,
  )}</ol>`
}
