/**
 * A pure function of a text that does not work out again what it was asked lately. When it has kept `most` results it forgets them all: a run
 * asks for the same things again soon or never.
 */
export function remember<T>(most: number, work: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    const found = known.get(text)
    if (found !== undefined) return found
    if (known.size >= most) known.clear()
    const made = work(text)
    known.set(text, made)
    return made
  }
}
