import { bad, type Decoded, good } from './decoded.ts'
import { FieldCursor } from './field-cursor.ts'
import { ownRecord } from './own-record.ts'

export interface MediaType {
  /** "application/json": type and subtype, lower-cased. */
  readonly type: string
  /** Names lower-cased, values as sent. */
  readonly parameters: Readonly<Record<string, string>>
}

/**
 * Parses a Content-Type value strictly by RFC 9110 section 8.3.1. A repeated parameter is a problem (RFC 6838 section 4.3).
 * Never throws.
 */
export function parseMediaType(value: string): Decoded<MediaType> {
  const cursor = new FieldCursor(value)
  const type = cursor.token()
  if (type === undefined || !cursor.take('/')) return bad('is not a media type')
  const subtype = cursor.token()
  if (subtype === undefined) return bad('is not a media type')
  const parameters = readParameters(cursor)
  if (!parameters.ok) return parameters
  return good({ type: `${type}/${subtype}`.toLowerCase(), parameters: ownRecord(parameters.value) })
}

function readParameters(cursor: FieldCursor): Decoded<ReadonlyMap<string, string>> {
  const parameters = new Map<string, string>()
  for (;;) {
    cursor.skipSpace()
    if (cursor.done) return good(parameters)
    if (!cursor.take(';')) return bad('has something after the media type that is no parameter')
    cursor.skipSpace()
    const name = cursor.token()?.toLowerCase()
    if (name === undefined) continue
    if (!cursor.take('=')) return bad('has a parameter without a value')
    const value = cursor.value()
    if (!value.ok) return value
    if (parameters.has(name)) return bad('repeats a parameter')
    parameters.set(name, value.value)
  }
}
