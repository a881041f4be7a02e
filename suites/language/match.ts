import { listOf } from '../decode/list-of.ts'
import { show } from '../decode/type-of.ts'
import type { Json } from '../model/json.ts'
import type { Elements } from '../model/language.ts'
import type { Matchers } from '../model/matchers.ts'
import { holds, type Match, moot, otherwise, violated } from './matched.ts'
import { type Given, type MatcherArguments, type MatcherName, matcherNames, matchers } from './matchers.ts'
import { resolve } from './resolve.ts'
import type { Scope } from './scope.ts'

/**
 * Compares a value with all that is asked of it; the first matcher that does not hold is reported. Strictly typed: no conversion
 * between types. `what` names the value in messages ("/expires_in").
 */
export function match(found: Json | undefined, asked: Matchers, what: string, scope: Scope): Match {
  if (asked.absent) return found === undefined ? holds : violated(`no ${what}`, show(found))
  if (found === undefined) {
    if (asked.or_absent) return holds
    if (asked.optional) return moot(`${what} is absent, which is allowed`)
    return violated(`${what} ${describe(asked, scope)}`, 'absent')
  }
  const given: Given = { what, scope, ignoreCase: asked.ignore_case === true }
  for (const name of namesIn(asked)) {
    const outcome = tryOne(name, found, asked, given)
    if (outcome.kind !== 'holds') return outcome
  }
  return asked.each === undefined ? holds : matchEach(found, asked.each, what, scope)
}

function namesIn(asked: Matchers): readonly MatcherName[] {
  const known = names.get(asked) ?? matcherNames.filter((name) => name in asked)
  names.set(asked, known)
  return known
}

/** The few matchers that an expectation has: it is compared with hundreds of values. */
const names = new WeakMap<Matchers, readonly MatcherName[]>()

function tryOne<Name extends MatcherName>(
  name: Name,
  found: Json,
  asked: Partial<MatcherArguments>,
  given: Given,
): Match {
  const argument = asked[name]
  return argument === undefined ? holds : matchers[name](found, argument, given)
}

function matchEach(found: Json, asked: Elements, what: string, scope: Scope): Match {
  if (!Array.isArray(found)) return otherwise(`${what} to be an array`, found)
  const elements: readonly Json[] = found
  for (const [index, element] of elements.entries()) {
    const outcome = match(element, asked, `${what}/${index}`, scope)
    if (outcome.kind !== 'holds') return outcome
  }
  return holds
}

/** A reference is told as what it stands for: readers know their tenant, and not our names. */
function describe({ type, equals }: Matchers, scope: Scope): string {
  if (type !== undefined) return `of type ${listOf(type).join(' or ')}`
  if (equals === undefined || typeof equals === 'object') return 'to be present'
  const wanted = resolve(equals, scope, 'expected')
  return wanted.kind === 'value' && typeof wanted.value !== 'object'
    ? `equal to ${show(wanted.value)}`
    : 'to be present'
}
