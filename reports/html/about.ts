import type { Report } from '../../suites/model/report.ts'
import { brief, type Html, html } from './escape.ts'

/** What it takes to repeat the run, and what was known of the target. */
export function about({ tool, run, target }: Report): Html {
  const endpoints = Object.entries(target.endpoints)
  return html`<section aria-labelledby="about" class="full"><h2 id="about">About this run</h2><dl class="finding panel">
<div><dt>named</dt><dd>${brief(target.named, 200)}</dd></div>
${endpoints.map(([name, url]) => html`<div><dt>${name}</dt><dd>${brief(url ?? '', 300)}</dd></div>`)}
<div><dt>offers</dt><dd>${target.capabilities.length === 0 ? 'nothing that the suite knows' : brief(target.capabilities.join(', '))}</dd></div>
<div><dt>tool</dt><dd>grantcheck ${tool.version}, seed ${run.seed}, run ${run.id}</dd></div>
<div><dt>specification</dt><dd><code>${tool.specsDigest}</code></dd></div></dl></section>`
}
