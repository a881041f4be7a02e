import { readKeyName } from '../../decode/key-name.ts'
import type { Scope } from '../../language/scope.ts'
import type { Json } from '../../model/json.ts'
import { specText } from '../request/spec-text.ts'
import type { KeyRing, RunKey } from './key-ring.ts'
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

/** The key pair that a scenario names so. */
export async function namedKey(text: string, { keys, owner, metadata }: KeyOwner): Promise<RunKey | undefined> {
  const read = readKeyName(text)
  return read.ok ? keys.key(`${owner} ${read.value.name}`, read.value.kind ?? usualSignature(metadata)) : undefined
}

/** Makes what the `$key` references of a request name, before it is built. */
export async function makeNamedKeys(request: object | undefined, owner: KeyOwner): Promise<void> {
  const named = [...specText(request).matchAll(/"\$key\.([^"?]+)/gu)]
  await Promise.all(named.map(([, name = '']) => namedKey(name, owner)))
}
