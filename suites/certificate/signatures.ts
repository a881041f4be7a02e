import { compactVerify } from 'jose'
import { decodeBase64 } from '../decode/base64.ts'
import { decodeBase64Url } from '../decode/base64url.ts'
import type { Bundle } from '../model/bundle.ts'
import { algorithmOf } from './certify.ts'
import { openEnvelope } from './dsse.ts'
import { type Fault, fault } from './faults.ts'
import { embeddedKey, type SigningKey } from './keys.ts'
import { statementType } from './statement.ts'

/** Whether a bundle is signed, by which key, and as of when that key counts. `trusted` is the key that the reviewer has. */
export async function signatureFaults(
  bundle: Bundle,
  trusted: SigningKey | undefined,
  now: Date,
): Promise<readonly Fault[]> {
  const embedded = await embeddedKey(bundle.key)
  if (embedded === undefined)
    return fault('key-unusable', 'the key in the bundle is no key, or its kid is not its thumbprint')
  if (trusted !== undefined && trusted.jwk.kid !== embedded.jwk.kid)
    return fault(
      'key-foreign',
      `the bundle is signed with key ${embedded.jwk.kid}, not with yours (${trusted.jwk.kid})`,
    )
  return [
    ...expiryFaults(trusted ?? embedded, now),
    ...envelopeFaults(bundle, embedded),
    ...(await jwsFaults(bundle, embedded)),
  ]
}

function expiryFaults({ jwk }: SigningKey, now: Date): readonly Fault[] {
  if (jwk.exp === undefined || jwk.exp * 1000 >= now.getTime()) return []
  return fault('key-expired', `the key ended on ${new Date(jwk.exp * 1000).toISOString().slice(0, 10)}`)
}

function envelopeFaults({ envelope }: Bundle, key: SigningKey): readonly Fault[] {
  if (envelope.payloadType !== statementType)
    return fault('signature-invalid', `the envelope holds ${envelope.payloadType} instead of ${statementType}`)
  const opened = openEnvelope(envelope, key.key)
  if (!opened.ok) return fault('signature-invalid', `the envelope ${opened.problem}`)
  const keyid = envelope.signatures[0]?.keyid
  return keyid === key.jwk.kid ? [] : fault('signature-invalid', 'the envelope names another key than the bundle')
}

async function jwsFaults({ jws, envelope }: Bundle, key: SigningKey): Promise<readonly Fault[]> {
  const loose = jws.split('.').find((part) => !decodeBase64Url(part).ok)
  if (loose !== undefined) return fault('jws-invalid', 'the JWS has a part that is not base64url')
  const payload = decodeBase64(envelope.payload)
  try {
    const verified = await compactVerify(jws, key.key, { algorithms: [algorithmOf(key)] })
    const same = payload.ok && Buffer.from(payload.value).equals(Buffer.from(verified.payload))
    return same ? [] : fault('jws-invalid', 'the JWS and the envelope do not sign the same statement')
  } catch {
    return fault('jws-invalid', 'the signature of the JWS does not fit its payload and key')
  }
}
