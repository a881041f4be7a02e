import type { FinishedRun } from '../../suites/model/report.ts'
import { type Cause, causesOf, type Finding, type Violation, violationsOf } from '../causes.ts'
import { oneLine } from '../one-line.ts'
import { count } from '../text.ts'
import { against } from './checks.ts'
import { anchor, brief, type Html, href, html } from './escape.ts'
import { chip } from './verdicts.ts'

/** What has to change, one card for each requirement, and what could not be decided, one line for each reason. */
export function findings(run: FinishedRun): Html {
  const failed = violationsOf(run.report, 'fail')
  const warned = violationsOf(run.report, 'warn')
  const open = causesOf(run.report, 'inconclusive')
  if (failed.length + warned.length + open.length === 0) {
    return html`<section aria-labelledby="findings"><h2 id="findings">Findings</h2><p class="lead">Nothing failed, nothing warned, and everything that applies was decided.</p></section>`
  }
  return html`<section aria-labelledby="findings"><h2 id="findings">Findings</h2><p class="lead">${sentence(failed.length, warned.length, open.length)}</p>
${failed.map((each) => card(each, 'fail', run))}${warned.map((each) => card(each, 'warn', run))}
${open.length > 0 && html`<article class="card v-inconclusive"><h3>${chip('inconclusive')} Could not be decided</h3><ul>${open.map(reason)}</ul></article>`}</section>`
}

function card({ id, requirement, findings: all }: Violation, kind: 'fail' | 'warn', run: FinishedRun): Html {
  const told = all.slice(0, 3)
  const title =
    requirement === undefined
      ? html`${brief(id)}`
      : html`<a href="${href(anchor('requirement', id))}">${brief(requirement.requirement)}</a>`
  return html`<article class="card v-${kind}"><h3>${chip(kind)} ${title}</h3>
<p class="source"><code>${id}</code>${requirement !== undefined && html` · ${requirement.level} · ${requirement.source} section ${requirement.section}`}</p>
${told.map((each) => finding(each, run))}${all.length > told.length && html`<p>and ${all.length - told.length} more that differ in what was observed</p>`}</article>`
}

function finding({ expected, observed, items }: Finding, run: FinishedRun): Html {
  const [{ check, scenario }] = items
  const exchange = run.exchanges.find(({ id }) => id === check?.exchange)
  return html`<dl class="finding">${against({ expected, observed })}
${check?.hint !== undefined && html`<div><dt>next</dt><dd>${brief(check.hint)}</dd></div>`}
${exchange !== undefined && html`<div><dt>exchange</dt><dd><a href="${href(anchor('exchange', exchange.id))}">${exchange.id}</a> <code>${oneLine(exchange)}</code></dd></div>`}
<div><dt>${items.length === 1 ? 'check' : 'checks'}</dt><dd>${links(items.slice(0, 6).map(({ id }) => id))}${items.length > 6 && ` and ${items.length - 6} more`}</dd></div>
<div><dt>repeat</dt><dd><code>${run.repeat(scenario.id)}</code></dd></div></dl>`
}

function links(ids: readonly string[]): readonly Html[] {
  return ids.map((id, index) => html`${index > 0 && ', '}<a href="${href(anchor('check', id))}">${id}</a>`)
}

function reason({ because, items }: Cause): Html {
  return html`<li>${brief(because)} <small>(${count(items.length, 'check')}: ${links(items.slice(0, 3).map(({ id }) => id))}${items.length > 3 && ' …'})</small></li>`
}

function sentence(failed: number, warned: number, open: number): string {
  const parts = [
    ...(failed === 0 ? [] : [`${count(failed, 'requirement')} not met`]),
    ...(warned === 0 ? [] : [`${count(warned, 'recommendation')} not followed`]),
    ...(open === 0 ? [] : [`${count(open, 'reason')} why something could not be decided`]),
  ]
  return `${parts.join(', ')}. Each is told once, however many checks saw it.`
}
