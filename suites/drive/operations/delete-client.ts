import type { DraftOf } from './draft.ts'
import { manageClient } from './manage-client.ts'

/** Client delete request (RFC 7592 section 2.3). */
export const deleteClient: DraftOf = (context) => manageClient('DELETE', { kind: 'none' }, context)
