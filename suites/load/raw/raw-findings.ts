import type { FindingClass, FindingRule } from '../../model/finding.ts'

/** A findings file as written, once specs/schemas/findings.schema.json has accepted it. */
export interface RawFindings {
  readonly findings: FindingClass
  readonly rules: readonly Omit<FindingRule, 'class' | 'at'>[]
}
