/** A text without what it ends in of one character. A pattern for this tries again at each of them: a server's text may have a million. */
export function withoutTail(text: string, character: string): string {
  let end = text.length
  while (end > 0 && text[end - 1] === character) end -= 1
  return text.slice(0, end)
}
