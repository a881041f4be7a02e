import type { X509Certificate } from 'node:crypto'
import { decodeBase64 } from '../decode/base64.ts'
import type { Bundle, PublicJwk } from '../model/bundle.ts'
import type { RunRecord } from '../model/evidence.ts'
import { bundleText } from './bundle.ts'
import { skew } from './consistency/times.ts'
import { type Fault, fault } from './faults.ts'
import type { Stamp } from './timestamp/checked.ts'

/** What a timestamp is over: the file as `certify` wrote it, with the statement, both signatures and the key. */
export function stampedOctets({ timestamp: _, ...bundle }: Bundle): Uint8Array {
  return Buffer.from(bundleText(bundle))
}

/** The timestamp of a bundle. Where the reviewer says whose timestamps count, there has to be one. */
export async function checkTimestamp(
  bundle: Bundle,
  anchors: readonly X509Certificate[] | undefined,
): Promise<{ readonly faults: readonly Fault[]; readonly stamp?: Stamp }> {
  const { timestamp } = bundle
  if (timestamp === undefined)
    return { faults: anchors === undefined ? [] : fault('timestamp-missing', 'the bundle has no timestamp') }
  const token = decodeBase64(timestamp)
  if (!token.ok) return { faults: fault('timestamp-unreadable', `the timestamp ${token.problem}`) }
  // Only bundles with a timestamp pay for the library.
  const { checkToken } = await import('./timestamp/checked.ts')
  return checkToken(token.value, stampedOctets(bundle), anchors)
}

/** A bundle is stamped after its run and its key, and not in the future. */
export function momentFaults({ at, by }: Stamp, run: RunRecord, { iat }: PublicJwk, now: Date): readonly Fault[] {
  const says = `${by} says that the bundle was there at ${at.toISOString()}`
  const impossible = (message: string): readonly Fault[] => fault('timestamp-impossible', `${says}, ${message}`)
  const end = endOf(run)
  if (at.getTime() < end - skew) return impossible(`and the run that is in it ended at ${new Date(end).toISOString()}`)
  if (iat !== undefined && at.getTime() < iat * 1000 - skew)
    return impossible(`and the key that signed it was made at ${new Date(iat * 1000).toISOString()}`)
  return at.getTime() > now.getTime() + skew ? impossible(`and it is ${now.toISOString()}`) : []
}

/** Milliseconds since 1970. */
export const endOf = ({ startedAt, durationMs }: RunRecord): number => Date.parse(startedAt) + durationMs
