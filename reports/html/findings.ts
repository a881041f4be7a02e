import type { Finding, FinishedRun, RequirementReport } from '../../suites/model/report.ts'
import { type Cause, causesOf } from '../causes.ts'
import { demandOf, extent, historyOf, type Observation, type ToldFinding, tally, toldFindings } from '../findings.ts'
import { oneLine } from '../one-line.ts'
import { repeatOf } from '../repeat.ts'
import { count } from '../text.ts'
import { against, moreExchanges } from './checks.ts'
import { anchor, brief, type Html, href, html } from './escape.ts'
import { source } from './source.ts'
import { chip } from './verdicts.ts'

const groups = [
  { class: 'security', title: 'Security', lead: 'Somebody gets what is not theirs.' },
  { class: 'protocol', title: 'Protocol', lead: 'What the documents ask of the server.' },
  { class: 'form', title: 'Form', lead: 'How an answer is written.' },
] as const

/** What has to change, one card for each root cause, and what could not be decided, one line for each reason. */
export function findings(run: FinishedRun): Html {
  const all = toldFindings(run.report)
  const open = causesOf(run.report, 'inconclusive')
  if (all.length + open.length === 0) {
    return html`<section aria-labelledby="findings"><h2 id="findings">Findings</h2><p class="lead">Nothing failed, nothing warned, and everything that applies was decided.</p></section>`
  }
  return html`<section aria-labelledby="findings"><h2 id="findings">Findings</h2><p class="lead">${sentence(run, open.length)}</p>
${all.length > 0 && list(all)}
${groups.map((group) => classOf(group, all, run))}
${open.length > 0 && html`<article class="card v-inconclusive" id="undecided"><h3>${chip('inconclusive')} Could not be decided</h3><ul>${open.map(reason)}</ul></article>`}</section>`
}

/** The titles alone, to be read in one look: what fails before what warns, whatever it is about. */
function list(all: readonly ToldFinding[]): Html {
  const sorted = (['fail', 'warn', 'inconclusive'] as const).flatMap((severity) =>
    all.filter(({ finding }) => finding.severity === severity),
  )
  return html`<ol class="panel titles" id="index">${sorted.map(
    ({ finding }) =>
      html`<li>${chip(finding.severity)} <a href="${href(anchor('finding', finding.id))}">${brief(finding.title)}</a> <small>${finding.class}, ${count(finding.checks.length, 'check')}</small></li>`,
  )}</ol>`
}

function classOf(
  { class: name, title, lead }: (typeof groups)[number],
  all: readonly ToldFinding[],
  run: FinishedRun,
): Html {
  const own = all.filter(({ finding }) => finding.class === name)
  if (own.length === 0) return html``
  return html`<h3 class="class full">${title} <small>${lead}</small></h3>
${own.map((each) => card(each, run))}`
}

function card({ finding, requirements, observations, item }: ToldFinding, run: FinishedRun): Html {
  const told = observations.slice(0, 3)
  const history = historyOf(finding)
  return html`<article class="card full v-${finding.severity}" id="${anchor('finding', finding.id)}"><h4>${chip(finding.severity)} ${brief(finding.title)}</h4>
<p class="remedy"><b>Remedy</b> ${brief(finding.remedy)}</p>
${finding.cve !== undefined && html`<p class="remedy"><b>The same fault as</b> ${finding.cve.join(', ')}</p>`}
${history !== '' && html`<p>${history}</p>`}
<dl class="finding">${told.map((each) => observation(each, run))}
${requirements.length > 0 && html`<div><dt>asked by</dt><dd>${demands(finding, requirements)}</dd></div>`}
<div><dt>extent</dt><dd>${extent(finding)}: ${links(finding.checks)}</dd></div>
<div><dt>repeat</dt><dd><code>${repeatOf(item, run)}</code></dd></div></dl>
${observations.length > told.length && html`<p>and ${observations.length - told.length} more that differ in what was observed</p>`}</article>`
}

function observation({ expected, observed, items }: Observation, run: FinishedRun): Html {
  const { check } = items[0]
  const exchange = run.exchanges.find(({ id }) => id === check?.exchange)
  return html`${against({ expected, observed })}${exchange !== undefined && html`<div><dt>exchange</dt><dd><a href="${href(anchor('exchange', exchange.id))}">${exchange.id}</a> <code>${oneLine(exchange)}</code>${check !== undefined && moreExchanges(check)}</dd></div>`}`
}

function demands(finding: Finding, requirements: readonly RequirementReport[]): Html {
  return html`<ul class="demands">${requirements.map(
    (each) =>
      html`<li><a href="${href(anchor('requirement', each.id))}">${each.id}</a> <small>${source(each)}</small> ${brief(demandOf(finding, each))}</li>`,
  )}</ul>`
}

/** A few checks by name, the others behind a fold. */
function links(ids: readonly string[]): Html {
  const named = ids.slice(0, 3)
  const rest = ids.slice(3)
  return html`${joined(named)}${rest.length > 0 && html`<details class="more"><summary>and ${rest.length} more</summary>${joined(rest)}</details>`}`
}

const joined = (ids: readonly string[]): Html =>
  html`${ids.map((id, index) => html`${index > 0 && ', '}<a href="${href(anchor('check', id))}">${id}</a>`)}`

function reason({ because, items }: Cause): Html {
  return html`<li>${because} <small>(${count(items.length, 'check')}: ${joined(items.slice(0, 3).map(({ id }) => id))}${items.length > 3 && ' …'})</small></li>`
}

function sentence({ report }: FinishedRun, open: number): string {
  const found =
    report.findings.length === 0
      ? 'Nothing failed and nothing warned'
      : `${count(report.findings.length, 'finding')}: ${tally(report.findings)}. Each is one root cause, however many checks saw it`
  return open === 0 ? `${found}.` : `${found}. ${count(open, 'reason')} why something could not be decided.`
}
