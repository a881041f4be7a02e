import type { Report } from '../../suites/model/report.ts'
import type { ScenarioReport } from '../../suites/model/verdict.ts'
import { type Html, html } from './escape.ts'
import { looks, verdictOrder } from './verdicts.ts'

/** The form above the checks. It stays hidden without scripting. */
export function filters(report: Report, sources: readonly string[]): Html {
  const endpoints = [...new Set(report.scenarios.map(endpointOf))].sort()
  return html`<form id="filters" class="panel" hidden aria-label="Filter the checks"><fieldset><legend>Verdict</legend>${verdictOrder.map(
    (kind) => html`<label><input type="checkbox" name="verdict" value="${kind}"> ${looks[kind].label}</label>`,
  )}</fieldset>
<label>Endpoint <select name="endpoint"><option value="">all</option>${endpoints.map((each) => html`<option>${each}</option>`)}</select></label>
<label>Document <select name="doc"><option value="">all</option>${sources.map((each) => html`<option>${each}</option>`)}</select></label>
<label class="grow">Text <input type="search" name="text" autocomplete="off" placeholder="a word, an id, a status"></label>
<button type="reset">Show all</button> <output aria-live="polite"></output></form>`
}

/** Scenarios stand in folders by endpoint. */
export function endpointOf({ id }: ScenarioReport): string {
  return id.split('/')[0] ?? id
}
