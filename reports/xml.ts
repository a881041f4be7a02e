// XML 1.0 section 2.2 (production Char): what may stand in a document at all, even as a character reference.
const notXml = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu

/** Drops what no XML 1.0 document may hold: most control characters, lone surrogates, U+FFFE and U+FFFF. */
export function xmlSafe(text: string): string {
  return text.replace(notXml, '')
}
