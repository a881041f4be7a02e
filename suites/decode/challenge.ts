import { bad, type Decoded, good } from './decoded.ts'
import { FieldCursor } from './field-cursor.ts'

/** One authentication challenge (RFC 9110 section 11.3). */
export interface Challenge {
  /** As sent; schemes are compared without regard to case (section 11.1). */
  readonly scheme: string
  readonly token68?: string
  /** In order, repeated ones kept; names lower-cased, values without quotes and escapes. */
  readonly parameters: readonly (readonly [name: string, value: string])[]
}

/**
 * Parses the values of all WWW-Authenticate fields (RFC 9110 section 11.6.1): several challenges in one field, several
 * fields, empty list elements. No field gives no challenge. Never throws.
 */
export function parseChallenges(values: readonly string[]): Decoded<readonly Challenge[]> {
  const challenges: Challenge[] = []
  for (const value of values) {
    const cursor = new FieldCursor(value)
    cursor.separator()
    while (!cursor.done) {
      const challenge = readChallenge(cursor)
      if (!challenge.ok) return challenge
      challenges.push(challenge.value)
    }
  }
  return good(challenges)
}

function readChallenge(cursor: FieldCursor): Decoded<Challenge> {
  if (cursor.atParameter) return bad('has a parameter that belongs to no challenge')
  const scheme = cursor.token()
  if (scheme === undefined) return bad('has no authentication scheme where one is due')
  if (cursor.skipSpace() === 0 || cursor.done) return ended(cursor, { scheme, parameters: [] })
  const token68 = cursor.token68()
  if (token68 !== undefined) return ended(cursor, { scheme, token68, parameters: [] })
  const parameters = readParameters(cursor)
  return parameters.ok ? good({ scheme, parameters: parameters.value }) : parameters
}

function ended(cursor: FieldCursor, challenge: Challenge): Decoded<Challenge> {
  return cursor.separator() ? good(challenge) : bad('has something after a scheme that is no parameter')
}

/** Reads up to the end or the next challenge: only what follows a name tells a parameter from a scheme. */
function readParameters(cursor: FieldCursor): Decoded<Challenge['parameters']> {
  const parameters: (readonly [string, string])[] = []
  if (!cursor.atParameter && !cursor.separator()) return bad('has something after a scheme that is no parameter')
  while (cursor.atParameter) {
    const name = cursor.token() ?? ''
    cursor.skipSpace()
    cursor.take('=')
    cursor.skipSpace()
    const value = cursor.value()
    if (!value.ok) return value
    parameters.push([name.toLowerCase(), value.value])
    if (!cursor.separator()) return bad('has two parameters without a comma between them')
  }
  return good(parameters)
}
