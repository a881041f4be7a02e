import { headerValues } from '../../decode/answer.ts'
import { parseDirectives } from '../../decode/directives.ts'
import { parseMediaType } from '../../decode/media-type.ts'
import { match } from '../../language/match.ts'
import type { HeaderPart, Matchers } from '../../model/scenario.ts'
import { allowsAbsence, judgeChallenge } from './challenge.ts'
import { holds, type Outcome, type Seen, violated } from './subject.ts'

/** A response header field, as text or through one of its structured views (RFC 9110 sections 5.6, 8.3.1, 11.6.1). */
export function judgeHeader(name: string, part: HeaderPart | undefined, matchers: Matchers, seen: Seen): Outcome {
  const values = headerValues(seen.exchange.response?.headers ?? [], name)
  const found = values.length === 0 ? undefined : values.join(', ')
  if (part === undefined || (matchers.absent && part.kind !== 'challenge'))
    return match(found, matchers, `header ${name}`, seen.scope)
  const expected = `header ${name}: ${describe(part)}`
  if (found !== undefined) return judgePart(part, values, expected, matchers, seen)
  return allowsAbsence(matchers)
    ? match(found, matchers, `header ${name}`, seen.scope)
    : violated(expected, 'no such header')
}

function judgePart(
  part: HeaderPart,
  values: readonly string[],
  expected: string,
  matchers: Matchers,
  seen: Seen,
): Outcome {
  const found = values.join(', ')
  switch (part.kind) {
    case 'directive': {
      const directives = parseDirectives(values)
      return directives.ok && part.directive.toLowerCase() in directives.value ? holds : violated(expected, found)
    }
    case 'media_type': {
      const type = parseMediaType(found)
      return type.ok && part.mediaType.some((each) => each.toLowerCase() === type.value.type)
        ? holds
        : violated(expected, found)
    }
    case 'scheme':
    case 'challenge':
      return judgeChallenge(part, values, expected, matchers, seen)
    default:
      return part satisfies never
  }
}

function describe(part: HeaderPart): string {
  switch (part.kind) {
    case 'directive':
      return part.directive
    case 'scheme':
      return `a ${part.scheme} challenge`
    case 'challenge':
      return `a ${part.scheme} challenge with ${part.parameter}`
    case 'media_type':
      return part.mediaType.join(' or ')
    default:
      return part satisfies never
  }
}
