import type { DraftOf } from './draft.ts'
import { manageClient, metadataToSendBack } from './manage-client.ts'

/** Client update request (RFC 7592 section 2.2): the whole metadata as the server last stated it. */
export const updateClient: DraftOf = (context) =>
  manageClient('PUT', { kind: 'json', members: metadataToSendBack(context.client) }, context)
