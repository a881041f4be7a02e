import { type DraftOf, formDraft } from './draft.ts'

/** Revocation (RFC 7009 section 2.1); the step gives `token`. */
export const revoke: DraftOf = (context) => formDraft('revocation', [], 'client', context)
