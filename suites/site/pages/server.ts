import { causesOf } from '../../../reports/causes.ts'
import { demandOf, extent, historyOf } from '../../../reports/findings.ts'
import { brief, type Html, html } from '../../../reports/html/escape.ts'
import { group } from '../../../reports/html/group.ts'
import { source } from '../../../reports/html/source.ts'
import { chip } from '../../../reports/html/verdicts.ts'
import { repeatOf } from '../../../reports/repeat.ts'
import { count } from '../../../reports/text.ts'
import type { Finding } from '../../model/report.ts'
import { badgeName } from '../badges.ts'
import { changedIn } from '../changed.ts'
import { titleOf } from '../document-titles.ts'
import { excerpt } from '../excerpt.ts'
import { framed } from '../frame.ts'
import { rowId, runBy } from '../gather.ts'
import type { ServerReview, Site, SiteFile, SiteRun, SiteServer, SiteVersion } from '../model.ts'
import { inOrder, slugOf } from '../names.ts'
import { conclusionChip, dated, downloads, effectChip, isOld, provenance, scrolling, shareCell } from '../parts.ts'
import { paths, relative } from '../paths.ts'
import { reviewsOfFinding, type Sighting, sightingsIn, toldIn } from '../seen.ts'
import { byDocument, requirementsIn, shareOf } from '../share.ts'
import { changedLine } from './home.ts'

/** Versions side by side at most; the data has them all. */
const columns = 8
/** Characters of exchanges on one page: a page is below 500 kB. */
const room = 230_000
/** Findings told at length. */
const cards = 120

/** All about one server. */
export function serverPage(site: Site, server: SiteServer): SiteFile {
  const path = paths.server(server.slug)
  const shown = server.versions.slice(-columns)
  const { about } = server
  const [first, ...others] = site.profiles.filter((id) => server.versions.some((version) => runBy(version, id)))
  return framed(site, {
    path,
    title: server.title,
    trail: [{ text: 'Servers', path: paths.home }],
    body: html`${facts(site, server, path)}<nav class="legend" aria-label="On this page"><a href="#versions">Versions</a>${server.versions.length > 1 && html`<a href="#changes">What changed</a>`}<a href="#limitations">Refresh, revocation, introspection</a><a href="#findings">Findings</a><a href="#undecided">Undecided</a>${about.notes.length > 0 && html`<a href="#notes">Notes</a>`}<a href="#badges">Badges</a></nav>
<div class="split"><div>${first !== undefined && versions(site, server, shown, first, path, true)}</div><div>${changes(site, server, path)}
${limitations(site, server, shown)}${others.map((profile) => versions(site, server, shown, profile, path, false))}</div></div>
${findings(server, shown, path)}
${undecided(server)}
${about.notes.length > 0 && html`<h2 id="notes">What a reader must know</h2><ul class="panel">${about.notes.map((note) => html`<li>${brief(note, 1000)}</li>`)}</ul>`}
${badges(site, server, path)}`,
  })
}

function facts(site: Site, { about, newest, slug }: SiteServer, path: string): Html {
  const [run] = newest.runs
  if (run === undefined) return html``
  const { target } = run.report
  return html`<dl class="facts panel"><div><dt>Newest version here</dt><dd><b>${brief(newest.label, 60)}</b></dd></div>
<div><dt>Recorded</dt><dd>${dated(site, run)}, by grantcheck ${brief(run.report.tool.version, 20)}</dd></div>
<div><dt>Configuration</dt><dd>${about.target === undefined ? html`<code>${brief(target.named, 120)}</code>` : html`<a href="${relative(path, paths.target(slug))}">${brief(about.target.name, 120)}</a>, the target file`}. Other configurations may differ.</dd></div>
${about.source !== undefined && html`<div><dt>From</dt><dd>${brief(about.source, 200)}</dd></div>`}
${about.command !== undefined && html`<div><dt>Run it yourself</dt><dd><code>${brief(about.command, 200)}</code></dd></div>`}
<div class="broad"><dt>Offers</dt><dd><small>${target.capabilities.length === 0 ? 'nothing that the suite knows' : brief(target.capabilities.join(', '), 600)}</small></dd></div></dl>`
}

