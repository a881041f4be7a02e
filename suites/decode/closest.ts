import { distance } from 'fastest-levenshtein'

/**
 * The candidate that a mistyped word most likely meant, for "did you mean"; undefined when none is near. At most two edits per five
 * letters, and never more than four; case does not count. Where none is near, the one that ends with the whole word: "method" is "http_method".
 */
export function closest(word: string, candidates: readonly string[]): string | undefined {
  const most = Math.min(4, Math.max(1, Math.floor(word.length * 0.4)))
  let best: { readonly candidate: string; readonly edits: number } | undefined
  for (const candidate of candidates) {
    const edits = hasSwapped(word, candidate) ? 1 : distance(word.toLowerCase(), candidate.toLowerCase())
    if (edits <= most && edits < (best?.edits ?? Number.POSITIVE_INFINITY)) best = { candidate, edits }
  }
  return best?.candidate ?? endingWith(word, candidates)
}

/** "rcf" is "rfc" with two letters swapped: one slip, though two edits. */
const hasSwapped = (word: string, candidate: string): boolean =>
  word.length === candidate.length && sorted(word) === sorted(candidate)

const sorted = (word: string): string => [...word.toLowerCase()].sort().join('')

/** Nothing where it could be several, or where the word is too short to say much. */
function endingWith(word: string, candidates: readonly string[]): string | undefined {
  if (word.length < 3) return undefined
  const [one, ...others] = candidates.filter(
    (each) => /^[_/.-]/u.test(each.slice(0, -word.length).slice(-1)) && each.endsWith(word),
  )
  return others.length === 0 ? one : undefined
}
