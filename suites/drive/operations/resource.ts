import { type DraftOf, getDraft } from './draft.ts'

/** The protected resource that the target file names; the step gives the bearer token (RFC 6750 section 2.1). */
export const resource: DraftOf = (context) => getDraft('resource', context)
