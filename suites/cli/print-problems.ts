import pc from 'picocolors'
import { inert, visible } from '../../reports/text.ts'
import type { Problem } from '../model/errors.ts'

/** Text of a file may stand in it: no character of it moves the cursor, and no line of it is a command to a CI server. Line breaks of ours stay. */
const safe = (text: string): string =>
  text
    .split('\n')
    .map((line, index) => (index === 0 ? visible(line) : `  ${inert(visible(line))}`))
    .join('\n')

/** Problems with the user's files or options as text: place, message, code frame, what to do. */
export function printProblems(
  problems: readonly Problem[],
  color: boolean,
  kind: 'error' | 'warning' = 'error',
): string {
  const { red, yellow, dim, cyan } = pc.createColors(color)
  return problems
    .map((problem) => {
      const place =
        problem.at === undefined ? '' : `${visible(problem.at.file)}:${problem.at.line}:${problem.at.column}: `
      const frame = problem.frame === undefined ? '' : `\n${dim(problem.frame.split('\n').map(visible).join('\n'))}`
      const fix = problem.fix === undefined ? '' : `\n  ${cyan('fix')}: ${safe(problem.fix)}`
      return `${kind === 'error' ? red(kind) : yellow(kind)}: ${place}${safe(problem.message)}${frame}${fix}\n`
    })
    .join('\n')
}
