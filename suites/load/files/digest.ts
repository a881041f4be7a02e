import { createHash } from 'node:crypto'

/** A specification file: path below the specs folder, with forward slashes, and its octets. */
export interface Piece {
  readonly path: string
  readonly octets: Uint8Array
}

/**
 * "sha256:" and hex over all files. Paths in code unit order; each is followed by its length and octets, so that no two
 * different sets of files give the same stream.
 */
export function digestOf(pieces: readonly Piece[]): string {
  const hash = createHash('sha256')
  for (const { path, octets } of pieces.toSorted((one, other) => (one.path < other.path ? -1 : 1))) {
    hash.update(`${path}\0${octets.length}\0`)
    hash.update(octets)
  }
  return `sha256:${hash.digest('hex')}`
}
