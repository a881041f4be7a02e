type Pairs = readonly (readonly [name: string, value: string])[]

/**
 * The members of an application/x-www-form-urlencoded text, in order, repeated ones kept. As HTML form data is read everywhere:
 * a malformed percent escape stays as it is, octets that are not UTF-8 become U+FFFD. Never throws.
 */
export function decodeForm(text: string): Pairs {
  // URLSearchParams drops one leading question mark, which a body may well begin with.
  return [...new URLSearchParams(`?${text}`)]
}

/** Encodes members as application/x-www-form-urlencoded (RFC 6749 appendix B), in order. */
export function encodeForm(pairs: Pairs): string {
  return pairs.map(([name, value]) => `${formEncode(name)}=${formEncode(value)}`).join('&')
}

/**
 * Encodes one name or value: UTF-8, everything but letters, digits, `-`, `.` and `_` escaped, a space as `+` (RFC 6749 appendix B).
 * Also `*` and `~`, on which the encoders in use differ: escaped they mean the same to every decoder.
 */
export function formEncode(text: string): string {
  // encodeURIComponent throws on half of a surrogate pair; its octets are those of U+FFFD everywhere else.
  return encodeURIComponent(text.toWellFormed()).replace(/%20|[!'()*~]/g, (found) =>
    found === '%20' ? '+' : `%${found.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
