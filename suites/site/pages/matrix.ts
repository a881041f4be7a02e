import { brief, type Html, html } from '../../../reports/html/escape.ts'
import { titleOf } from '../document-titles.ts'
import { dayOf, rowId } from '../gather.ts'
import type { Site, SiteRun, SiteServer, SiteVersion } from '../model.ts'
import { inOrder } from '../names.ts'
import { isOld, provenance, scrolling, shareCell } from '../parts.ts'
import { paths, relative } from '../paths.ts'
import { byDocument, shareOf } from '../share.ts'

/** A column: a server in one version, judged by one profile. */
export interface MatrixColumn {
  readonly server: SiteServer
  readonly version: SiteVersion
  readonly run: SiteRun
}

/** More columns than this are another table: nobody reads a wider one. */
export const widest = 24

/** Servers x documents: how many of the requirements that could be decided hold. */
export function matrix(site: Site, from: string, caption: string, columns: readonly MatrixColumn[]): Html {
  const read = columns.map((column) => ({ ...column, documents: byDocument(column.run.report) }))
  const documents = [...new Set(read.flatMap((column) => [...column.documents.keys()]))].sort(inOrder)
  const heads = read.map(
    ({ server, version, run }) =>
      html`<th scope="col" class="tall"><div><a href="${relative(from, paths.server(server.slug))}">${brief(server.name, 32)}</a><small>${brief(version.label, 24)}</small><small>${dayOf(run)}${isOld(site, run) && ' (old)'}</small></div></th>`,
  )
  const rows = documents.map((source) => {
    const title = titleOf(source)
    const cells = read.map(({ server, version, run, documents: own }) =>
      shareCell(
        shareOf(own.get(source) ?? []),
        provenance(server.title, version.label, run),
        `${relative(from, paths.server(server.slug))}#${rowId(site, server, run.report.profile.id, source)}`,
        isOld(site, run),
      ),
    )
    return html`<tr><th scope="row"><a href="${relative(from, paths.document(source))}">${brief(source, 60)}</a>${title !== undefined && html`<small>${title}</small>`}</th>${cells}</tr>
`
  })
  return scrolling(
    caption,
    html`<table class="matrix"><caption>${caption}</caption><thead><tr><th scope="col">Document</th>${heads}</tr></thead><tbody>${rows}</tbody></table>`,
  )
}
