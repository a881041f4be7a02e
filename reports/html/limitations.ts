import type { LimitationReport, Report } from '../../suites/model/report.ts'
import { brief, type Html, html } from './escape.ts'
import { looks } from './verdicts.ts'

/** The three limitations in plain words. */
export function limitations({ limitations: all }: Report): Html {
  if (all.length === 0) return html``
  return html`<section aria-labelledby="limitations"><h2 id="limitations">What such a token cannot do</h2>
<p class="lead">The server documents that tokens of the client credentials grant are not stored. So these operations must do nothing for them.</p>
<table class="limitations"><thead><tr><th scope="col">Limitation</th><th scope="col">Outcome</th><th scope="col">How sure</th><th scope="col">Why</th></tr></thead>
<tbody>${all.map(row)}</tbody></table></section>`
}

const outcomes = {
  upheld: { verdict: 'pass', meaning: 'does nothing for such a token, as documented' },
  violated: { verdict: 'fail', meaning: 'works, against what is documented' },
  inconclusive: { verdict: 'inconclusive', meaning: 'could not be decided; never counts as upheld' },
} as const
const grades = {
  strong: { word: 'strong', meaning: 'shown directly' },
  weak: { word: 'weak', meaning: 'consistent with all that can be seen from outside, no more' },
} as const
const rfc = {
  ok: undefined,
  deviation: 'A deviation from the RFC, which does not change the outcome.',
  violation: 'A violation of the RFC, which does not change the outcome.',
} as const

function row(one: LimitationReport): Html {
  const { verdict, meaning } = outcomes[one.outcome]
  const grade = one.grade === undefined ? undefined : grades[one.grade]
  const notes = [...one.findings, rfc[one.rfc]].flatMap((note) => note ?? [])
  return html`<tr><th scope="row">${brief(one.title, 120)}</th><td><span class="chip v-${verdict}"><span aria-hidden="true">${looks[verdict].sign}</span> ${one.outcome}</span> <small>${meaning}</small></td>
<td>${grade !== undefined && html`<b>${grade.word}</b> <small>${grade.meaning}</small>`}</td><td>${one.because}${notes.map((note) => html` <small>${brief(note)}</small>`)}</td></tr>`
}
