import type { HeaderField } from '../../model/evidence.ts'

/** Sent with every request. No compression: evidence keeps the octets that the server meant. */
export function defaultHeaders(version: string): readonly HeaderField[] {
  return [
    ['Accept', 'application/json'],
    ['Accept-Encoding', 'identity'],
    ['User-Agent', `grantcheck/${version}`],
  ]
}

/** Fields of the second list replace those of the same name (compared without regard to case, RFC 9110 section 5.1). */
export function withHeaders(fields: readonly HeaderField[], others: readonly HeaderField[]): readonly HeaderField[] {
  return [
    ...withoutHeaders(
      fields,
      others.map(([name]) => name),
    ),
    ...others,
  ]
}

/** All fields but those named. */
export function withoutHeaders(fields: readonly HeaderField[], names: readonly string[]): readonly HeaderField[] {
  const gone = new Set(names.map((name) => name.toLowerCase()))
  return fields.filter(([name]) => !gone.has(name.toLowerCase()))
}
