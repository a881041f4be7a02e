import { headerValues } from '../../decode/answer.ts'
import { parseDirectives } from '../../decode/directives.ts'
import { listOf } from '../../decode/list-of.ts'
import { parseMediaType } from '../../decode/media-type.ts'
import { match } from '../../language/match.ts'
import type { WrittenCheck } from '../../model/language.ts'
import { allowsAbsence, judgeChallenge, judgeScheme } from './challenge.ts'
import { holds, type Match, type Seen, violated } from './subject.ts'

type Asked = NonNullable<WrittenCheck['header']>

/** A response header field, as text or through one of its structured views (RFC 9110 sections 5.6, 8.3.1, 11.6.1). */
export function judgeHeader(asked: Asked, seen: Seen): Match {
  const values = headerValues(seen.exchange.response?.headers ?? [], asked.name)
  const found = values.length === 0 ? undefined : values.join(', ')
  const view = viewIn(asked)
  if (view === undefined) return match(found, asked, `header ${asked.name}`, seen.scope)
  const expected = `header ${asked.name}: ${view}`
  if (found === undefined)
    return allowsAbsence(asked)
      ? match(found, asked, `header ${asked.name}`, seen.scope)
      : violated(expected, 'no such header')
  return judgeView(asked, values, expected, seen)
}

function judgeView(asked: Asked, values: readonly string[], expected: string, seen: Seen): Match {
  if ('scheme' in asked) return judgeScheme(asked, values, expected)
  if ('challenge' in asked) return judgeChallenge(asked, values, expected, seen)
  const found = values.join(', ')
  return ('directive' in asked ? hasDirective(asked.directive, values) : isOfType(asked, found))
    ? holds
    : violated(expected, found)
}

/** What a structured view asks, in words. Undefined: the field value counts as text. */
function viewIn(asked: Asked): string | undefined {
  if ('directive' in asked) return asked.directive
  if ('scheme' in asked) return `a ${asked.scheme} challenge`
  if ('challenge' in asked) return `a ${asked.challenge.scheme} challenge with ${asked.challenge.parameter}`
  return 'media_type' in asked ? listOf(asked.media_type).join(' or ') : undefined
}

function hasDirective(name: string, values: readonly string[]): boolean {
  const directives = parseDirectives(values)
  return directives.ok && name.toLowerCase() in directives.value
}

function isOfType(asked: Asked, found: string): boolean {
  const type = parseMediaType(found)
  const wanted = 'media_type' in asked ? listOf(asked.media_type) : []
  return type.ok && wanted.some((each) => each.toLowerCase() === type.value.type)
}
