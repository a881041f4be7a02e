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
  let out = ''
  for (const octet of new TextEncoder().encode(text)) {
    const character = String.fromCharCode(octet)
    if (/[A-Za-z0-9._-]/.test(character)) out += character
    else out += octet === 0x20 ? '+' : `%${octet.toString(16).toUpperCase().padStart(2, '0')}`
  }
  return out
}
