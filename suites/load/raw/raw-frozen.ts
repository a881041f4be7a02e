import type { Severity } from '../../model/profile.ts'

/** A frozen profile as written, once specs/schemas/frozen.schema.json has accepted it. */
export interface RawFrozen {
  readonly frozen: string
  readonly version: string
  readonly requirements: Readonly<Record<string, Severity>>
}
