import { type DraftOf, getDraft } from './draft.ts'

/** The JWK Set at `jwks_uri` (RFC 8414 section 2, RFC 7517 section 5). */
export const jwks: DraftOf = (context) => getDraft('jwks', context)
