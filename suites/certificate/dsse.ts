import { type KeyObject, sign, verify } from 'node:crypto'
import { decodeBase64, encodeBase64 } from '../decode/base64.ts'
import { bad, type Decoded, good } from '../decode/decoded.ts'
import type { Envelope } from '../model/bundle.ts'

/** What a DSSE signature covers: the pre-authentication encoding of type and payload (DSSE 1.0.0, protocol.md). */
export function preAuthenticationEncoding(type: string, payload: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from(`DSSEv1 ${Buffer.byteLength(type)} ${type} ${payload.length} `), payload])
}

/** Signs a payload: Ed25519, or ECDSA with SHA-256 and a DER signature, as supply-chain tools expect it. */
export function signEnvelope(payloadType: string, payload: Uint8Array, key: KeyObject, keyid: string): Envelope {
  const signature = sign(hashFor(key), preAuthenticationEncoding(payloadType, payload), key)
  return { payloadType, payload: encodeBase64(payload), signatures: [{ keyid, sig: encodeBase64(signature) }] }
}

/** The payload of an envelope with exactly one signature, once that signature holds. Base64 is strict: one text, one value. */
export function openEnvelope(envelope: Envelope, key: KeyObject): Decoded<Uint8Array> {
  const [only, ...others] = envelope.signatures
  if (only === undefined || others.length > 0) return bad('does not have exactly one signature')
  const payload = decodeBase64(envelope.payload)
  if (!payload.ok) return bad(`has a payload that ${payload.problem}`)
  const signature = decodeBase64(only.sig)
  if (!signature.ok) return bad(`has a signature that ${signature.problem}`)
  const signed = preAuthenticationEncoding(envelope.payloadType, payload.value)
  return verify(hashFor(key), signed, key, signature.value)
    ? good(payload.value)
    : bad('has a signature that does not fit its payload and key')
}

const hashFor = (key: KeyObject): string | null => (key.asymmetricKeyType === 'ed25519' ? null : 'sha256')
