import { readKeyName } from '../../decode/key-name.ts'
import type { Scope } from '../../language/scope.ts'
import type { Json } from '../../model/json.ts'
import type { RequestSpec } from '../../model/scenario.ts'
import { specText } from '../request/spec-text.ts'
import type { KeyRing } from './key-ring.ts'
import { usualSignature } from './usual-algorithm.ts'

/** Whose keys, and what its server says of signatures. */
export interface KeyOwner {
  readonly keys: KeyRing
  readonly owner: string
  readonly metadata: Json | undefined
}

/** What `$key.NAME` means to a client: the public half of its key pair of that name, once it has been made. */
export function publicKeysOf({ keys, owner, metadata }: KeyOwner): NonNullable<Scope['publicKey']> {
  return (name, kind = usualSignature(metadata)) => keys.made(`${owner} ${name}`, kind)?.publicJwk
}

/** Makes what the `$key` references of a request name, before it is built. */
export async function makeNamedKeys(
  request: RequestSpec | RequestSpec['json'],
  { keys, owner, metadata }: KeyOwner,
): Promise<void> {
  const named = [...specText(request).matchAll(/"\$key\.([^"?]+)/gu)].map(([, name = '']) => readKeyName(name))
  await Promise.all(
    named.map(async (read) => {
      if (read.ok) await keys.key(`${owner} ${read.value.name}`, read.value.kind ?? usualSignature(metadata))
    }),
  )
}
