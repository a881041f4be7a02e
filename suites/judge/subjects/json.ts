import { type Answer, readAnswer } from '../../decode/answer.ts'
import { at } from '../../decode/pointer.ts'
import { match } from '../../language/match.ts'
import type { JsonObject } from '../../model/json.ts'
import type { Matchers } from '../../model/scenario.ts'
import { judgeCertificates } from './certificates.ts'
import { judgeDebugOutput } from './debug-output.ts'
import { holds, type Outcome, type Seen, undecided, violated } from './subject.ts'

/** What stands at a JSON Pointer of the response body. */
export function judgeJson(pointer: string, matchers: Matchers, seen: Seen): Outcome {
  if (matchers.utf8) return judgeEncoding(seen)
  if (matchers.noDebugOutput) return judgeDebugOutput(seen)
  const problem = notJson(seen)
  if (problem !== undefined)
    return deniesOnly(matchers) ? undecided('the body is not JSON, so it says nothing of this') : problem
  const { json, duplicates } = readAnswer(seen.exchange)
  if (matchers.uniqueMembers && duplicates.length > 0) {
    return violated('member names that occur once (RFC 8259 section 4)', `${duplicates.join(', ')} repeated`)
  }
  if (matchers.certificates) return judgeCertificates(at(json, pointer))
  return match(at(json, pointer), matchers, pointer === '' ? 'the body' : pointer, seen.scope)
}

/** Matchers that say only what a member must not be: a body that is no JSON does not violate them. */
function deniesOnly({ notEquals, noneOf, absent, ...others }: Matchers): boolean {
  const denies = notEquals !== undefined || noneOf !== undefined || absent === true
  return (
    denies && Object.keys(others).every((name) => name === 'optional' || name === 'orAbsent' || name === 'ignoreCase')
  )
}

/** JSON text is UTF-8 without a byte order mark (RFC 8259 section 8.1). Whether it is JSON at all, other checks say. */
function judgeEncoding({ exchange }: Seen): Outcome {
  const { text } = readAnswer(exchange)
  if (text === undefined) return violated('text in UTF-8 (RFC 8259 section 8.1)', 'octets that are not valid UTF-8')
  if (text.startsWith('\uFEFF'))
    return violated('text without a byte order mark (RFC 8259 section 8.1)', 'U+FEFF first')
  return holds
}

/** Violations that a sentence names; of more it gives the number. */
const shownViolations = 5

/** The body, or the part at a pointer, against a JSON Schema. */
export function judgeSchema(schema: string | JsonObject, pointer: string, seen: Seen): Outcome {
  const problem = notJson(seen)
  if (problem !== undefined) return problem
  const violations = seen.validate(schema, at(readAnswer(seen.exchange).json, pointer))
  const name = typeof schema === 'string' ? schema : 'given'
  if (violations.length === 0) return holds
  const shown = violations.slice(0, shownViolations)
  const rest = violations.length - shown.length
  const told = rest === 0 ? shown : [...shown, `and ${rest} more`]
  return violated(`a body that fits the schema ${name}`, told.join('; '))
}

/** The violation that a body is no JSON, or undefined when it is. */
export function notJson({ exchange }: Seen): Outcome | undefined {
  const answer = readAnswer(exchange)
  if (answer.kind === 'json' || answer.kind === 'jwt') return undefined
  return violated('a JSON body (RFC 8259)', `status ${answer.status ?? 'none'}, ${nameOf(answer)}`)
}

/** The body of a redirect is no problem by itself. */
function nameOf({ kind, problem }: Answer): string {
  if (kind === 'empty') return 'an empty body'
  return problem === undefined ? `a ${kind}` : `a body that is not JSON (${problem})`
}
