import { brief, type Html, html } from '../../reports/html/escape.ts'
import { looks } from '../../reports/html/verdicts.ts'
import { count } from '../../reports/text.ts'
import type { Outcome } from '../model/limitation.ts'
import type { LimitationReport, Report } from '../model/report.ts'
import { dayOf } from './gather.ts'
import { oldAfterDays, type Site, type SiteRun } from './model.ts'
import { paths, relative } from './paths.ts'
import { differsByLimitationOnly, percentOf, type Share } from './share.ts'

/** Whole days between a run and the making of the site. */
export const ageOf = (site: Site, run: SiteRun): number =>
  Math.floor((Date.parse(site.now) - Date.parse(run.report.run.startedAt)) / 86_400_000)

export const isOld = (site: Site, run: SiteRun): boolean => ageOf(site, run) > oldAfterDays

/** The day of a result, marked when it is old. Where there is scripting, the mark is as of the day of reading. */
export function dated(site: Site, run: SiteRun): Html {
  const { startedAt } = run.report.run
  return html`<time datetime="${brief(startedAt, 40)}" data-old="${oldAfterDays}">${brief(dayOf(run), 10)}</time>${isOld(site, run) && html` <span class="old">${count(ageOf(site, run), 'day')} old</span>`}`
}

/** "keycloak 26.7.3, 2026-11-29, grantcheck 0.2.0": what every cell is about. */
export const provenance = (title: string, label: string, run: SiteRun): string =>
  `${title} ${label}, ${dayOf(run)}, grantcheck ${run.report.tool.version}`

/** The share that holds, with the numbers that it is made of, and what is open: in a table. */
export function shareCell(share: Share, title: string, href?: string, old = false): Html {
  const percent = percentOf(share)
  const open =
    share.open > 0 &&
    html` <span class="open" title="${share.open} could not be decided">${share.open}?<span class="vh"> could not be decided</span></span>`
  if (percent === undefined) {
    if (share.open === 0)
      return html`<td class="na" title="${brief(title, 200)}">–<span class="vh">does not apply</span></td>`
    return html`<td class="undecided" title="${brief(title, 200)}">${open}</td>`
  }
  const shown = html`<b>${percent} %</b> <small>${share.held}/${share.decided}</small>`
  return html`<td class="share p${Math.floor(percent / 5) * 5}${old && ' aged'}" title="${brief(title, 200)}">${href === undefined ? shown : html`<a href="${href}">${shown}</a>`}${open}</td>`
}

/** What such an operation does. It is a fact about the server, and a fault only where the server documents that it does nothing. */
const effects = {
  upheld: { word: 'does nothing', sign: '○' },
  violated: { word: 'works', sign: '●' },
  inconclusive: { word: 'undecided', sign: '?' },
} as const satisfies Readonly<Record<Outcome, unknown>>

export function effectChip({ outcome, grade }: Pick<LimitationReport, 'outcome' | 'grade'>): Html {
  const shown = effects[outcome]
  // Weak: consistent with all that can be seen from outside, and no more.
  const { word, sign } = outcome === 'upheld' && grade === 'weak' ? { word: 'no effect seen', sign: '◌' } : shown
  return html`<span class="chip ${outcome === 'inconclusive' ? 'v-inconclusive' : 'fact'}"><span aria-hidden="true">${sign}</span> ${word}</span>`
}

const colours = {
  conformant: 'pass',
  nonconformant: 'fail',
  inconclusive: 'inconclusive',
  invalid: 'error',
} as const satisfies Readonly<Record<Report['conclusion'], unknown>>

/** The conclusion of a run. What only differs in a limitation is a fact and has no colour of a fault. */
export function conclusionChip(report: Report): Html {
  if (report.partial !== undefined) return html`<span class="chip v-inconclusive">partial run</span>`
  if (!report.complete) return html`<span class="chip v-inconclusive">cut short</span>`
  if (differsByLimitationOnly(report)) return html`<span class="chip fact">limitation not upheld</span>`
  const colour = colours[report.conclusion]
  return html`<span class="chip v-${colour}"><span aria-hidden="true">${looks[colour].sign}</span> ${report.conclusion}</span>`
}

/** The same data for programs. */
export const downloads = (from: string, name: string): Html =>
  html`<p class="data">This table as data: <a href="${relative(from, paths.data(`${name}.json`))}">JSON</a> <a href="${relative(from, paths.data(`${name}.csv`))}">CSV</a></p>`

/** A table that may be wider than the screen: it scrolls by itself, also with the keyboard. */
export const scrolling = (label: string, table: Html): Html =>
  html`<div class="wide" role="region" aria-label="${brief(label, 200)}" tabindex="0">${table}</div>`
