import type { ClientTemplate, Deviation, Parameter, SeverityRule } from './language.ts'
import type { Capability, EndpointName, LimitationId } from './vocabulary.ts'

export type { ClientTemplate, Parameter, RegistrationAttempt, Severity, SeverityRule } from './language.ts'

/** Which requirements count, parameters, documented deviations, limitations. Frozen per version. */
export interface Profile {
  readonly id: string
  readonly version: string
  readonly title: string
  readonly description: string
  /** What TARGET names: the issuer, or the host's base URL below which `endpoints` lie. */
  readonly target: 'issuer' | 'base-url'
  readonly parameters: Readonly<Record<string, Parameter>>
  /** Templates such as "{baseUrl}{loginApp}/rest/...{as}/token"; metadata and the target file override them. */
  readonly endpoints: Readonly<Partial<Record<EndpointName, string>>>
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
