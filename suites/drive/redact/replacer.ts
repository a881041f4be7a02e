/** Texts to find, with what stands in their place. */
export type Needles = ReadonlyMap<string, string>

const prefixLength = 4

/**
 * Replaces every occurrence of every needle in one pass from left to right, the longest one where several begin. Needles shorter
 * than four characters are ignored.
 */
export function replacerOf(needles: Needles): (text: string) => string {
  const byPrefix = new Map<string, string[]>()
  for (const needle of needles.keys()) {
    if (needle.length < prefixLength) continue
    const prefix = needle.slice(0, prefixLength)
    byPrefix.set(prefix, [...(byPrefix.get(prefix) ?? []), needle])
  }
  for (const group of byPrefix.values()) group.sort((one, other) => other.length - one.length)
  const begins = filterOf(byPrefix.keys())
  return (text) => {
    let out = ''
    let kept = 0
    for (let index = 0; index + prefixLength <= text.length; index += 1) {
      if (begins[slot(text, index)] === 0) continue
      const found = byPrefix
        .get(text.slice(index, index + prefixLength))
        ?.find((needle) => text.startsWith(needle, index))
      if (found === undefined) continue
      out += text.slice(kept, index) + (needles.get(found) ?? '')
      kept = index + found.length
      index = kept - 1
    }
    return out + text.slice(kept)
  }
}

const slots = 1 << 18

/** Which places of a text can be the beginning of a needle at all: nearly none, and to ask costs one look-up. */
function filterOf(prefixes: Iterable<string>): Uint8Array {
  const filter = new Uint8Array(slots)
  for (const prefix of prefixes) filter[slot(prefix, 0)] = 1
  return filter
}

const slot = (text: string, index: number): number =>
  (text.charCodeAt(index) * 4099 +
    text.charCodeAt(index + 1) * 67 +
    text.charCodeAt(index + 2) * 1031 +
    text.charCodeAt(index + 3)) %
  slots
