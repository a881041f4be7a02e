import { found, lengthOf } from './found.ts'

const printable = 'printable ASCII'

/** Classes of characters that shipped schemas use. */
const classes: Readonly<Record<string, string>> = {
  'A-Za-z0-9_-': 'base64url characters (RFC 4648 section 5)',
  '\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E': `${printable} without quotation mark and backslash (RFC 6749 section 5.2)`,
  '\\x21\\x23-\\x5B\\x5D-\\x7E': `${printable} without quotation mark, backslash and space (RFC 6749 section 5.2)`,
  '\\x20-\\x7E': printable,
  '\\x00-\\x7F': 'ASCII',
}

/** Other patterns of shipped schemas. */
const whole: Readonly<Record<string, string>> = {
  '^([B-Za-z0-9_-]|A[Q-Za-z0-9_-])': 'must begin with an octet that is not zero (RFC 7518 section 2), and does not',
  '^https:': 'must begin with "https:", and does not',
  '^[A-Za-z][A-Za-z0-9+.-]*:\\S+$': 'must be an absolute URI, and is none',
  '^[A-Za-z0-9+/]+={0,2}$': 'must be base64 (RFC 4648 section 4), and is not',
  '^https?://[^/?#]+': 'must be an http or https URL with a host, and is none',
}

/** What a pattern asks, and in which respect the string is otherwise. */
export function patternViolation(pattern: string, value: unknown): string {
  const known = whole[pattern]
  if (known !== undefined) return known
  const [, characters = '', quantifier = ''] = /^\^\[(.+)\](\+|\*|\{\d+\})\$$/u.exec(pattern) ?? []
  const words = classes[characters]
  if (words === undefined) return `must match the pattern ${pattern}, and does not`
  const length = Number(/\d+/u.exec(quantifier)?.[0] ?? 0)
  if (length > 0 && lengthOf(value) !== length) return `must be ${length} ${words}, has ${lengthOf(value)} characters`
  if (value === '') return `must be ${words}, is ${found(value)}`
  return `must be ${words} only, has others`
}
