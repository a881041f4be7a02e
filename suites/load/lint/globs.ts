import picomatch from 'picomatch'

/** Whether an id, or a glob over ids, fits at least one of them. */
export function fitsAny(glob: string, ids: Iterable<string>): boolean {
  const names = [...ids]
  if (names.includes(glob)) return true
  const fits = picomatch(glob)
  return names.some((name) => fits(name))
}

/** Whether a text is a pattern rather than an id. */
export function isGlob(text: string): boolean {
  return /[*?[\]{}!()]/.test(text)
}
