import { entropyBits, fitsCharset } from '../../decode/text.ts'
import type { SecretFacts, SignatureFact } from '../../model/evidence.ts'
import { charsets } from '../../model/vocabulary.ts'
import type { Secret } from './vault.ts'

/** What evidence says of each secret, by tag, without showing it. `signatures`: by value. */
export function secretFactsOf(
  secrets: readonly Secret[],
  signatures: ReadonlyMap<string, SignatureFact>,
): Readonly<Record<string, SecretFacts>> {
  return Object.fromEntries(secrets.map((secret) => [secret.key, factsOf(secret, signatures.get(secret.value))]))
}

function factsOf({ value, kind }: Secret, signature: SignatureFact | undefined): SecretFacts {
  return {
    kind,
    length: [...value].length,
    bits: Math.round(entropyBits(value) * 10) / 10,
    charsets: charsets.filter((charset) => fitsCharset(value, charset)),
    ...(signature === undefined ? {} : { signature }),
  }
}
