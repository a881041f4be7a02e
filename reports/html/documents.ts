import type { Report, RequirementReport } from '../../suites/model/report.ts'
import { anchor, type Html, href, html } from './escape.ts'
import { group } from './group.ts'
import { looks, verdictOrder } from './verdicts.ts'

/** Where the checks of a document stand. */
export const documentAnchor = (source: string): string => anchor('document', source)

/** One row for each document: how many of its requirements have which verdict. Those with failures first. */
export function documents({ requirements }: Report): Html {
  if (requirements.length === 0) return html``
  const shown = verdictOrder.filter((kind) => requirements.some(({ verdict }) => verdict === kind))
  const rows = [...group(requirements, ({ source }) => source)]
    .map(([source, list]) => ({ source, counts: shown.map((kind) => numberOf(list, kind)), all: list.length }))
    .sort((one, other) => compare(one.counts, other.counts))
  return html`<table class="documents"><caption>Requirements by document</caption><thead><tr><th scope="col">Document</th>${shown.map(
    (kind) => html`<th scope="col"><span aria-hidden="true">${looks[kind].sign}</span> ${looks[kind].label}</th>`,
  )}<th scope="col">all</th></tr></thead>
<tbody>${rows.map(
    ({ source, counts, all }) =>
      html`<tr><th scope="row"><a href="${href(documentAnchor(source))}">${source}</a></th>${counts.map(
        (number, at) => html`<td class="v-${shown[at]}">${number > 0 && number}</td>`,
      )}<td>${all}</td></tr>`,
  )}</tbody></table>`
}

const numberOf = (list: readonly RequirementReport[], kind: string): number =>
  list.filter(({ verdict }) => verdict === kind).length

/** By the first column in which they differ, most first. */
function compare(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((number, index) => number !== other[index])
  return at < 0 ? 0 : (other[at] ?? 0) - (one[at] ?? 0)
}
