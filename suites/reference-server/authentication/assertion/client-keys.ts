import type { JsonObject } from '../../../model/json.ts'
import { type Context, now } from '../../state.ts'
import { keysIn } from './keys.ts'

/** However many keys a client names that are not in its set, nobody is asked for them more often than that, in seconds. */
const pause = 2

/**
 * The keys at a jwks_uri (RFC 7591 section 2): as long as they may be kept, and read again for a key that they do not have. Only a reading that did not bring the key makes the next one wait, so that a client
 * which has changed its keys is there at once. What could not be read is not kept, so that a client is there again as soon as its document is.
 */
export async function keysAt(uri: string, kid: unknown, { state, rules }: Context): Promise<readonly JsonObject[]> {
  const known = state.clientKeys.get(uri)
  const fresh = known !== undefined && known.until > now()
  if (fresh && (names(known.keys, kid) || known.again > now())) return known.keys
  const fetched = await rules.fetchKeySet(uri)
  if (fetched === undefined) {
    if (!fresh) state.clientKeys.delete(uri)
    return fresh ? known.keys : []
  }
  const keys = keysIn(fetched.keySet)
  const again = names(keys, kid) ? now() : now() + pause
  state.clientKeys.set(uri, { keys, until: now() + fetched.maxAge, again })
  return keys
}

const names = (keys: readonly JsonObject[], kid: unknown): boolean => keys.some((each) => each.kid === kid)
