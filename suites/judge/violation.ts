import type { Verdict } from '../model/verdict.ts'

/** A verdict that says what was asked and what came instead. */
export type Violation = Extract<Verdict, { readonly kind: 'fail' | 'warn' }>

export const isViolation = (verdict: Verdict): verdict is Violation =>
  verdict.kind === 'fail' || verdict.kind === 'warn'
