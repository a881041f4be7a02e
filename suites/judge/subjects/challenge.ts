import { type Challenge, parseChallenges } from '../../decode/challenge.ts'
import { match } from '../../language/match.ts'
import type { HeaderPart, Matchers } from '../../model/scenario.ts'
import { holds, type Outcome, type Seen, violated } from './subject.ts'

type Part = Extract<HeaderPart, { kind: 'scheme' | 'challenge' }>

/** A challenge of a scheme, or a parameter of it. One scheme may be offered several times (RFC 9110 section 11.6.1). */
export function judgeChallenge(
  part: Part,
  values: readonly string[],
  expected: string,
  matchers: Matchers,
  seen: Seen,
): Outcome {
  const challenges = parseChallenges(values)
  if (!challenges.ok) return violated(expected, `${values.join(', ')} (${challenges.problem})`)
  const offered = challenges.value.filter(({ scheme }) => scheme.toLowerCase() === part.scheme.toLowerCase())
  const missing = violated(expected, values.join(', '))
  if (part.kind === 'scheme') {
    if (offered.length === 0) return missing
    return matchers.uniqueMembers ? judgeUnique(part.scheme, offered) : holds
  }
  // A parameter that may be absent may be so with its scheme.
  if (offered.length === 0 && !allowsAbsence(matchers)) return missing
  const wanted = part.parameter.toLowerCase()
  const parameter = offered.flatMap(({ parameters }) => parameters).find(([name]) => name === wanted)
  return match(parameter?.[1], matchers, `${part.scheme} parameter ${part.parameter}`, seen.scope)
}

/** Whether a value that is not there fits, or is nothing to judge. */
export const allowsAbsence = ({ absent, optional, orAbsent }: Matchers): boolean =>
  [absent, optional, orAbsent].includes(true)

function judgeUnique(scheme: string, offered: readonly Challenge[]): Outcome {
  const repeated = offered.flatMap(({ parameters }) =>
    parameters.map(([name]) => name).filter((name, place, names) => names.indexOf(name) !== place),
  )
  return repeated.length === 0
    ? holds
    : violated(`a ${scheme} challenge with each parameter once`, `${repeated.join(', ')} repeated`)
}
