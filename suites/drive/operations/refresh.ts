import type { Pair } from '../auth/parts.ts'
import { type DraftOf, formDraft } from './draft.ts'

/** Refresh (RFC 6749 section 6) without scope, with the token that the target file supplies, or the newest that came in its place. */
export const refresh: DraftOf = (context) => {
  const supplied = context.scope.supplied?.refresh_token
  const members: Pair[] = [['grant_type', 'refresh_token']]
  if (supplied !== undefined) members.push(['refresh_token', supplied])
  return formDraft('token', members, 'client', context)
}
