import type { ClientTemplate, Deviation, Parameter, ProfileFile, SeverityRule } from './language.ts'
import type { Capability, EndpointName, LimitationId } from './vocabulary.ts'

export type { ClientTemplate, Parameter, RegistrationAttempt, Severity, SeverityRule } from './language.ts'

export type ProfileTarget = NonNullable<ProfileFile['target']>

/** Which requirements count, parameters, documented deviations, limitations. Frozen per version. */
export interface Profile {
  readonly id: string
  readonly version: string
  readonly title: string
  readonly description: string
  /** What TARGET names: the issuer, the host's base URL below which `endpoints` lie, or that of a FHIR server. */
  readonly target: ProfileTarget
  readonly parameters: Readonly<Record<string, Parameter>>
  /** Templates such as "{baseUrl}{loginApp}/rest/...{as}/token"; metadata and the target file override them. */
  readonly endpoints: Readonly<Partial<Record<EndpointName, string>>>
  /** How client assertions are made out first. Absent: to the issuer, with the typ of RFC 10070. */
  readonly assertion?: NonNullable<ProfileFile['assertion']>
  /** Template of the issuer, where TARGET is a base URL. */
  readonly issuer?: string
  readonly capabilities: readonly Capability[]
  readonly clients: Readonly<Record<string, ClientTemplate>>
  /** Scenario ids or globs, in order. */
  readonly scenarios: readonly string[]
  /** Judged one after the other, in this order: an operation may change what the next one sees. */
  readonly limitations: readonly LimitationId[]
  readonly severities: readonly SeverityRule[]
  readonly deviations: readonly Deviation[]
}
