import type { SchemaViolation } from '../../model/specs.ts'

/** A line for each violation: where, and what. */
export const lines = (violations: readonly SchemaViolation[]): readonly string[] =>
  violations.map(({ at, says }) => `${at === '' ? 'top' : at}: ${says}`)
