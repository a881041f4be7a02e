import type { Source } from './source.ts'

/** One thing wrong with a file or an option that the user gave us. Never a finding about the server. */
export interface Problem {
  readonly message: string
  /** One imperative sentence. */
  readonly fix?: string
  readonly at?: Source
  /** Source lines with a caret, ready to print. */
  readonly frame?: string
}

/** Usage, configuration or specification errors: exit code 2. Carries all of them, not the first. */
export class InputError extends Error {
  readonly code = 'input'
  readonly problems: readonly Problem[]
  constructor(problems: readonly Problem[]) {
    super(problems.map((problem) => problem.message).join('\n'))
    this.problems = problems
  }
}

/** A fault of grantcheck itself: exit code 4. */
export class InternalError extends Error {
  readonly code = 'internal'
}
