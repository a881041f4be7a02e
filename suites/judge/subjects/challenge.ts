import { type Challenge, parseChallenges } from '../../decode/challenge.ts'
import { match } from '../../language/match.ts'
import type { HeaderChallenge, HeaderScheme } from '../../model/language.ts'
import type { Matchers } from '../../model/matchers.ts'
import { holds, type Match, type Seen, violated } from './subject.ts'

/** Whether a challenge of a scheme is there. One scheme may be offered several times (RFC 9110 section 11.6.1). */
export function judgeScheme(
  { scheme, unique_members }: HeaderScheme,
  values: readonly string[],
  expected: string,
): Match {
  const offered = challengesOf(scheme, values)
  if (typeof offered === 'string') return violated(expected, `${values.join(', ')} (${offered})`)
  if (offered.length === 0) return violated(expected, values.join(', '))
  return unique_members ? judgeUnique(scheme, offered) : holds
}

/** A parameter of a challenge. */
export function judgeChallenge(asked: HeaderChallenge, values: readonly string[], expected: string, seen: Seen): Match {
  const { scheme, parameter } = asked.challenge
  const offered = challengesOf(scheme, values)
  if (typeof offered === 'string') return violated(expected, `${values.join(', ')} (${offered})`)
  // A parameter that may be absent may be so with its scheme.
  if (offered.length === 0 && !allowsAbsence(asked)) return violated(expected, values.join(', '))
  const wanted = parameter.toLowerCase()
  const found = offered.flatMap(({ parameters }) => parameters).find(([name]) => name === wanted)
  return match(found?.[1], asked, `${scheme} parameter ${parameter}`, seen.scope)
}

/** The challenges of a scheme, or what is wrong with the field. */
function challengesOf(scheme: string, values: readonly string[]): readonly Challenge[] | string {
  const challenges = parseChallenges(values)
  if (!challenges.ok) return challenges.problem
  return challenges.value.filter((each) => each.scheme.toLowerCase() === scheme.toLowerCase())
}

/** Whether a value that is not there fits, or is nothing to judge. */
export const allowsAbsence = ({ absent, optional, or_absent }: Matchers): boolean =>
  [absent, optional, or_absent].includes(true)

function judgeUnique(scheme: string, offered: readonly Challenge[]): Match {
  const repeated = offered.flatMap(({ parameters }) =>
    parameters.map(([name]) => name).filter((name, place, names) => names.indexOf(name) !== place),
  )
  return repeated.length === 0
    ? holds
    : violated(`a ${scheme} challenge with each parameter once`, `${repeated.join(', ')} repeated`)
}
