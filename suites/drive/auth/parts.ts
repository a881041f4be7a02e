import type { HeaderField } from '../../model/evidence.ts'
import type { CertificateName } from '../../model/vocabulary.ts'

export type Pair = readonly [name: string, value: string]

/** What client authentication adds to a request. */
export interface AuthParts {
  readonly headers: readonly HeaderField[]
  readonly form: readonly Pair[]
  readonly query: readonly Pair[]
  /** The client certificate of the connection (RFC 8705). */
  readonly certificate?: CertificateName | 'none'
}

export type Authentication =
  | { readonly kind: 'parts'; readonly parts: AuthParts }
  /** It has no meaning for these credentials: the step is not applicable. */
  | { readonly kind: 'skipped'; readonly because: string }
  /** It would be needed, but something is missing. */
  | { readonly kind: 'blocked'; readonly because: string }

const noParts: AuthParts = { headers: [], form: [], query: [] }

export const parts = (some: Partial<AuthParts>): Authentication => ({ kind: 'parts', parts: { ...noParts, ...some } })
export const skipped = (because: string): Authentication => ({ kind: 'skipped', because })
export const blocked = (because: string): Authentication => ({ kind: 'blocked', because })
