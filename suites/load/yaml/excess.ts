/** The parser recurses for each open bracket, and builds an object for each value: what is far beyond any specification never gets there. */
const most = { lines: 20_000, brackets: 200, anchors: 1000, values: 50_000 }

/** What a text has too much of for a YAML file of ours, as a predicate; undefined when it may be parsed. One pass. */
export function excessIn(text: string): string | undefined {
  let open = 0
  let lines = 1
  let anchors = 0
  let values = 0
  for (let index = 0; index < text.length; index += 1) {
    switch (text[index]) {
      case '\n':
        lines += 1
        break
      case '[':
      case '{':
        open += 1
        values += 1
        break
      case ']':
      case '}':
        open = Math.max(0, open - 1)
        break
      case ',':
        values += 1
        break
      case '&':
      case '*':
        if (/[\s[{,]/u.test(text[index - 1] ?? ' ')) anchors += 1
        break
      default:
    }
    if (open > most.brackets) return `has more than ${most.brackets} brackets open, one nested in the other`
    if (lines > most.lines) return `has more than ${most.lines} lines`
    if (anchors > most.anchors) return `has more than ${most.anchors} anchors and aliases`
    if (values > most.values) return `has more than ${most.values} values`
  }
  return undefined
}
