import { createHash } from 'node:crypto'

/**
 * The seed of a run that answers a challenge: whoever did not know the nonce cannot have sent its requests. 52 bits, so that it is a whole number everywhere.
 */
export function challengedSeed(nonce: string, run: string): number {
  const digest = createHash('sha256').update(nonce).update('\n').update(run).digest('hex')
  return Number(`0x${digest.slice(0, 13)}`)
}
