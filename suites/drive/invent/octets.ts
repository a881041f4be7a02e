import { createHash } from 'node:crypto'

/** `count` octets that depend on the text only: SHA-256 over a counter and the text. */
export function octetsOf(text: string, count: number): Uint8Array {
  const octets = new Uint8Array(count)
  for (let offset = 0, block = 0; offset < count; offset += 32, block += 1) {
    const digest = createHash('sha256').update(`${block}\n${text}`).digest()
    octets.set(digest.subarray(0, Math.min(32, count - offset)), offset)
  }
  return octets
}

/** A whole number from 0 to 2^32-1 that depends on the text only. */
export function numberOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0)
}