function versions(
  site: Site,
  server: SiteServer,
  shown: readonly SiteVersion[],
  profile: string,
  path: string,
  isFirst: boolean,
): Html {
  const judged = shown.flatMap((version) => {
    const run = runBy(version, profile)
    return run === undefined ? [] : [{ version, run, documents: byDocument(run.report) }]
  })
  if (judged.length === 0) return html``
  const documents = [...new Set(judged.flatMap((each) => [...each.documents.keys()]))].sort(inOrder)
  const heads = judged.map(
    ({ version, run }) =>
      html`<th scope="col"><b>${brief(version.label, 40)}</b><br>${dated(site, run)}<br>grantcheck ${brief(run.report.tool.version, 20)}</th>`,
  )
  const rows = documents.map((source) => {
    const title = titleOf(source)
    return html`<tr id="${rowId(site, server, profile, source)}"><th scope="row"><a href="${relative(path, paths.document(source))}">${brief(source, 80)}</a>${title !== undefined && html` <small>${title}</small>`}</th>${judged.map(
      ({ version, run, documents: own }) =>
        shareCell(
          shareOf(own.get(source) ?? []),
          provenance(server.title, version.label, run),
          undefined,
          isOld(site, run),
        ),
    )}</tr>
`
  })
  const caption = `Requirements of the profile ${profile} ${judged.at(-1)?.run.report.profile.version ?? ''} that hold, of those that could be decided`
  const table = html`<table class="matrix"><caption>${brief(caption, 200)}</caption><thead><tr><th scope="col">Document</th>${heads}</tr></thead>
<tbody><tr><th scope="row">Conclusion</th>${judged.map(({ run }) => html`<td>${conclusionChip(run.report)}</td>`)}</tr>
<tr><th scope="row">All documents</th>${judged.map(({ version, run }) => shareCell(shareOf(requirementsIn(run.report)), provenance(server.title, version.label, run), undefined, isOld(site, run)))}</tr>
${rows}</tbody></table>`
  const left = server.versions.length - shown.length
  const whole = html`${left > 0 && html`<p>${count(left, 'older version')} only in the data.</p>`}${scrolling(caption, table)}${violated(judged.at(-1)?.run, path)}${downloads(path, `servers/${server.slug}`)}`
  if (isFirst) return html`<h2 id="versions">Versions side by side</h2>${whole}`
  const newest = judged.at(-1)?.run.report
  const { held, decided } = shareOf(newest === undefined ? [] : requirementsIn(newest))
  return html`<details class="panel"><summary><b>Profile ${brief(profile, 60)}</b>: ${held} of ${decided} hold</summary>${whole}</details>`
}

/** Requirements that the newest version violates, by document, folded. */
function violated(run: SiteRun | undefined, path: string): Html {
  const rows =
    run === undefined
      ? []
      : requirementsIn(run.report).filter(({ verdict }) => verdict === 'fail' || verdict === 'warn')
  if (rows.length === 0) return html``
  const documents = [...group(rows, ({ source }) => source)].toSorted(([one], [other]) => inOrder(one, other))
  return html`<details><summary>${count(rows.length, 'requirement')} that the newest version does not keep, by document</summary>${documents.map(
    ([document, list]) =>
      html`<h3>${brief(document, 80)}</h3><ul class="plain">${list.map(
        (row) =>
          html`<li>${chip(row.verdict)} <a href="${relative(path, paths.requirement(row.id))}">${brief(row.id, 120)}</a> ${brief(row.requirement, 300)}</li>`,
      )}</ul>`,
  )}</details>`
}

function changes(site: Site, server: SiteServer, path: string): Html {
  const list = changedIn(site, server)
  if (list.length === 0) return html``
  return html`<h2 id="changes">What changed</h2><ul class="panel plain">${list.map((each) => html`<li>${changedLine(each, path)}</li>`)}</ul>`
}

