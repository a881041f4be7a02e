import type { MetadataPlace } from '../../model/vocabulary.ts'
import { wellKnownUrl } from '../discover/metadata-locations.ts'
import type { NoRequest, RequestContext } from '../request/context.ts'
import { type Draft, type DraftOf, getDraft } from './draft.ts'

/** The authorization server metadata document that discovery found (RFC 8414 section 3.1). */
export const metadata: DraftOf = (context) => getDraft('metadata', context)

/** The metadata document at one of its well-known places, found there or not. */
export function metadataAt(place: MetadataPlace, { scope }: RequestContext): Draft | NoRequest {
  const { issuer } = scope.facts
  if (issuer === undefined)
    return { kind: 'skipped', because: 'the issuer is not known, so its well-known places are not either' }
  const url = wellKnownUrl(issuer, place)
  return { kind: 'draft', method: 'GET', url, endpoint: 'metadata', content: { kind: 'none' }, auth: 'none' }
}
