import type { LimitationReport, Report } from '../../suites/model/report.ts'
import { count } from '../text.ts'
import { brief, type Html, html } from './escape.ts'
import { looks, verdictOrder } from './verdicts.ts'

/** The first screen: what was tested, how it went, and how much of it there is. */
export function overview(report: Report): Html {
  const { profile, target, conclusion, because, run, tool, complete } = report
  return html`<header class="top c-${conclusion}">
<p class="eyebrow">grantcheck conformance report</p>
<h1><span class="word">${conclusion}</span></h1>
<p class="because">${brief(because)}.${!complete && html` <strong>This run was cut short: what is missing was not looked at.</strong>`}</p>
<dl class="facts">
<div><dt>Target</dt><dd>${brief(target.issuer ?? target.baseUrl ?? target.named, 200)}</dd></div>
<div><dt>Profile</dt><dd>${profile.id} ${profile.version}</dd></div>
<div><dt>Date</dt><dd><time datetime="${run.startedAt}">${run.startedAt.slice(0, 16).replace('T', ' ')} UTC</time></dd></div>
<div><dt>Took</dt><dd>${(run.durationMs / 1000).toFixed(1)} s, ${count(run.exchanges, 'exchange')}</dd></div>
<div><dt>Tool</dt><dd>grantcheck ${tool.version}, seed ${run.seed}</dd></div>
<div><dt>Specifications</dt><dd><code>${tool.specsDigest.slice(0, 19)}…</code></dd></div>
</dl>
</header>`
}

/** Totals with what each word means. With scripting each one is a filter. */
export function totals(report: Report): Html {
  const tile = (kind: (typeof verdictOrder)[number]): Html => {
    const { label, meaning, sign, count: of } = looks[kind]
    const number = of(report.totals)
    return html`<li><a class="tile v-${kind}${number === 0 && ' none'}" href="#?verdict=${kind}" data-verdict="${kind}"><span class="number">${number}</span> <span class="name"><span aria-hidden="true">${sign}</span> ${label}</span> <span class="meaning">${meaning}</span></a></li>`
  }
  return html`<section aria-labelledby="totals"><h2 id="totals">Checks</h2><ul class="tiles">${verdictOrder.map(tile)}</ul></section>`
}

/** The three limitations in plain words. */
export function limitations({ limitations: all }: Report): Html {
  if (all.length === 0) return html``
  return html`<section aria-labelledby="limitations"><h2 id="limitations">What such a token cannot do</h2>
<p class="lead">The server documents that tokens of the client credentials grant are not stored. So these operations must do nothing for them.</p>
<div class="scroll" tabindex="0" role="group" aria-label="Table of limitations"><table><thead><tr><th scope="col">Limitation</th><th scope="col">Outcome</th><th scope="col">How sure</th><th scope="col">Why</th></tr></thead>
<tbody>${all.map(row)}</tbody></table></div></section>`
}

const outcomes = {
  upheld: { verdict: 'pass', meaning: 'does nothing for such a token, as documented' },
  violated: { verdict: 'fail', meaning: 'works, against what is documented' },
  inconclusive: { verdict: 'inconclusive', meaning: 'could not be decided; never counts as upheld' },
} as const
const grades = {
  strong: 'strong: shown directly',
  weak: 'weak: consistent with all that can be seen from outside',
} as const
const rfc = {
  ok: undefined,
  deviation: 'A deviation from the RFC, which does not change the outcome.',
  violation: 'A violation of the RFC, which does not change the outcome.',
} as const

function row(one: LimitationReport): Html {
  const { verdict, meaning } = outcomes[one.outcome]
  const notes = [...one.findings, rfc[one.rfc]].flatMap((note) => note ?? [])
  return html`<tr><th scope="row">${brief(one.title, 120)}</th><td><span class="chip v-${verdict}"><span aria-hidden="true">${looks[verdict].sign}</span> ${one.outcome}</span><br><small>${meaning}</small></td>
<td>${one.grade === undefined ? '' : grades[one.grade]}</td><td>${brief(one.because)}${notes.map((note) => html`<br><small>${brief(note)}</small>`)}</td></tr>`
}

/** What else a reader has to know: the baseline, accepted deviations, notes, clients left behind. */
export function remarks(report: Report): Html {
  const { deviations, notes, leftBehind, baseline } = report
  const met = deviations.filter((each) => each.seen)
  const blocks: readonly (readonly [string, readonly Html[]])[] = [
    ['Accepted deviations that were met', met.map((each) => html`<li><b>${each.id}</b>: ${brief(each.reason)}</li>`)],
    ['Notes', notes.map((note) => html`<li>${brief(note)}</li>`)],
    ['Clients left behind on the server', leftBehind.map((id) => html`<li><code>${brief(id)}</code></li>`)],
    [
      'Known failures (baseline)',
      (baseline?.known ?? []).map(
        (each) =>
          html`<li><b>${each.entry}</b>: ${brief(each.reason)} (${each.owner}, review by ${each.reviewBy}; ${count(each.covers.length, 'failure')})</li>`,
      ),
    ],
    ['Baseline entries to mend', (baseline?.problems ?? []).map((each) => html`<li>${brief(each.message)}</li>`)],
  ]
  const filled = blocks.filter(([, items]) => items.length > 0)
  if (filled.length === 0) return html``
  return html`<section aria-labelledby="remarks"><h2 id="remarks">Remarks</h2>${filled.map(([title, items]) => html`<h3>${title}</h3><ul>${items}</ul>`)}</section>`
}