function limitations(site: Site, server: SiteServer, shown: readonly SiteVersion[]): Html {
  const told = shown.flatMap((version) => {
    const run = version.runs.find(({ report }) => report.limitations.length > 0)
    return run === undefined ? [] : [{ version, run }]
  })
  const newest = told.at(-1)
  if (newest === undefined)
    return html`<h2 id="limitations">Refresh, revocation and introspection</h2><p>No result here is about what these do for a token of the client credentials grant.</p>`
  const rows = newest.run.report.limitations.map(({ id, title }) => {
    const cells = told.map(({ version, run }) => {
      const found = run.report.limitations.find((each) => each.id === id)
      return html`<td title="${brief(provenance(server.title, version.label, run), 200)}" data-label="${brief(version.label, 40)}">${found !== undefined && html`${effectChip(found)} <small>${brief(found.because, 400)}</small>`}</td>`
    })
    return html`<tr><th scope="row">${brief(title, 100)}</th>${cells}</tr>
`
  })
  const heads = told.map(
    ({ version, run }) => html`<th scope="col">${brief(version.label, 40)}<br>${dated(site, run)}</th>`,
  )
  return html`<h2 id="limitations">Refresh, revocation and introspection</h2><p class="lead">What each does for a token of the client credentials grant. That an operation works is no fault: only some servers document that it does nothing, since they do not store such tokens.</p>
<table class="full stack"><thead><tr><th scope="col">Operation</th>${heads}</tr></thead><tbody>${rows}</tbody></table>${downloads(paths.server(server.slug), 'limitations')}`
}

/** The newest version first; what an earlier one had and it has not comes last. */
function findings(server: SiteServer, shown: readonly SiteVersion[], path: string): Html {
  const byVersion = shown.map((version) => new Map(sightingsIn(server, version).map((each) => [each.finding.id, each])))
  const latest = new Map<string, Sighting>()
  for (const seen of byVersion.toReversed()) for (const [id, each] of seen) if (!latest.has(id)) latest.set(id, each)
  if (latest.size === 0) return html`<h2 id="findings">Findings</h2><p>Nothing failed and nothing warned.</p>`
  const list = [...latest.values()]
  const heads = shown.map((version) => html`<th scope="col">${brief(version.label, 40)}</th>`)
  const rows = list.map(({ finding }) => {
    const cells = byVersion.map((seen, index) => {
      const own = seen.get(finding.id)
      const run = own?.run ?? shown[index]?.runs[0]
      const title = run === undefined ? '' : provenance(server.title, shown[index]?.label ?? '', run)
      return own === undefined
        ? html`<td class="na" title="${brief(title, 200)}">–<span class="vh">not seen</span></td>`
        : html`<td title="${brief(title, 200)}">${chip(own.finding.severity)}</td>`
    })
    return html`<tr><th scope="row"><a href="#finding-${slugOf(finding.id)}">${brief(finding.title, 200)}</a> <small>${finding.class}${judgedBy(server, finding)}</small></th>${cells}</tr>
`
  })
  let left = room
  const told = list.slice(0, cards).map((sighting) => {
    const gone = sighting.version !== server.newest
    const made = card(sighting, path, left, gone)
    left -= made.spent
    return made.card
  })
  return html`<h2 id="findings">Findings <small>${list.length}: each is one root cause, however many checks saw it</small></h2>
${scrolling('Findings by version', html`<table class="full"><thead><tr><th scope="col">Finding</th>${heads}</tr></thead><tbody>${rows}</tbody></table>`)}${downloads(path, 'findings')}
${told}${list.length > cards && html`<p>The data has all ${list.length}.</p>`}`
}

/** A finding that a person calls intended is one, and says so. */
function judgedBy(server: SiteServer, finding: Finding): string {
  const words = new Set(reviewsOfFinding(server, finding).map(({ judgement }) => judgement))
  return words.size === 0 ? '' : `; read by a person: ${[...words].join(', ')}`
}

