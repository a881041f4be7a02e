import { brief, html } from '../../../reports/html/escape.ts'
import { framed } from '../frame.ts'
import type { Site, SiteFile } from '../model.ts'
import { paths } from '../paths.ts'
import { keepersOf } from '../requirements.ts'
import { kindsOf } from '../seen.ts'

/** Everything that has a page, as one list: the browser's own search does without scripting, and with scripting the form filters it. */
export function searchPage(site: Site): SiteFile {
  const requirements = keepersOf(site)
  const documents = [...new Set(requirements.map(({ row }) => row.source))]
  const sections = [
    {
      title: 'Servers',
      items: site.servers.map(
        ({ slug, title, name, versions }) =>
          html`<li><a href="${paths.server(slug)}">${brief(title, 80)}</a> <small>${brief(name, 60)} ${brief(versions.map(({ label }) => label).join(', '), 120)}</small></li>
`,
      ),
    },
    {
      title: 'Documents',
      items: documents.map(
        (source) => html`<li><a href="${paths.document(source)}">${brief(source, 80)}</a></li>
`,
      ),
    },
    {
      title: 'Findings',
      items: kindsOf(site).map(
        ({
          id,
          finding,
        }) => html`<li><a href="${paths.finding(id)}">${brief(finding.title, 200)}</a> <small>${finding.class}</small></li>
`,
      ),
    },
    {
      title: 'Requirements',
      items: requirements.map(
        ({
          row,
        }) => html`<li><a href="${paths.requirement(row.id)}">${brief(row.id, 120)}</a> <small>${row.level} ${brief(row.requirement, 160)}</small></li>
`,
      ),
    },
  ]
  return framed(site, {
    path: paths.search,
    title: 'Everything here',
    trail: [{ text: 'Servers', path: paths.home }],
    lead: html`<p id="found" role="status">Servers, documents, findings and requirements. Without scripting, search this page with your browser.</p>`,
    body: html`<div id="everything">${sections.map(({ title, items }) => html`<section><h2>${title}</h2><ul class="list">${items}</ul></section>`)}</div>`,
  })
}
