import { type Dictionary, dictionaryOf, longestAt } from './dictionary.ts'

/** What stands in the place of a text to find. `whole`: only where the text stands by itself, and not as the name of a member. */
export interface Needle {
  readonly standIn: string
  readonly whole: boolean
}

export type Needles = ReadonlyMap<string, Needle>

const prefixLength = 4

/**
 * Replaces every occurrence of every needle in one pass from left to right, the longest one where several begin. Needles shorter
 * than four characters are ignored.
 */
export function replacerOf(needles: Needles): (text: string) => string {
  const dictionaries = byPrefix(needles.keys())
  const begins = filterOf(dictionaries.keys())
  return (text) => {
    let out = ''
    let kept = 0
    let hash = 0
    for (let end = 0; end < text.length; end += 1) {
      hash = slotOf(hash, text.charCodeAt(end))
      const start = end + 1 - prefixLength
      if (!isSet(begins, hash) || start < kept) continue
      const dictionary = dictionaries.get(text.slice(start, end + 1))
      const found =
        dictionary === undefined
          ? undefined
          : longestAt(
              dictionary,
              text,
              start,
              (word) => needles.get(word)?.whole !== true || standsAlone(text, start, word.length),
            )
      if (found === undefined) continue
      out += text.slice(kept, start) + (needles.get(found)?.standIn ?? '')
      kept = start + found.length
      end = kept - 1
    }
    return kept === 0 ? text : out + text.slice(kept)
  }
}

/** No letter or digit goes on with it, but for those of a percent-encoded octet before it, and it names no member of JSON or a form. */
function standsAlone(text: string, start: number, length: number): boolean {
  const before = text.slice(Math.max(0, start - 3), start)
  if (/[\w-]$/u.test(before) && !/%[0-9a-f]{2}$/iu.test(before)) return false
  return !/^(?:[\w=-]|"\s*:)/u.test(text.slice(start + length, start + length + 8))
}

function byPrefix(needles: Iterable<string>): ReadonlyMap<string, Dictionary> {
  const groups = new Map<string, string[]>()
  for (const needle of needles) {
    const prefix = needle.slice(0, prefixLength)
    const group = groups.get(prefix)
    if (group !== undefined) group.push(needle)
    else if (prefix.length === prefixLength) groups.set(prefix, [needle])
  }
  return new Map([...groups].map(([prefix, group]) => [prefix, dictionaryOf(group)]))
}

const slots = 1 << 16

/** Which places of a text can be the beginning of a needle at all: nearly none, and to ask costs one look-up. A bit each, so that all of it stays in the nearest cache. */
function filterOf(prefixes: Iterable<string>): Uint32Array {
  const filter = new Uint32Array(slots >> 5)
  for (const prefix of prefixes) {
    let hash = 0
    for (let index = 0; index < prefixLength; index += 1) hash = slotOf(hash, prefix.charCodeAt(index))
    filter[hash >> 5] = (filter[hash >> 5] ?? 0) | (1 << (hash & 31))
  }
  return filter
}

const isSet = (filter: Uint32Array, slot: number): boolean => (((filter[slot >> 5] ?? 0) >> (slot & 31)) & 1) === 1

/** A number for the last four characters: four bits on with each, so that the fifth from behind is out. */
const slotOf = (before: number, code: number): number => ((before << 4) ^ code) & (slots - 1)
