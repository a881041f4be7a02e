import type { Scope } from '../../language/scope.ts'
import type { Json } from '../../model/json.ts'
import type { KeyRing } from './key-ring.ts'
import { usualSignature } from './usual-algorithm.ts'

/** What `$key.NAME` means to a client: the public half of its key pair of that name. */
export function publicKeysOf(
  keys: KeyRing,
  owner: string,
  metadata: Json | undefined,
): NonNullable<Scope['publicKey']> {
  return (name, kind = usualSignature(metadata)) => keys.key(`${owner} ${name}`, kind).publicJwk
}
