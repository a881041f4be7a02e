import { decodeBase64Url } from '../../decode/base64url.ts'
import { characters, entropyBits, fitsCharset } from '../../decode/text.ts'
import type { SecretFacts, SignatureFact } from '../../model/evidence.ts'
import { charsets } from '../../model/vocabulary.ts'
import { isJws } from '../jws-shape.ts'
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
    length: characters(value),
    bits: Math.round(entropyBits(value) * 10) / 10,
    charsets: charsets.filter((charset) => fitsCharset(value, charset)),
    ...octetsOf(value),
    ...(signature === undefined ? {} : { signature }),
  }
}

/** Evidence does not show the signature, so its length is noted: RFC 7518 section 3.4 fixes it for ECDSA. */
function octetsOf(value: string): Pick<SecretFacts, 'signatureOctets'> {
  const signature = isJws(value) ? decodeBase64Url(value.slice(value.lastIndexOf('.') + 1)) : undefined
  return signature?.ok ? { signatureOctets: signature.value.length } : {}
}
