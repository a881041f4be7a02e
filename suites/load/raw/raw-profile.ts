import type { Scalar } from '../../model/json.ts'
import type { LimitationId } from '../../model/limitation.ts'
import type { ClientTemplate, Deviation, RegistrationAttempt, SeverityRule } from '../../model/profile.ts'
import type { Capability, EndpointName } from '../../model/vocabulary.ts'

/** A profile file as written. Without `extends`, the schema has asked for all that a profile needs. */
export type RawProfile = RawFullProfile | RawExtension

export interface RawFullProfile extends RawProfileParts {
  readonly extends?: never
  readonly adds?: never
  readonly version: string
  readonly title: string
  readonly description: string
  readonly target: 'issuer' | 'base-url'
  readonly clients: Readonly<Record<string, RawTemplate>>
  readonly scenarios: readonly string[]
}

export interface RawExtension extends RawProfileParts {
  /** Id of a shipped profile. */
  readonly extends: string
  /** Scenario ids or globs, after those of the extended profile. */
  readonly adds?: readonly string[]
}

interface RawProfileParts {
  readonly profile: string
  /** Scenario files or globs, relative to the profile file. */
  readonly files?: readonly string[]
  readonly version?: string
  readonly title?: string
  readonly description?: string
  readonly target?: 'issuer' | 'base-url'
  readonly parameters?: Readonly<Record<string, { readonly default: Scalar; readonly description?: string }>>
  readonly endpoints?: Readonly<Partial<Record<EndpointName, string>>>
  readonly issuer?: string
  readonly capabilities?: readonly Capability[]
  readonly clients?: Readonly<Record<string, RawTemplate>>
  readonly scenarios?: readonly string[]
  readonly limitations?: readonly LimitationId[]
  readonly severities?: readonly SeverityRule[]
  readonly deviations?: readonly RawDeviation[]
}

export interface RawTemplate extends Pick<ClientTemplate, 'title'> {
  readonly entry?: boolean
  readonly attempts: readonly RegistrationAttempt[]
}

export interface RawDeviation extends Omit<Deviation, 'requirements'> {
  readonly requirements?: readonly string[]
}
