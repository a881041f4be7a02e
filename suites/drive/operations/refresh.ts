import { type DraftOf, formDraft } from './draft.ts'

/** Refresh (RFC 6749 section 6) without scope; the step gives `refresh_token`. */
export const refresh: DraftOf = (context) => formDraft('token', [['grant_type', 'refresh_token']], 'client', context)
