import { existsSync, readFileSync } from 'node:fs'
import { curlFor } from '../../reports/curl.ts'
import { citation } from '../../reports/sections.ts'
import type { RunResult } from '../api/run.ts'
import { frame } from '../load/frame.ts'
import { targetFileOf, userPlace } from '../load/user-place.ts'
import type { Source } from '../model/source.ts'
import type { CheckReport } from '../model/verdict.ts'

/**
 * A check's failure as an error for a test runner: what was expected and observed, the request, and where to look: in a scenario of the user's own, or in the target file.
 */
export function failureOf(check: CheckReport, { report, evidence }: RunResult): Error {
  const requirement = report.requirements.find((each) => each.id === check.requirement)
  const exchange = evidence.exchanges.find((each) => each.id === check.exchange)
  const place = userPlace(targetFileOf(evidence.facts))(check.at)
  const lines = [
    `${check.verdict}: ${check.requirement ?? check.id}`,
    requirement === undefined ? '' : `${citation(requirement)} (${requirement.level}): ${requirement.requirement}`,
    check.expected === undefined ? '' : `expected: ${check.expected}`,
    check.observed === undefined ? '' : `observed: ${check.observed}`,
    check.because === undefined ? '' : `because: ${check.because}`,
    check.hint === undefined || check.verdict === 'inconclusive' ? '' : `next: ${check.hint}`,
    exchange === undefined ? '' : `request: ${curlFor(exchange)}`,
    place?.file === check.at.file ? codeFrame(place) : '',
  ]
  const error = new Error(lines.filter((line) => line !== '').join('\n'))
  // Our own stack says nothing to a reader.
  const where = place === undefined ? '' : `\n    at ${place.file}:${place.line}:${place.column}`
  error.stack = `${error.name}: ${error.message}${where}`
  return error
}

function codeFrame(at: Source): string {
  return existsSync(at.file) ? `\n${at.file}:${at.line}\n${frame(readFileSync(at.file, 'utf8'), at)}` : ''
}
