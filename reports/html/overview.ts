import type { FinishedRun, Report } from '../../suites/model/report.ts'
import { claimed, headline, productOf, reasonOf, tone } from '../claim.ts'
import { count } from '../text.ts'
import { documents } from './documents.ts'
import { brief, type Html, html } from './escape.ts'
import { looks, verdictOrder } from './verdicts.ts'

/** What was tested, how it went, and where to read on. */
export function overview(run: FinishedRun): Html {
  const { target, run: ran, complete } = run.report
  const because = reasonOf(run.report)
  const product = productOf(target)
  return html`<header class="top c-${tone(run.report)}">
<p class="eyebrow">grantcheck conformance report</p>
<h1>${headline(run.report)}</h1>
<p class="because">${because}${!/[.!?]$/u.test(because) && '.'}${!complete && html` <strong>This run was cut short: what is missing was not looked at.</strong>`}</p>
<dl class="facts">
<div><dt>Target</dt><dd>${brief(target.issuer ?? target.baseUrl ?? target.named, 200)}</dd></div>
${product !== undefined && html`<div><dt>Product</dt><dd>${brief(product, 200)}</dd></div>`}
<div><dt>Profile</dt><dd>${claimed(run.report)}</dd></div>
<div><dt>Date</dt><dd><time datetime="${ran.startedAt}">${ran.startedAt.slice(0, 16).replace('T', ' ')} UTC</time></dd></div>
<div><dt>Run</dt><dd>${count(ran.exchanges, 'exchange')} in ${(ran.durationMs / 1000).toFixed(1)} s</dd></div>
</dl>
${contents(run)}
</header>`
}

/** Totals with what each word means, and a bar of their shares. With scripting each one is a filter. */
export function totals(report: Report): Html {
  const all = verdictOrder.map((kind) => ({ kind, look: looks[kind], number: looks[kind].count(report.totals) }))
  const sum = all.reduce((so, { number }) => so + number, 0)
  const entry = ({ kind, look, number }: (typeof all)[number]): Html =>
    html`<li><a class="tile v-${kind}${number === 0 && ' none'}" href="#?verdict=${kind}"><span class="number">${number}</span> <span class="name"><span aria-hidden="true">${look.sign}</span> ${look.label}</span> <span class="meaning">${look.meaning}</span></a></li>`
  return html`<section aria-labelledby="totals"><h2 id="totals">${count(sum, 'check')}</h2><div class="panel">${sum > 0 && shares(all, sum)}<ul class="tiles">${all.map(entry)}</ul></div>
${documents(report)}</section>`
}

function shares(all: readonly { readonly kind: string; readonly number: number }[], sum: number): Html {
  let from = 0
  const parts = all.map(({ kind, number }) => {
    const width = (number / sum) * 1000
    from += width
    return (
      number > 0 &&
      html`<rect class="v-${kind}" x="${(from - width).toFixed(1)}" width="${width.toFixed(1)}" height="8"></rect>`
    )
  })
  return html`<svg class="shares" viewBox="0 0 1000 8" preserveAspectRatio="none" aria-hidden="true">${parts}</svg>`
}

/** Where to go from here. */
function contents({ report, exchanges }: FinishedRun): Html {
  const places: readonly (readonly [string, string] | false)[] = [
    report.limitations.length > 0 && ['limitations', 'Limitations'],
    ['findings', count(report.findings.length, 'finding')],
    ['checks', 'Every check'],
    exchanges.length > 0 && ['exchanges', 'Timeline'],
    ['about', 'About this run'],
  ]
  return html`<nav aria-label="Contents">${places.map((place) => place !== false && html`<a href="#${place[0]}">${place[1]}</a> `)}<label><input type="checkbox" id="whole"> print everything, not the summary</label></nav>`
}
