import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { frame } from '../load/frame.ts'
import { shippedRoot } from '../load/shipped-root.ts'
import type { Report } from '../model/report.ts'
import type { CheckReport } from '../model/verdict.ts'

/** A check's failure as an error for a test runner: what was expected and observed, and where the check stands in the YAML. */
export function failureOf(check: CheckReport, report: Report): Error {
  const requirement = report.requirements.find((each) => each.id === check.requirement)
  const lines = [
    `${check.verdict}: ${check.requirement ?? check.id}`,
    requirement === undefined
      ? ''
      : `${requirement.source} section ${requirement.section} (${requirement.level}): ${requirement.requirement}`,
    check.expected === undefined ? '' : `expected: ${check.expected}`,
    check.observed === undefined ? '' : `observed: ${check.observed}`,
    check.because === undefined ? '' : `because: ${check.because}`,
    check.hint === undefined ? '' : `next: ${check.hint}`,
    codeFrame(check),
  ]
  const error = new Error(lines.filter((line) => line !== '').join('\n'))
  // Our own stack says nothing to a reader: the YAML is the place.
  error.stack = `${error.name}: ${error.message}\n    at ${check.at.file}:${check.at.line}:${check.at.column}`
  return error
}

function codeFrame(check: CheckReport): string {
  const path = [check.at.file, join(shippedRoot(), '..', check.at.file)].find((each) => existsSync(each))
  return path === undefined ? '' : `\n${check.at.file}:${check.at.line}\n${frame(readFileSync(path, 'utf8'), check.at)}`
}