function card(sighting: Sighting, path: string, left: number, gone: boolean): { card: Html; spent: number } {
  const { server, version, run, finding } = sighting
  const told = toldIn(run, finding.id)
  const exchange = run.exchanges.find(({ id }) => id === finding.exchange)
  const shown = exchange === undefined ? undefined : excerpt(exchange)
  const fits = shown !== undefined && shown.html.length <= left
  const first = told?.observations[0]
  const history = historyOf(finding)
  const requirements = told?.requirements.slice(0, 12) ?? []
  const made = html`<article class="card ${gone ? 'v-not-applicable' : `v-${finding.severity}`}" id="finding-${slugOf(finding.id)}"><h3>${chip(finding.severity)} <a href="${relative(path, paths.finding(finding.id))}">${brief(finding.title, 300)}</a></h3>
${gone && html`<p>In ${brief(version.label, 40)}; not seen in ${brief(server.newest.label, 40)}.</p>`}
${history !== '' && html`<p>${brief(history, 400)}</p>`}
<dl>${first !== undefined && html`<div class="row against"><dt>expected</dt><dd class="v-pass">${brief(first.expected, 400)}</dd></div><div class="row against"><dt>observed</dt><dd class="${gone ? 'v-not-applicable' : `v-${finding.severity}`}">${brief(first.observed, 400)}</dd></div>`}
${requirements.length > 0 && html`<div class="row"><dt>asked by</dt><dd><ul class="plain">${requirements.map((row) => html`<li><a href="${relative(path, paths.requirement(row.id))}">${brief(row.id, 120)}</a> <small>${source(row)}</small> ${brief(demandOf(finding, row), 300)}</li>`)}</ul>${(told?.requirements.length ?? 0) > requirements.length && 'and more'}</dd></div>`}
<div class="row"><dt>extent</dt><dd>${extent(finding)}, profile ${brief(run.report.profile.id, 60)}</dd></div>
<div class="row"><dt>remedy</dt><dd>${brief(finding.remedy, 500)}</dd></div>
${finding.cve !== undefined && html`<div class="row"><dt>same fault as</dt><dd>${brief(finding.cve.join(', '), 300)}</dd></div>`}
${told !== undefined && html`<div class="row"><dt>repeat</dt><dd><code>${brief(repeatOf(told.item, run), 400)}</code></dd></div>`}
${run.isEvidence && html`<div class="row"><dt>judge again</dt><dd><code>grantcheck judge ${brief(run.file, 200)}</code></dd></div>`}</dl>
${reviewsOfFinding(server, finding).slice(0, 3).map(review)}
${fits && shown}${shown !== undefined && !fits && html`<p>The exchange is ${finding.exchange} of the evidence.</p>`}</article>
`
  return { card: made, spent: fits ? shown.html.length : 0 }
}

/** Links only where it is an address or a thread at GitHub; the text is the user's, and is escaped as any other. */
function review({ title, judgement, says, known }: ServerReview): Html {
  const links = known.map((each, index) => {
    const thread = /^([\w.-]+\/[\w.-]+)#(\d+)/u.exec(each)
    const url =
      thread === null ? /^https:\/\/\S+/u.exec(each)?.[0] : `https://github.com/${thread[1]}/issues/${thread[2]}`
    return html`${index > 0 && ', '}${url === undefined ? brief(each, 200) : html`<a href="${url}" rel="noreferrer">${brief(each, 200)}</a>`}`
  })
  return html`<div class="review"><p><b>Read by a person: ${brief(judgement, 60)}.</b> ${brief(title, 200)}</p><p>${brief(says.trim().replace(/\s+/gu, ' '), 900)}</p>${known.length > 0 && html`<p>Known to the project: ${links}</p>`}</div>`
}

/** Why something could not be decided, by profile. */
function undecided(server: SiteServer): Html {
  const seen = new Set<string>()
  const causes = server.newest.runs
    .flatMap(({ report }) => causesOf(report, 'inconclusive'))
    .filter(({ because }) => !seen.has(because) && seen.add(because))
  if (causes.length === 0)
    return html`<h2 id="undecided">Undecided</h2><p>Everything that applies to ${brief(server.newest.label, 60)} was decided.</p>`
  return html`<h2 id="undecided">Undecided in ${brief(server.newest.label, 60)}</h2><p class="lead">It applies, and the run could not tell. Neither kept nor violated.</p><ul class="panel">${causes.slice(0, 60).map(({ because, items }) => html`<li>${brief(because, 400)} <small>(${count(items.length, 'check')})</small></li>`)}</ul>`
}

function badges(site: Site, server: SiteServer, path: string): Html {
  const rows = site.profiles.flatMap((profile) => {
    const name = badgeName(server, profile)
    if (name === undefined) return []
    return [
      html`<li><img src="${relative(path, paths.badge(name))}" alt="Badge: ${brief(server.title, 80)}, profile ${brief(profile, 60)}"> <code>${paths.badge(name)}</code></li>`,
    ]
  })
  return html`<h2 id="badges">Badges</h2><p class="lead">Of the newest version. Each version has a badge too, with the version in its name.</p><ul class="panel plain">${rows}</ul>`
}
