import type { Allowance } from './allowance.ts'
import type { FindingSpecs } from './finding.ts'
import type { FrozenSet } from './frozen.ts'
import type { JsonObject } from './json.ts'
import type { ElsewhereFile, Vulnerability } from './language.ts'
import type { Limitation } from './limitation.ts'
import type { Profile } from './profile.ts'
import type { Proof } from './proof.ts'
import type { Requirement } from './requirement.ts'
import type { Scenario } from './scenario.ts'

/** Everything that the specification files say, checked and linked. Plain JSON: the build ships it precompiled. */
export interface Specs {
  /** "sha256:" and hex, over every specification file's path and octets. */
  readonly digest: string
  readonly requirements: Readonly<Record<string, Requirement>>
  readonly scenarios: Readonly<Record<string, Scenario>>
  readonly limitations: Readonly<Record<string, Limitation>>
  readonly profiles: Readonly<Record<string, Profile>>
  /** Kinds of root cause, and what follows from them. */
  readonly findings: FindingSpecs
  /** Published vulnerabilities, by id. */
  readonly vulnerabilities: Readonly<Record<string, Vulnerability>>
  /** Under which identifiers the tests of other projects ask the same. */
  readonly elsewhere: readonly ElsewhereFile[]
  /** Message schemas by name, such as "token-response". */
  readonly schemas: Readonly<Record<string, JsonObject>>
  /** Exceptions of the kill matrix. */
  readonly proof: Proof
  /** What answers may be otherwise. */
  readonly allowances: readonly Allowance[]
  /** What versions of the shipped profiles score, by name and version: "rfc@1.0". */
  readonly frozen: Readonly<Record<string, FrozenSet>>
}

/** One violation of a schema: JSON Pointer of the value that is wrong, and what is wrong with it. */
export interface SchemaViolation {
  readonly at: string
  readonly says: string
}

/** Judges a value against a JSON Schema. No violation: it conforms. */
export type SchemaValidator = (schema: string | JsonObject, value: unknown) => readonly SchemaViolation[]
