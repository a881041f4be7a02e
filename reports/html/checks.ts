import type { CheckReport, FinishedRun, Report, RequirementReport, ScenarioReport } from '../../suites/model/report.ts'
import { anchor, brief, type Html, href, html } from './escape.ts'
import { chip, looks, verdictOrder } from './verdicts.ts'

interface Entry {
  readonly check: CheckReport
  readonly scenario: ScenarioReport
}

/** Every check by document, section and requirement, with the filters that scripting turns on. */
export function checks(run: FinishedRun): Html {
  const { report } = run
  const entries = report.scenarios.flatMap((scenario) => scenario.checks.map((check) => ({ check, scenario })))
  const byRequirement = group(entries, ({ check }) => check.requirement ?? '')
  const known = new Set(report.requirements.map(({ id }) => id))
  const documents = group(report.requirements, ({ source }) => source)
  const others = [...byRequirement].filter(([id]) => !known.has(id)).flatMap(([, list]) => list)
  const idle = report.scenarios.filter((scenario) => scenario.checks.length === 0)
  return html`<section aria-labelledby="checks" id="all"><h2 id="checks">Every check, by document and section</h2>
${filters(report, [...documents.keys()])}
${[...documents].map(([source, list]) => document(source, list, byRequirement))}
${others.length > 0 && html`<section class="doc" data-doc="other"><h3>Controls and what does not apply</h3><p class="lead">Steps that must succeed for the checks beside them to mean anything, and checks whose requirement was not looked at in this run.</p><ul class="checks">${others.map(entry)}</ul></section>`}
${idle.length > 0 && html`<section class="doc" data-doc="other"><h3>Scenarios that were not begun</h3><ul class="checks">${idle.map(idleRow)}</ul></section>`}
<p id="nothing" hidden>No check fits these filters.</p></section>`
}

function filters(report: Report, sources: readonly string[]): Html {
  const endpoints = [...new Set(report.scenarios.map(endpointOf))].sort()
  return html`<form id="filters" hidden aria-label="Filter the checks"><fieldset><legend>Verdict</legend>${verdictOrder.map(
    (kind) => html`<label><input type="checkbox" name="verdict" value="${kind}"> ${looks[kind].label}</label>`,
  )}</fieldset>
<label>Endpoint <select name="endpoint"><option value="">all</option>${endpoints.map((each) => html`<option>${each}</option>`)}</select></label>
<label>Document <select name="doc"><option value="">all</option>${sources.map((each) => html`<option>${each}</option>`)}</select></label>
<label>Text <input type="search" name="text" autocomplete="off" placeholder="part of a name"></label>
<button type="reset">Show all</button> <output aria-live="polite"></output></form>`
}

function document(
  source: string,
  list: readonly RequirementReport[],
  entries: ReadonlyMap<string, readonly Entry[]>,
): Html {
  const sections = [...group(list, ({ section }) => section)].sort(([a], [b]) =>
    a.localeCompare(b, 'en', { numeric: true }),
  )
  return html`<section class="doc" data-doc="${source}"><h3>${source} <small>${list.length} requirements</small></h3>
${sections.map(([section, requirements]) => html`<section class="sect"><h4>Section ${section}</h4>${requirements.map((each) => requirement(each, entries.get(each.id) ?? []))}</section>`)}</section>`
}

function requirement(one: RequirementReport, entries: readonly Entry[]): Html {
  return html`<article class="req" id="${anchor('requirement', one.id)}"><p>${chip(one.verdict)} <b>${one.level}</b> ${brief(one.requirement)} <code>${one.id}</code></p><ul class="checks">${entries.map(entry)}</ul></article>`
}

function entry({ check, scenario }: Entry): Html {
  const id = anchor('check', check.id)
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['expected', check.expected],
    ['observed', check.observed],
    ['because', check.because],
    ['next', check.hint],
  ]
  return html`<li data-verdict="${check.verdict}" data-endpoint="${endpointOf(scenario)}"><details id="${id}"><summary>${chip(check.verdict)} ${brief(check.id, 200)}</summary><dl class="finding"><div><dt>scenario</dt><dd>${brief(scenario.title, 200)}</dd></div>${facts.map(
    ([name, text]) => text !== undefined && html`<div><dt>${name}</dt><dd>${brief(text)}</dd></div>`,
  )}${check.exchange !== undefined && html`<div><dt>exchange</dt><dd><a href="${href(anchor('exchange', check.exchange))}">${check.exchange}</a></dd></div>`}<div><dt>defined</dt><dd>${check.at.file}:${check.at.line}</dd></div><div><dt>link</dt><dd><a href="${href(id)}">to this check</a></dd></div></dl></details></li>`
}

function idleRow(scenario: ScenarioReport): Html {
  return html`<li data-verdict="${scenario.verdict}" data-endpoint="${endpointOf(scenario)}">${chip(scenario.verdict)} ${brief(scenario.id, 200)}: ${brief(scenario.because ?? scenario.title)}</li>`
}

/** Scenarios stand in folders by endpoint. */
function endpointOf({ id }: ScenarioReport): string {
  return id.split('/')[0] ?? id
}

function group<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const list = groups.get(keyOf(item))
    if (list === undefined) groups.set(keyOf(item), [item])
    else list.push(item)
  }
  return groups
}
