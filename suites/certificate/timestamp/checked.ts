import type { X509Certificate } from 'node:crypto'
import { type Fault, fault } from '../faults.ts'
import { isOver, signerOf } from './signature.ts'
import { readToken } from './token.ts'
import { distrust } from './trust.ts'

/** A timestamp whose signature holds. */
export interface Stamp {
  readonly at: Date
  /** The subject of the certificate that signed it. */
  readonly by: string
  /** Whether that certificate leads to one that the reviewer trusts. False: nobody said which those are. */
  readonly trusted: boolean
}

/**
 * Checks a time-stamp token over these octets: imprint, signature, certificate, and, where the reviewer names certificates, the way to one of them.
 * Never throws, whatever the octets are.
 */
export async function checkToken(
  token: Uint8Array,
  octets: Uint8Array,
  anchors: readonly X509Certificate[] | undefined,
): Promise<{ readonly faults: readonly Fault[]; readonly stamp?: Stamp }> {
  const read = readToken(token)
  if (!read.ok) return { faults: fault('timestamp-unreadable', `the timestamp ${read.problem}`) }
  if (!isOver(read.value, octets))
    return { faults: fault('timestamp-foreign', 'the timestamp is not over the digest of this bundle') }
  const signer = await signerOf(read.value, octets)
  if (!signer.ok) return { faults: fault('timestamp-invalid', `the timestamp ${signer.problem}`) }
  const { certificate, name: by } = signer.value
  const why = anchors === undefined ? undefined : await distrust(certificate, read.value, anchors)
  if (why !== undefined)
    return {
      faults: fault(
        'timestamp-untrusted',
        `the timestamp is of ${by}, and its certificate leads to none of yours: ${why}`,
      ),
    }
  return { faults: [], stamp: { at: read.value.info.genTime, by, trusted: anchors !== undefined } }
}
