import type { Pair } from '../auth/parts.ts'
import { type DraftOf, formDraft } from './draft.ts'
import { grantedScope } from './token.ts'

/** JWT bearer grant (RFC 7523 section 2.1), for the scope of the client. The assertion is added when the request is built. */
export const jwtGrant: DraftOf = (context) => {
  const members: Pair[] = [['grant_type', 'urn:ietf:params:oauth:grant-type:jwt-bearer']]
  const scope = grantedScope(context)
  if (scope !== undefined) members.push(['scope', scope])
  return formDraft('token', members, 'client', context)
}
