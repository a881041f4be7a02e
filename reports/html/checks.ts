import type { Exchange } from '../../suites/model/evidence.ts'
import type { FinishedRun, RequirementReport } from '../../suites/model/report.ts'
import type { CheckReport, ScenarioReport } from '../../suites/model/verdict.ts'
import { curlFor } from '../curl.ts'
import { oneLine } from '../one-line.ts'
import { count } from '../text.ts'
import { documentAnchor } from './documents.ts'
import { anchor, brief, type Html, href, html, lines } from './escape.ts'
import { endpointOf, filters } from './filters.ts'
import { group } from './group.ts'
import { sectionLinks } from './source.ts'
import { chip, looks, verdictOrder } from './verdicts.ts'

interface Entry {
  readonly check: CheckReport
  readonly scenario: ScenarioReport
  readonly exchange: Exchange | undefined
}

/** Every check by document, section and requirement, each document folded, with the filters that scripting turns on. */
export function checks(run: FinishedRun): Html {
  const { report } = run
  const exchanges = new Map(run.exchanges.map((each) => [each.id, each]))
  const entries = report.scenarios.flatMap((scenario) =>
    scenario.checks.map((check) => ({ check, scenario, exchange: exchanges.get(check.exchange ?? -1) })),
  )
  const byRequirement = group(entries, ({ check }) => check.requirement ?? '')
  const known = new Set(report.requirements.map(({ id }) => id))
  const documents = group(report.requirements, ({ source }) => source)
  const others = [...byRequirement].filter(([id]) => !known.has(id)).flatMap(([, list]) => list)
  const idle = report.scenarios.filter((scenario) => scenario.checks.length === 0)
  return html`<section aria-labelledby="checks" id="all" class="full"><h2 id="checks">Every check, by document and section</h2>
${filters(report, [...documents.keys()])}
${[...documents].map(([source, list]) => document(source, list, byRequirement))}
${others.length > 0 && fold('other', 'Controls and what does not apply', count(others.length, 'check'), html`<p class="lead">Steps that must succeed for the checks beside them to mean anything, and checks whose requirement was not looked at in this run.</p><ul class="checks">${others.map(entry)}</ul>`)}
${idle.length > 0 && fold('other', 'Scenarios that were not begun', count(idle.length, 'scenario'), html`<ul class="checks">${idle.map(idleRow)}</ul>`)}
<p id="nothing" hidden>No check fits these filters.</p></section>`
}

function fold(name: string, title: string, note: string | Html, content: Html, id?: string): Html {
  return html`<details class="doc panel" data-doc="${name}"${id !== undefined && html` id="${id}"`}><summary><h3>${title}</h3> <span class="tally">${note}</span></summary>${content}</details>`
}

function document(
  source: string,
  list: readonly RequirementReport[],
  entries: ReadonlyMap<string, readonly Entry[]>,
): Html {
  const sections = [...group(list, ({ section }) => section)].sort(([a], [b]) =>
    a.localeCompare(b, 'en', { numeric: true }),
  )
  const content = sections.map(
    ([section, all]) =>
      html`<section class="sect">${section !== '' && html`<h4>Section ${sectionLinks(source, section)}</h4>`}${all.map((each) => requirement(each, entries.get(each.id) ?? []))}</section>`,
  )
  return fold(source, source, tally(list), html`${content}`, documentAnchor(source))
}

/** How many requirements of a document have which verdict. */
function tally(list: readonly RequirementReport[]): Html {
  const numbers = verdictOrder.map((kind) => [kind, list.filter(({ verdict }) => verdict === kind).length] as const)
  return html`${count(list.length, 'requirement')} ${numbers.map(
    ([kind, number]) =>
      number > 0 &&
      html`<span class="chip v-${kind}"><span aria-hidden="true">${looks[kind].sign}</span> ${number} ${looks[kind].label}</span> `,
  )}`
}

function requirement(one: RequirementReport, entries: readonly Entry[]): Html {
  return html`<article class="req" id="${anchor('requirement', one.id)}"><p>${chip(one.verdict)} <span><b>${one.level}</b> ${brief(one.requirement)} <code>${one.id}</code></span></p><ul class="checks">${entries.map(entry)}</ul></article>`
}

function entry({ check, scenario, exchange }: Entry): Html {
  const id = anchor('check', check.id)
  return html`<li data-verdict="${check.verdict}" data-endpoint="${endpointOf(scenario)}"><details id="${id}"><summary>${chip(check.verdict)} <span>${brief(check.id, 200)}</span></summary><dl class="finding">${fact('scenario', scenario.title)}${against(check)}${check.because !== undefined && html`<div><dt>because</dt><dd>${check.because}</dd></div>`}${fact('next', check.hint)}${
    check.exchange !== undefined &&
    html`<div><dt>exchange</dt><dd><a href="${href(anchor('exchange', check.exchange))}">${check.exchange}</a> ${exchange !== undefined && html`<code>${oneLine(exchange)}</code>`}${moreExchanges(check)}</dd></div>`
  }${exchange !== undefined && needsCurl(check) && html`<div><dt>curl</dt><dd><pre class="curl">${lines(curlFor(exchange))}</pre></dd></div>`}<div><dt>defined</dt><dd>${check.at.file}:${check.at.line} · <a href="${href(id)}">link to this check</a></dd></div></dl></details></li>`
}

/** Links to the further answers that show the same. */
export const moreExchanges = ({ exchanges = [] }: Pick<CheckReport, 'exchanges'>): Html | false =>
  exchanges.length > 1 &&
  html` and ${exchanges.slice(1).map((id) => html` <a href="${href(anchor('exchange', id))}">${id}</a>`)}`

/** The exchange has the command line too; here it stands where somebody is going to need it. */
const needsCurl = ({ verdict }: CheckReport): boolean => verdict !== 'pass' && verdict !== 'not-applicable'

const fact = (name: string, text: string | undefined): Html | false =>
  text !== undefined && html`<div><dt>${name}</dt><dd>${brief(text)}</dd></div>`

/** Expected against observed, side by side where both are known. */
export function against({ expected, observed }: Pick<CheckReport, 'expected' | 'observed'>): Html {
  if (expected === undefined || observed === undefined)
    return html`${fact('expected', expected)}${fact('observed', observed)}`
  return html`<div class="against"><dt>expected</dt><dd class="v-pass">${brief(expected)}</dd><dt>observed</dt><dd class="v-fail">${brief(observed)}</dd></div>`
}

function idleRow(scenario: ScenarioReport): Html {
  return html`<li data-verdict="${scenario.verdict}" data-endpoint="${endpointOf(scenario)}">${chip(scenario.verdict)} <span>${brief(scenario.id, 200)}: ${scenario.because ?? brief(scenario.title)}</span></li>`
}
