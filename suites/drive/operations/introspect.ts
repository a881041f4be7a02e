import { type DraftOf, formDraft } from './draft.ts'

/** Introspection (RFC 7662 section 2.1); the step gives `token`. The caller may be another party than the token's client. */
export const introspect: DraftOf = (context) => formDraft('introspection', [], 'introspection', context)
