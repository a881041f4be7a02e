import { brief, type Html, html } from '../../../reports/html/escape.ts'
import { chip } from '../../../reports/html/verdicts.ts'
import { count } from '../../../reports/text.ts'
import { framed } from '../frame.ts'
import type { Site, SiteFile } from '../model.ts'
import { slugOf } from '../names.ts'
import { dated, downloads } from '../parts.ts'
import { paths, relative } from '../paths.ts'
import { type FindingKind, kindsOf } from '../seen.ts'

const longest = 1000

/** The list of all kinds of finding, and a page for each. */
export function findingPages(site: Site): readonly SiteFile[] {
  const kinds = kindsOf(site)
  return [list(site, kinds), ...kinds.map((kind) => kindPage(site, kind))]
}

const groups = [
  { class: 'security', title: 'Security', lead: 'Somebody gets what is not theirs.' },
  { class: 'protocol', title: 'Protocol', lead: 'What the documents ask of the server.' },
  { class: 'form', title: 'Form', lead: 'How an answer is written.' },
] as const

function list(site: Site, kinds: readonly FindingKind[]): SiteFile {
  return framed(site, {
    path: paths.findings,
    title: 'Findings',
    trail: [{ text: 'Servers', path: paths.home }],
    lead: 'Each is one root cause, by what it is about; what most servers have comes first.',
    body: html`${groups.map(({ class: name, title, lead }) => {
      const own = kinds.filter(({ finding }) => finding.class === name)
      return own.length === 0 ? html`` : section(name, title, lead, own)
    })}${kinds.length === 0 && html`<p>Nothing failed and nothing warned.</p>`}${downloads(paths.findings, 'findings')}`,
  })
}

function section(name: string, title: string, lead: string, kinds: readonly FindingKind[]): Html {
  const rows = kinds.map((kind) => {
    const servers = new Set(kind.sightings.map(({ server }) => server))
    const named = [...servers].slice(0, 12)
    return html`<tr id="${slugOf(kind.id)}"><th scope="row">${chip(kind.finding.severity)} <a href="${relative(paths.findings, paths.finding(kind.id))}">${brief(kind.finding.title, 200)}</a></th><td class="num" data-label="servers">${servers.size}</td><td><small>${named.map((server, index) => html`${index > 0 && ', '}<a href="${relative(paths.findings, paths.server(server.slug))}#finding-${slugOf(kind.id)}">${brief(server.name, 40)}</a>`)}${servers.size > named.length && ' …'}</small></td></tr>
`
  })
  return html`<h2 id="class-${name}">${title} <small>${lead}</small></h2><table class="full stack"><thead><tr><th scope="col">Finding</th><th scope="col" class="num">Servers</th><th scope="col">Which, in any version</th></tr></thead><tbody>${rows}</tbody></table>`
}

function kindPage(site: Site, { id, finding, sightings }: FindingKind): SiteFile {
  const path = paths.finding(id)
  const requirements = [...new Set(sightings.flatMap((each) => each.finding.requirements))]
  const rows = sightings.slice(0, longest).map(
    ({ server, version, run, finding: own }) =>
      html`<tr><th scope="row"><a href="${relative(path, paths.server(server.slug))}#finding-${slugOf(id)}">${brief(server.title, 80)}</a></th><td data-label="version">${brief(version.label, 40)}${version !== server.newest && html` <small>not the newest here</small>`}</td><td>${chip(own.severity)}</td><td><small>${brief(own.because, 300)}</small></td><td data-label="recorded">${dated(site, run)} <small>grantcheck ${brief(run.report.tool.version, 20)}</small></td></tr>
`,
  )
  const servers = new Set(sightings.map(({ server }) => server)).size
  return framed(site, {
    path,
    title: finding.title,
    trail: [
      { text: 'Servers', path: paths.home },
      { text: 'Findings', path: paths.findings },
    ],
    lead: html`<p><b>${finding.class}</b>, seen at ${count(servers, 'server')}. ${brief(finding.remedy, 600)}${finding.cve !== undefined && html` The same fault as ${brief(finding.cve.join(', '), 300)}.`}</p>`,
    body: html`<table class="full stack"><thead><tr><th scope="col">Server</th><th scope="col">Version</th><th scope="col">Severity</th><th scope="col">Because</th><th scope="col">Recorded</th></tr></thead><tbody>${rows}</tbody></table>${downloads(path, 'findings')}
${requirements.length > 0 && html`<h2 id="requirements">Asked by</h2><ul class="plain panel">${requirements.map((requirement) => html`<li><a href="${relative(path, paths.requirement(requirement))}">${brief(requirement, 120)}</a></li>`)}</ul>`}`,
  })
}
