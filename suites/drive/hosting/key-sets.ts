import { servedClients } from '../../entries/served-clients.ts'
import { InputError } from '../../model/errors.ts'
import type { Json, JsonObject } from '../../model/json.ts'
import type { Target } from '../../model/target.ts'
import { type ConfiguredKeys, forServer } from '../keys/configured-keys.ts'
import { createKeyRing } from '../keys/key-ring.ts'
import { usualSignature } from '../keys/usual-algorithm.ts'
import type { Hosting } from './hosting.ts'
import { keySetOf } from './standing.ts'

/**
 * Serves the key sets of the clients that the target file has below publicUrl, and makes the keys of those that have none in it. Clients of one vendor may share a set.
 * Throws InputError where the run cannot listen: such a client could prove nothing.
 */
export async function serveKeySets(
  hosting: Hosting,
  target: Target,
  given: ConfiguredKeys,
  metadata: Json | undefined,
): Promise<ConfiguredKeys> {
  const keys: { -readonly [Name in keyof ConfiguredKeys]: ConfiguredKeys[Name] } = { ...given }
  const sets = new Map<string, readonly JsonObject[]>()
  for (const { name, url } of servedClients(target)) {
    const key = given[name] ?? (await createKeyRing().key(name, usualSignature(metadata)))
    keys[name] = key
    sets.set(url, [...(sets.get(url) ?? []), forServer(key, metadata).publicJwk])
  }
  for (const [url, set] of sets) {
    const problem = await hosting.stand(url, keySetOf(set))
    const fix = `The run serves ${url} there: name an address of this machine, and a port that is free.`
    if (problem !== undefined) throw new InputError([{ message: problem, fix }])
  }
  return keys
}
