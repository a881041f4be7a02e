import type { Pair } from '../auth/parts.ts'
import type { RequestContext } from '../request/context.ts'
import { type DraftOf, formDraft } from './draft.ts'

/** Client credentials grant (RFC 6749 section 4.4.2), for the scope that the client was registered with, and the target's resource (RFC 8707). Some servers ask for more. */
export const token: DraftOf = (context) => {
  const members: Pair[] = [['grant_type', 'client_credentials']]
  const scope = grantedScope(context)
  if (scope !== undefined) members.push(['scope', scope])
  if (context.target.resource !== undefined) members.push(['resource', context.target.resource])
  members.push(...Object.entries(context.target.tokenParameters ?? {}))
  return formDraft('token', members, 'client', context)
}

/** A server may register less than was asked for (RFC 7591 section 3.2.1): its answer counts, not our request. */
function grantedScope({ client, target }: RequestContext): string | undefined {
  const registered = client?.scope
  return typeof registered === 'string' && registered !== '' ? registered : target.scope
}
