import type { LimitationReport, Report } from '../../suites/model/report.ts'
import { shown, shownReason, wrap } from '../text.ts'
import type { Paper } from './paper.ts'

const idWidth = 15
const outcomeWidth = 14
const gradeWidth = 8

/** The limitations as a table, then what the words mean. Nothing when the profile states none. */
export function limitations(report: Report, paper: Paper): readonly string[] {
  if (report.limitations.length === 0) return []
  return [...report.limitations.flatMap((one) => row(one, paper)), '', ...legend(paper), '']
}

function row(one: LimitationReport, paper: Paper): readonly string[] {
  const left = 2 + idWidth + outcomeWidth + gradeWidth
  const [first = '', ...rest] = reasons(one).flatMap((text) => wrap(text, paper.width - left))
  const id = paper.ink.bold(one.id.padEnd(idWidth))
  const outcome = tinted(one, paper)(one.outcome.padEnd(outcomeWidth))
  return [
    `  ${id}${outcome}${(one.grade ?? '').padEnd(gradeWidth)}${first}`,
    ...rest.map((line) => `${' '.repeat(left)}${line}`),
  ]
}

/** Why, what else was found, and how the answers stand to the RFC. An outcome that is not good names its probes. */
function reasons(one: LimitationReport): readonly string[] {
  const probes = one.probes.filter((probe) => probe.outcome !== 'upheld' && probe.because !== one.because)
  return [
    shownReason(one.because),
    ...probes.map((probe) => `${shown(probe.probe, 20)} ${probe.outcome}: ${shown(probe.because, 200)}`),
    ...one.findings.map((finding) => `Also: ${shown(finding, 200)}`),
    ...rfcRemark(one),
  ]
}

function rfcRemark({ rfc }: LimitationReport): readonly string[] {
  switch (rfc) {
    case 'ok':
      return []
    case 'deviation':
      return ['A deviation from the RFC, which does not change the outcome.']
    case 'violation':
      return ['A violation of the RFC, which does not change the outcome.']
    default:
      return rfc satisfies never
  }
}

function tinted({ outcome }: LimitationReport, { ink }: Paper): (text: string) => string {
  switch (outcome) {
    case 'upheld':
      return ink.green
    case 'violated':
      return (text) => ink.bold(ink.red(text))
    case 'inconclusive':
      return ink.yellow
    default:
      return outcome satisfies never
  }
}

function legend(paper: Paper): readonly string[] {
  const words = [
    ['upheld', 'the operation does nothing for such a token, as documented'],
    ['violated', 'the operation works, against what is documented'],
    ['inconclusive', 'could not be decided; never counts as upheld'],
    ['strong', 'shown directly'],
    ['weak', 'consistent with all that can be seen from outside, no more'],
  ] as const
  return words.flatMap(([word, meaning]) => {
    const [first = '', ...rest] = wrap(meaning, paper.width - 2 - idWidth)
    const lines = [word.padEnd(idWidth) + first, ...rest.map((line) => ' '.repeat(idWidth) + line)]
    return lines.map((line) => `  ${paper.ink.dim(line)}`)
  })
}
