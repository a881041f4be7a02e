import { type Answer, readAnswer } from '../../decode/answer.ts'
import { at } from '../../decode/pointer.ts'
import { match } from '../../language/match.ts'
import { schemaIn } from '../../language/schema-in.ts'
import type { JsonValue, WrittenCheck } from '../../model/language.ts'
import type { SchemaViolation } from '../../model/specs.ts'
import { judgeCertificates } from './certificates.ts'
import { judgeDebugOutput } from './debug-output.ts'
import { holds, type Match, type Seen, undecided, violated } from './subject.ts'

/** What stands at a JSON Pointer of the response body, or the body as a whole. */
export function judgeJson(asked: NonNullable<WrittenCheck['json']>, seen: Seen): Match {
  if ('utf8' in asked) return judgeEncoding(seen)
  if ('no_debug_output' in asked) return judgeDebugOutput(seen)
  if ('unique_members' in asked) return judgeNames(seen)
  const problem = notJson(seen)
  if ('certificates' in asked) return problem ?? judgeCertificates(at(readAnswer(seen.exchange).json, asked.at))
  if (problem !== undefined)
    return demands(asked) ? problem : undecided('the body is not JSON, so it says nothing of this')
  return match(at(readAnswer(seen.exchange).json, asked.at), asked, asked.at === '' ? 'the body' : asked.at, seen.scope)
}

/** Names within an object are unique (RFC 8259 section 4). */
function judgeNames(seen: Seen): Match {
  const { duplicates } = readAnswer(seen.exchange)
  return (
    notJson(seen) ??
    (duplicates.length === 0
      ? holds
      : violated('member names that occur once (RFC 8259 section 4)', `${duplicates.join(', ')} repeated`))
  )
}

/** Whether something has to be there: a body that is no JSON violates neither what may be absent, such as a secret that was not issued, nor what only says what a member must not be. */
function demands({ not_equals, none_of, absent, optional, at: _, ...others }: JsonValue): boolean {
  if (optional === true) return others.present === true
  const denies = not_equals !== undefined || none_of !== undefined || absent === true
  return !denies || Object.keys(others).some((name) => name !== 'or_absent' && name !== 'ignore_case')
}

/** JSON text is UTF-8 without a byte order mark (RFC 8259 section 8.1). Whether it is JSON at all, other checks say. */
function judgeEncoding({ exchange }: Seen): Match {
  const { text } = readAnswer(exchange)
  if (text === undefined) return violated('text in UTF-8 (RFC 8259 section 8.1)', 'octets that are not valid UTF-8')
  if (text.startsWith('\uFEFF'))
    return violated('text without a byte order mark (RFC 8259 section 8.1)', 'U+FEFF first')
  return holds
}

/** Violations that a sentence names; of more it gives the number. */
const shownViolations = 5

/** The body, or the part at a pointer, against a JSON Schema. */
export function judgeSchema(asked: NonNullable<WrittenCheck['schema']>, seen: Seen): Match {
  const problem = notJson(seen)
  if (problem !== undefined) return problem
  const { schema } = schemaIn(asked)
  const violations = schemaViolations(asked, seen)
  const name = typeof schema === 'string' ? schema : 'given'
  if (violations.length === 0) return holds
  const shown = violations
    .slice(0, shownViolations)
    .map((violation) => `at ${violation.at === '' ? 'the top' : violation.at}: ${violation.says}`)
  const rest = violations.length - shown.length
  const told = rest === 0 ? shown : [...shown, `and ${rest} more`]
  return violated(`a body that fits the schema ${name}`, told.join('; '))
}

/** What a JSON body violates of a schema. Places are those in the whole body. */
export function schemaViolations(
  asked: NonNullable<WrittenCheck['schema']>,
  { exchange, validate }: Pick<Seen, 'exchange' | 'validate'>,
): readonly SchemaViolation[] {
  const { schema, at: pointer } = schemaIn(asked)
  const violations = validate(schema, at(readAnswer(exchange).json, pointer))
  return violations.map((violation) => ({ ...violation, at: `${pointer}${violation.at}` }))
}

/** The violation that a body is no JSON, or undefined when it is. */
export function notJson({ exchange }: Seen): Match | undefined {
  const answer = readAnswer(exchange)
  if (answer.kind === 'json' || answer.kind === 'jwt') return undefined
  return violated('a JSON body (RFC 8259)', `status ${answer.status ?? 'none'}, ${nameOf(answer)}`)
}

/** The body of a redirect is no problem by itself. */
function nameOf({ kind, problem }: Answer): string {
  if (kind === 'empty') return 'an empty body'
  return problem === undefined ? `a ${kind}` : `a body that is not JSON (${problem})`
}
