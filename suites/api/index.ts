// What `import ... from 'grantcheck'` gives. The command line and the Vitest host are built on the same three functions.
export type { DriveObserver } from '../drive/observer.ts'
export { InputError, type Problem } from '../model/errors.ts'
export type { Evidence } from '../model/evidence.ts'
export type { Report } from '../model/report.ts'
export { type JudgeOptions, judge } from './judge.ts'
export { lint } from './lint.ts'
export { type RunOptions, type RunResult, run } from './run.ts'
