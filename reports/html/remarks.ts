import type { Report } from '../../suites/model/report.ts'
import { count } from '../text.ts'
import { brief, type Html, html } from './escape.ts'

/** Of the clients left behind a printed summary names so many: it has at most three pages. */
const printed = 8

/** What else a reader has to know: the baseline, accepted deviations, notes, clients left behind. */
export function remarks(report: Report): Html {
  const { deviations, notes, leftBehind, baseline } = report
  const met = deviations.filter((each) => each.seen)
  const blocks: readonly (readonly [string, readonly Html[]])[] = [
    [
      'Known failures (baseline)',
      (baseline?.known ?? []).map(
        (each) =>
          html`<li><b>${each.entry}</b>: ${brief(each.reason)} (${each.owner}, review by ${each.reviewBy}; ${count(each.covers.length, 'failure')})</li>`,
      ),
    ],
    ['Baseline entries to fix', (baseline?.problems ?? []).map((each) => html`<li>${brief(each.message)}</li>`)],
    ['Accepted deviations that were met', met.map((each) => html`<li><b>${each.id}</b>: ${brief(each.reason)}</li>`)],
    ['Notes', notes.map((note) => html`<li>${brief(note)}</li>`)],
    [
      `Clients left behind on the server: ${leftBehind.length}`,
      leftBehind.map(
        (id, place) => html`<li${place < printed ? '' : html` class="full"`}><code>${brief(id)}</code></li>`,
      ),
    ],
  ]
  const filled = blocks.filter(([, items]) => items.length > 0)
  if (filled.length === 0) return html``
  return html`<section aria-labelledby="remarks"><h2 id="remarks">Remarks</h2><div class="panel">${filled.map(([title, items]) => html`<h3>${title}</h3><ul>${items}</ul>`)}</div></section>`
}
