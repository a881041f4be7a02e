import { allTags } from '../../decode/tag.ts'
import type { Evidence } from '../../model/evidence.ts'

/** A run that writes the tag of a secret also notes its length and strength, without which a check of the secret is undecided. */
export function unattestedSecrets({ exchanges, secrets }: Evidence): readonly string[] {
  const unattested = allTags(JSON.stringify(exchanges)).filter((key) => !Object.hasOwn(secrets, key))
  return unattested.map((key) => `an exchange shows [${key}], and "secrets" has no entry for it`)
}
