import type { DraftOf } from './draft.ts'
import { manageClient } from './manage-client.ts'

/** Client read request (RFC 7592 section 2.1). */
export const readClient: DraftOf = (context) => manageClient('GET', { kind: 'none' }, context)
