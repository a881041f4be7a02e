import { brief, type Html, html } from '../../../reports/html/escape.ts'
import { count } from '../../../reports/text.ts'
import type { Change } from '../../compare/compare.ts'
import { type Changed, type ChangeGroup, type ChangeParts, changedIn } from '../changed.ts'
import { framed } from '../frame.ts'
import type { Site, SiteFile } from '../model.ts'
import { dated, downloads } from '../parts.ts'
import { paths, relative } from '../paths.ts'
import { keepersOf } from '../requirements.ts'

/** Rows of one list; the data has them all. */
const longest = 250

/** What changed between two versions of a server, a page for each pair. */
export function changePages(site: Site): readonly SiteFile[] {
  return site.servers.flatMap((server) => changedIn(site, server)).map((changed) => changePage(site, changed))
}

function changePage(site: Site, changed: Changed): SiteFile {
  const { server, before, after, path, comparisons } = changed
  const texts = new Map(keepersOf(site).map(({ row }) => [row.id, row.requirement]))
  return framed(site, {
    path,
    title: `${server.title}: ${before.label} → ${after.label}`,
    trail: [
      { text: 'Servers', path: paths.home },
      { text: server.title, path: paths.server(server.slug) },
    ],
    lead: html`<p>What changed between the two versions, in the same configuration and judged by the same profile. ${count(changed.better, 'requirement')} better, ${changed.worse} worse.</p>`,
    body: html`${comparisons.map(
      (each) => html`<h2>Profile ${brief(each.profile, 60)}</h2>
<p class="lead">${brief(before.label, 40)}: ${dated(site, each.before)}, grantcheck ${brief(each.before.report.tool.version, 20)}. ${brief(after.label, 40)}: ${dated(site, each.after)}, grantcheck ${brief(each.after.report.tool.version, 20)}. ${each.before.report.profile.version !== each.after.report.profile.version && html`<b>The versions of the profile differ (${brief(each.before.report.profile.version, 20)}, ${brief(each.after.report.profile.version, 20)}), so the checks may too.</b>`} ${count(each.parts.same, 'check')} the same.</p>
${lists(each.parts, path, texts)}`,
    )}${downloads(path, `changes/${server.slug}_${before.slug}_${after.slug}`)}`,
  })
}

function lists(parts: ChangeParts, path: string, texts: ReadonlyMap<string, string>): Html {
  const made = [
    section('Worse: held before, and does not hold now', parts.worse, path, texts),
    section('Better: holds now, or only warns', parts.better, path, texts),
    section('Newly offered, and not as it should be', parts.offered, path, texts),
    section('Undecided in one of the two', parts.undecided, path, texts),
    operations(parts.limitations),
    folded(parts.other, path, texts),
  ]
  const empty = made.every(({ html: text }) => text === '')
  return empty ? html`<p>Nothing changed.</p>` : html`${made}`
}

/** Long, and seldom what somebody looks for. */
function folded(groups: readonly ChangeGroup[], path: string, texts: ReadonlyMap<string, string>): Html {
  if (groups.length === 0) return html``
  return html`<details class="panel"><summary>${count(groups.length, 'requirement')} that apply now, or no longer</summary>${section('Applies now, or no longer', groups, path, texts)}</details>`
}

function section(
  title: string,
  groups: readonly ChangeGroup[],
  path: string,
  texts: ReadonlyMap<string, string>,
): Html {
  if (groups.length === 0) return html``
  const rows = groups.slice(0, longest).map(({ requirement, before, after, changes }) => {
    const [first] = changes
    const text = requirement === undefined ? undefined : texts.get(requirement)
    return html`<tr><th scope="row">${requirement === undefined || text === undefined ? brief(requirement ?? first?.id ?? '', 160) : html`<a href="${relative(path, paths.requirement(requirement))}">${brief(requirement, 120)}</a><small>${brief(text, 200)}</small>`}</th><td class="verdict">${brief(before, 20)} → <b>${brief(after, 20)}</b> <small>${count(changes.length, 'check')}</small></td><td><small>${brief(first?.because ?? '', 300)}</small></td></tr>
`
  })
  return html`<h3>${title} <small>${count(groups.length, 'requirement')}</small></h3><table class="full stack"><thead><tr><th scope="col">Requirement</th><th scope="col">Verdict</th><th scope="col">Seen in the later one</th></tr></thead><tbody>${rows}</tbody></table>${groups.length > longest && html`<p>${groups.length - longest} more in the data.</p>`}`
}

const words: Readonly<Record<string, string>> = { upheld: 'does nothing', violated: 'works', inconclusive: 'undecided' }

function operations(changes: readonly Change[]): Html {
  if (changes.length === 0) return html``
  const said = (outcome: string | undefined): string =>
    outcome === undefined ? 'not tried' : (words[outcome] ?? outcome)
  return html`<h3>Refresh, revocation, introspection</h3><ul class="panel">${changes.map(({ id, before, after }) => html`<li>${brief(id.replace('limitation ', ''), 60)}: ${said(before)} → <b>${said(after)}</b></li>`)}</ul>`
}
