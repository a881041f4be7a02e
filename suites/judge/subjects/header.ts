import { headerValues } from '../../decode/answer.ts'
import { parseChallenges } from '../../decode/challenge.ts'
import { parseDirectives } from '../../decode/directives.ts'
import { parseMediaType } from '../../decode/media-type.ts'
import type { HeaderPart, Matchers } from '../../model/scenario.ts'
import { match } from '../../plan/match.ts'
import { holds, type Outcome, type Seen, violated } from './subject.ts'

/** A response header field, as text or through one of its structured views (RFC 9110 sections 5.6, 8.3.1, 11.6.1). */
export function judgeHeader(name: string, part: HeaderPart | undefined, matchers: Matchers, seen: Seen): Outcome {
  const values = headerValues(seen.exchange.response?.headers ?? [], name)
  const found = values.length === 0 ? undefined : values.join(', ')
  if (part === undefined) return match(found, matchers, `header ${name}`, seen.scope)
  if (matchers.absent) return found === undefined ? holds : violated(`no header ${name}`, found)
  if (found === undefined) {
    return matchers.optional || matchers.orAbsent
      ? match(found, matchers, `header ${name}`, seen.scope)
      : violated(`header ${name}: ${describe(part)}`, 'no such header')
  }
  return judgePart(name, part, values, matchers, seen)
}

function judgePart(name: string, part: HeaderPart, values: readonly string[], matchers: Matchers, seen: Seen): Outcome {
  const expected = `header ${name}: ${describe(part)}`
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

function judgeChallenge(
  part: Extract<HeaderPart, { kind: 'scheme' | 'challenge' }>,
  values: readonly string[],
  expected: string,
  matchers: Matchers,
  seen: Seen,
): Outcome {
  const challenges = parseChallenges(values)
  if (!challenges.ok) return violated(expected, `${values.join(', ')} (${challenges.problem})`)
  const challenge = challenges.value.find((each) => each.scheme.toLowerCase() === part.scheme.toLowerCase())
  if (challenge === undefined) return violated(expected, values.join(', '))
  if (part.kind === 'scheme') {
    const names = challenge.parameters.map(([name]) => name)
    const repeated = matchers.uniqueMembers ? names.filter((name, place) => names.indexOf(name) !== place) : []
    return repeated.length === 0
      ? holds
      : violated(`a ${part.scheme} challenge with each parameter once`, `${repeated.join(', ')} repeated`)
  }
  const parameter = challenge.parameters.find(([name]) => name === part.parameter.toLowerCase())
  return match(parameter?.[1], matchers, `${part.scheme} parameter ${part.parameter}`, seen.scope)
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
