import type { Problem } from '../../model/errors.ts'
import { InputError } from '../../model/errors.ts'

/** Problems as a user reads them: place, message, frame, fix. For tests. */
export function told(problems: readonly Problem[]): string {
  return problems.map(one).join('\n\n')
}

/** "file:line:column message" for each problem: where frames are beside the point. */
export function brief(problems: readonly Problem[]): readonly string[] {
  return problems.map(({ at, message }) => `${at === undefined ? '' : `${at.file}:${at.line}:${at.column} `}${message}`)
}

/** The problems that an action throws. */
export async function thrownBy(action: () => unknown): Promise<readonly Problem[]> {
  try {
    await action()
  } catch (error) {
    if (error instanceof InputError) return error.problems
    throw error
  }
  return []
}

function one({ at, message, frame, fix }: Problem): string {
  const place = at === undefined ? '' : `${at.file}:${at.line}:${at.column}: `
  return [`${place}${message}`, frame, fix === undefined ? undefined : `fix: ${fix}`]
    .filter((line) => line !== undefined)
    .join('\n')
}
