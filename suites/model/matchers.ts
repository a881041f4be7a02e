import type { Absence, ValueMatchers } from './language.ts'

/** All present keys must hold. Strictly typed: a number never equals a string. */
export type Matchers = ValueMatchers & Absence
