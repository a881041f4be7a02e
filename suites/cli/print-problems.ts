import pc from 'picocolors'
import type { Problem } from '../model/errors.ts'

/** Problems with the user's files or options as text: place, message, code frame, what to do. */
export function printProblems(problems: readonly Problem[], color: boolean): string {
  const { red, dim, cyan } = pc.createColors(color)
  return problems
    .map((problem) => {
      const place = problem.at === undefined ? '' : `${problem.at.file}:${problem.at.line}:${problem.at.column}: `
      const frame = problem.frame === undefined ? '' : `\n${dim(problem.frame)}`
      const fix = problem.fix === undefined ? '' : `\n  ${cyan('fix')}: ${problem.fix}`
      return `${red('error')}: ${place}${problem.message}${frame}${fix}\n`
    })
    .join('\n')
}
