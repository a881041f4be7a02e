import type { Exchange, Fetch, SecretFacts, TargetFacts } from '../model/evidence.ts'
import type { Json } from '../model/json.ts'
import type { Row } from '../model/scenario.ts'
import type { CertificateName, KeyKind, SuppliedName } from '../model/vocabulary.ts'
import type { Window } from './fetches.ts'

/**
 * What references and conditions are read against, while one scenario row runs (drive: raw answers) or is judged
 * (judge: recorded, redacted answers).
 */
export interface Scope {
  readonly row: Row
  readonly facts: TargetFacts
  readonly metadata?: Json
  /** The newest client information response of the row's client, or the target file's entry. */
  readonly client?: Json
  readonly second?: Json
  /** What the target file supplies from outside. Absent while judging: it is never in the evidence but as tags. */
  readonly supplied?: Readonly<Partial<Record<SuppliedName, string>>>
  /** How each certificate of the run is registered. Absent when judging. */
  readonly certificates?: Readonly<Partial<Record<CertificateName, Json>>>
  /** Current step: what `$this` means. */
  readonly step?: string
  /** The deciding exchange of a step; undefined when it was not sent. */
  exchange(step: string): Exchange | undefined
  /** The exchange that minted the token which a step with `live` uses. */
  minted(step: string): Exchange | undefined
  /** Every exchange of the run, in order. Empty while driving. */
  all(): readonly Exchange[]
  /** A fresh value: the same for the same seed, scenario row, step and place. */
  invent(kind: 'fake' | 'random', name: string, place: string): string
  /** The public JWK of a key pair of the row's client, once it has been made; only while requests are made. */
  readonly publicKey?: (name: string, kind: KeyKind | undefined) => Json | undefined
  /** Where a document of the row is served; only while requests are made. */
  readonly hostedUrl?: (document: string) => string | undefined
  /** What the server has fetched of a document of the row. Absent: the row hosts none. */
  readonly fetched?: (document: string, window: Window) => readonly Fetch[]
  secretFacts(tag: string): SecretFacts | undefined
}
