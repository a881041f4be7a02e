import type { Source } from './source.ts'

export type Level = 'MUST' | 'MUST NOT' | 'SHOULD' | 'SHOULD NOT' | 'MAY'

/** One normative statement of one document, in our words. Severity follows from its level and the profile. */
export interface Requirement {
  readonly id: string
  /** The document, such as "RFC 7009". */
  readonly source: string
  readonly section: string
  readonly level: Level
  /** `derived`: the text is a plain statement, or addresses the client, and the server side follows from it. */
  readonly force: 'explicit' | 'derived'
  readonly role?: string
  readonly requirement: string
  readonly needs: readonly string[]
  readonly probe: string
  readonly pass: string
  readonly fail: string
  readonly pitfalls?: string
  readonly groups?: readonly string[]
  readonly tier: 'core' | 'extension' | 'profile' | 'contract'
  readonly verified: boolean
  /** Why no check cites it. */
  readonly excluded?: string
  readonly at: Source
}
