import type { Scalar } from './json.ts'
import type { LimitationId } from './limitation.ts'
import type { Expression } from './scenario.ts'
import type { Source } from './source.ts'
import type { Capability, EndpointName } from './vocabulary.ts'

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
  /** What the documentation promises without metadata saying so. */
  readonly capabilities: readonly Capability[]
  readonly clients: Readonly<Record<string, ClientTemplate>>
  /** Scenario ids or globs, in order. */
  readonly scenarios: readonly string[]
  /** Judged one after the other, in this order: an operation may change what the next one sees. */
  readonly limitations: readonly LimitationId[]
  readonly severities: readonly SeverityRule[]
  readonly deviations: readonly Deviation[]
  readonly at: Source
}

export interface Parameter {
  readonly default: Scalar
  readonly description: string
}

/** Ways to register one kind of client, tried in order. */
export interface ClientTemplate {
  readonly title: string
  /** True: without it nothing can be judged. */
  readonly entry: boolean
  readonly attempts: readonly RegistrationAttempt[]
}

export interface RegistrationAttempt {
  /** Members of the client registration request (RFC 7591 section 2). */
  readonly metadata: Readonly<Record<string, Expression>>
  /**
   * When this attempt is made. `first`: at once. `rejected`: the attempt before was refused with 400.
   * `unauthorized_client`: it was accepted, but the token endpoint refuses the client credentials grant for the client.
   */
  readonly after: 'first' | 'rejected' | 'unauthorized_client'
  /** What it means that this attempt was needed; noted in the report. */
  readonly because?: string
}

/** Severity of a violation: by level unless a rule says otherwise. */
export type Severity = 'fail' | 'warn' | 'accepted'

export interface SeverityRule {
  /** Requirement id or glob. */
  readonly requirement: string
  readonly severity: Severity
  readonly because: string
}

/** One oddity of the document that the profile stands on, and how it is treated. */
export interface Deviation {
  readonly id: string
  /** DD documented deviation, RV violation if seen, DT documentation slip, CFG deployment configuration, OK conforms. */
  readonly class: 'DD' | 'RV' | 'DT' | 'CFG' | 'OK'
  readonly shows: string
  readonly treatment: 'accepted' | 'parameter' | 'ignored-literal' | 'checked'
  readonly reason: string
  readonly requirements: readonly string[]
}
