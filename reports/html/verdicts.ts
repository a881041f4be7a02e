import type { Totals } from '../../suites/model/report.ts'
import type { VerdictKind } from '../../suites/model/verdict.ts'
import { type Html, html } from './escape.ts'

interface Look {
  readonly sign: string
  readonly label: string
  readonly meaning: string
  readonly count: (totals: Totals) => number
}

/** How each verdict is shown: a sign and a word, never a colour alone. In the order of the page. */
export const looks: Readonly<Record<VerdictKind, Look>> = {
  fail: {
    sign: '✕',
    label: 'fail',
    meaning: 'a MUST, a clause of the contract or a limitation is violated',
    count: (totals) => totals.fail,
  },
  warn: { sign: '!', label: 'warn', meaning: 'a SHOULD is not followed', count: (totals) => totals.warn },
  inconclusive: {
    sign: '?',
    label: 'inconclusive',
    meaning: 'it applies and could not be decided; never counts as passed',
    count: (totals) => totals.inconclusive,
  },
  pass: { sign: '✓', label: 'pass', meaning: 'the requirement holds in what was seen', count: (totals) => totals.pass },
  'not-applicable': {
    sign: '–',
    label: 'not applicable',
    meaning: 'its condition is not met here, and the check says which',
    count: (totals) => totals.notApplicable,
  },
  error: { sign: '⚠', label: 'error', meaning: 'a fault of grantcheck itself', count: (totals) => totals.error },
}

export const verdictOrder: readonly VerdictKind[] = ['fail', 'warn', 'inconclusive', 'error', 'pass', 'not-applicable']

/** The verdict as a small coloured label. */
export function chip(verdict: VerdictKind): Html {
  const { sign, label } = looks[verdict]
  return html`<span class="chip v-${verdict}"><span aria-hidden="true">${sign}</span> ${label}</span>`
}
