import type { Operation } from '../../model/vocabulary.ts'
import { deleteClient } from './delete-client.ts'
import type { DraftOf } from './draft.ts'
import { exchange } from './exchange.ts'
import { http } from './http.ts'
import { introspect } from './introspect.ts'
import { jwks } from './jwks.ts'
import { jwtGrant } from './jwt-grant.ts'
import { metadata } from './metadata.ts'
import { readClient } from './read-client.ts'
import { refresh } from './refresh.ts'
import { register } from './register.ts'
import { resource } from './resource.ts'
import { resourceMetadata } from './resource-metadata.ts'
import { revoke } from './revoke.ts'
import { token } from './token.ts'
import { updateClient } from './update-client.ts'

/** The correct default request of every operation. */
export const drafts: Readonly<Record<Operation, DraftOf>> = {
  register,
  read_client: readClient,
  update_client: updateClient,
  delete_client: deleteClient,
  token,
  introspect,
  revoke,
  refresh,
  exchange,
  jwt_grant: jwtGrant,
  metadata,
  jwks,
  resource,
  resource_metadata: resourceMetadata,
  http,
  tls: () => ({ kind: 'skipped', because: 'a look at TLS sends no request' }),
}
