import { bad, type Decoded, good } from './decoded.ts'
import { FieldCursor } from './field-cursor.ts'
import { ownRecord } from './own-record.ts'

/**
 * Parses the values of all Cache-Control fields (RFC 9111 section 5.2). Names lower-cased; `true` for a directive without an
 * argument; the first of a repeated directive counts (section 4.2.1). No field gives no directive. Never throws.
 */
export function parseDirectives(values: readonly string[]): Decoded<Readonly<Record<string, string | true>>> {
  const directives: (readonly [string, string | true])[] = []
  for (const text of values) {
    const cursor = new FieldCursor(text)
    cursor.separator()
    while (!cursor.done) {
      const directive = readDirective(cursor)
      if (!directive.ok) return directive
      directives.push(directive.value)
    }
  }
  return good(ownRecord(directives))
}

function readDirective(cursor: FieldCursor): Decoded<readonly [string, string | true]> {
  const name = cursor.token()?.toLowerCase()
  if (name === undefined) return bad('has no directive where one is due')
  const argument = cursor.take('=') ? cursor.value() : good<true>(true)
  if (!argument.ok) return argument
  if (!cursor.separator()) return bad('has something between directives that is no comma')
  return good([name, argument.value])
}
