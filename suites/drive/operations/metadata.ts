import { type DraftOf, getDraft } from './draft.ts'

/** The authorization server metadata document that discovery found (RFC 8414 section 3.1). */
export const metadata: DraftOf = (context) => getDraft('metadata', context)
