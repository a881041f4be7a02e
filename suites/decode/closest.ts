import { distance } from 'fastest-levenshtein'

/**
 * The candidate that a mistyped word most likely meant, for "did you mean"; undefined when none is near. At most two edits per five
 * letters, and never more than four; case does not count.
 */
export function closest(word: string, candidates: readonly string[]): string | undefined {
  const most = Math.min(4, Math.max(1, Math.floor(word.length * 0.4)))
  let best: { readonly candidate: string; readonly edits: number } | undefined
  for (const candidate of candidates) {
    const edits = distance(word.toLowerCase(), candidate.toLowerCase())
    if (edits <= most && edits < (best?.edits ?? Number.POSITIVE_INFINITY)) best = { candidate, edits }
  }
  return best?.candidate
}
