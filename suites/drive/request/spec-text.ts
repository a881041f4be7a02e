/** What is sent again and again stands in few places. */
const known = new WeakMap<object, string>()

/** A part of a scenario or profile as text. References are plain strings in it, so looking at the text finds every one of them. */
export function specText(part: object | undefined): string {
  if (part === undefined) return ''
  const text = known.get(part) ?? JSON.stringify(part)
  known.set(part, text)
  return text
}
