import { readAnswer } from '../../decode/answer.ts'
import { isObject } from '../../decode/json.ts'
import { grants, summary } from '../../language/condition.ts'
import type { Exchange } from '../../model/evidence.ts'
import type { Json } from '../../model/json.ts'
import type { Target } from '../../model/target.ts'
import type { Facts } from './sources.ts'

/**
 * What the server says of the client credentials grant. open: its list names the grant, or there is no metadata document, or the target file knows better. denied: the list does not name it.
 * silent: the document has no list, which means authorization_code and implicit (RFC 8414 section 2); many servers forget it.
 */
export type Listing = 'open' | 'denied' | 'silent'

export function listingOf(found: Facts, metadata: Json | undefined, { capabilities }: Target): Listing {
  if (capabilities.add.includes('client_credentials')) return 'open'
  if (found.client_credentials?.denied) return 'denied'
  const silent = isObject(metadata) && metadata.grant_types_supported === undefined
  return silent ? 'silent' : 'open'
}

/** Whether the answer to the first token request, undefined where no client came so far, bears out that the grant is not offered. */
export function confirms(listing: Listing, token: Exchange | undefined): boolean {
  switch (listing) {
    case 'open':
      return false
    case 'denied':
      return token === undefined || !grants(token)
    case 'silent':
      return token !== undefined && readAnswer(token).error === 'unsupported_grant_type'
    default:
      return listing satisfies never
  }
}

/** What the first token request shows of the grant: one that works is offered, listed or not. */
export function grantsLearnt(listing: Listing, found: Facts, token: Exchange | undefined): Facts {
  const because = found.client_credentials?.because ?? ''
  if (confirms(listing, token)) {
    const said =
      listing === 'denied'
        ? because
        : `the token endpoint answers ${summary(token)}, and metadata has no grant_types_supported`
    return {
      client_credentials: { offered: false, because: said, denied: true },
      other_grants_only: { offered: true, because: said },
    }
  }
  if (listing !== 'denied') return {}
  return { client_credentials: { offered: true, because: `the first token was issued, although ${because}` } }
}
