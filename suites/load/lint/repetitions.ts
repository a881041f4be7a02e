interface Group {
  /** Of the alternative that is being read. */
  repeats: boolean
  fixed: boolean
  /** An alternative before it was nothing but repetitions. */
  loose: boolean
}

const start = (): Group => ({ repeats: false, fixed: false, loose: false })
const isLoose = ({ repeats, fixed, loose }: Group): boolean => loose || (repeats && !fixed)

/**
 * Whether a regular expression repeats, without a bound, what is nothing but repetitions: `(a+)*`. Such a pattern may need a time that doubles with each character of a
 * text, and a server chooses the text. Something fixed between the repetitions, such as a comma, tells them apart. The syntax must be valid.
 */
export function repeatsRepetition(pattern: string): boolean {
  const bare = pattern
    .replaceAll(/\\./gu, '_')
    .replaceAll(/\[[^\]]*\]/gu, '_')
    .replaceAll(/\(\?(?:[:=!]|<[=!]|<\w+>)/gu, '(')
  const groups: Group[] = [start()]
  for (let index = 0; index < bare.length; index += 1) {
    const group = groups.at(-1) ?? start()
    const after = bare.slice(index + 1, index + 25)
    switch (bare[index]) {
      case '(':
        groups.push(start())
        break
      case '|':
        Object.assign(group, { loose: isLoose(group), repeats: false, fixed: false })
        break
      case ')': {
        groups.pop()
        const outer = groups.at(-1) ?? start()
        if (isLoose(group) && isRepetition(after)) return true
        if (isLoose(group) || isRepetition(after)) outer.repeats = true
        else if (!/^[?{]/u.test(after)) outer.fixed = true
        break
      }
      case '*':
      case '+':
      case '?':
      case '{':
      case '}':
      case '^':
      case '$':
        break
      default:
        if (isRepetition(after)) group.repeats = true
        else if (!/^[?{]/u.test(after) && !/\{\d*,?\d*$/u.test(bare.slice(0, index + 1))) group.fixed = true
    }
  }
  return false
}

/** Up to nine times is no danger. */
const isRepetition = (text: string): boolean => /^(?:[*+]|\{\d+,(?:\d{2,})?\})/u.test(text)
