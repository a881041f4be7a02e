/** Words in alphabetical order, to find which of them stands somewhere: a run has hundreds of tokens that begin alike. */
export interface Dictionary {
  readonly words: readonly string[]
  /** For each word the place of the longest other one that it begins with; -1 where there is none. */
  readonly shorter: readonly number[]
  readonly longest: number
}

export function dictionaryOf(words: readonly string[]): Dictionary {
  const sorted = words.toSorted((one, other) => (one < other ? -1 : 1))
  const shorter: number[] = []
  sorted.forEach((word, place) => {
    let before = place - 1
    while (before >= 0 && !word.startsWith(sorted[before] ?? '')) before = shorter[before] ?? -1
    shorter.push(before)
  })
  return { words: sorted, shorter, longest: Math.max(...sorted.map((word) => word.length)) }
}

/**
 * The longest word that stands in the text from `start` and counts there. It is the last word that does not come after that text in the alphabet, or one with which that
 * one begins: all between a word and a text that begins with it begin with it too.
 */
export function longestAt(
  { words, shorter, longest }: Dictionary,
  text: string,
  start: number,
  counts: (word: string) => boolean,
): string | undefined {
  const here = text.slice(start, start + longest)
  let low = 0
  let high = words.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((words[middle] ?? '') <= here) low = middle + 1
    else high = middle
  }
  let place = low - 1
  const fits = (word: string): boolean => here.startsWith(word) && counts(word)
  while (place >= 0 && !fits(words[place] ?? '')) place = shorter[place] ?? -1
  return words[place]
}
