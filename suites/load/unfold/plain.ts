import type { LimitationFile, ScenarioFile, SingleStep, WrittenCheck } from '../../model/language.ts'

/** A step as the rules and the model know it: one request, and checks of one subject each. */
export type PlainStep = Omit<SingleStep, 'expect'> & { readonly expect?: readonly WrittenCheck[] }

type Plain<File> = Omit<File, 'steps'> & { readonly steps: readonly PlainStep[] }

export type PlainScenario = Plain<ScenarioFile>
export type PlainLimitation = Plain<LimitationFile>
