import type { Pair } from '../auth/parts.ts'
import type { RequestContext } from '../request/context.ts'
import { type DraftOf, formDraft } from './draft.ts'

/** Client credentials grant (RFC 6749 section 4.4.2), for the target's scope as far as the client was registered with it, and the target's resource (RFC 8707). Some servers ask for more. */
export const token: DraftOf = (context) => {
  const members: Pair[] = [['grant_type', 'client_credentials']]
  const scope = grantedScope(context)
  if (scope !== undefined) members.push(['scope', scope])
  if (context.target.resource !== undefined) members.push(['resource', context.target.resource])
  members.push(...Object.entries(context.target.tokenParameters ?? {}))
  return formDraft('token', members, 'client', context)
}

/**
 * A server may register less than was asked for, or more (RFC 7591 section 3.2.1): of what the target file names, what is registered. Where that is nothing, the
 * target file has the say.
 */
export function grantedScope({ client, target }: RequestContext): string | undefined {
  const registered = client?.scope
  if (typeof registered !== 'string' || registered === '') return target.scope
  if (target.scope === undefined) return registered
  const words = registered.split(' ')
  const both = target.scope.split(' ').filter((word) => words.includes(word))
  return both.length === 0 ? target.scope : both.join(' ')
}
