import type { Requirement } from '../../model/requirement.ts'

/** A requirement file as written, once specs/schemas/requirement.schema.json has accepted it. */
export interface RawRequirements {
  readonly document: string
  readonly title: string
  readonly text_basis: string
  readonly count: number
  readonly requirements: readonly Omit<Requirement, 'at'>[]
}
