import { wordsOf } from '../../decode/scope-set.ts'
import { scopesBeyond, scopesInCommon } from '../../decode/smart-scope.ts'
import { deepEqual, show } from '../../decode/type-of.ts'
import { nameOf } from '../../language/reference-words.ts'
import { resolve } from '../../language/resolve.ts'
import type { Json } from '../../model/json.ts'
import type { Relation } from '../../model/language.ts'
import type { Expression } from '../../model/scenario.ts'
import { holds, type Match, moot, type Seen, undecided, violated } from './subject.ts'

type Value = { readonly kind: 'value'; readonly value: Json } | { readonly kind: 'not'; readonly outcome: Match }

/** A relation between values of several exchanges: all different, equal, one a subset of the other, or without anything in common. */
export function judgeRelation(relation: Relation, seen: Seen): Match {
  if (relation.unique !== undefined) return judgeUnique(relation.unique, seen)
  const by = relation.by === 'smart_scopes' ? bySmartScopes : byWords
  if (relation.subset !== undefined)
    return withBoth(relation.subset, seen, (left, right, name) => judgeSubset(left, right, name, by))
  if (relation.disjoint !== undefined)
    return withBoth(relation.disjoint, seen, (left, right, name) => judgeDisjoint(left, right, name, by))
  const [, other] = relation.equal
  return withBoth(relation.equal, seen, (left, right, name) =>
    (relation.as === undefined && relation.by === undefined ? deepEqual(left, right) : sameSet(left, right, by))
      ? holds
      : violated(`${nameOf(name)} equal to ${told(other, right)}`, show(left)),
  )
}

/** How words are compared. */
interface Comparison {
  /** Words of the first that the second does not hold. */
  readonly beyond: (words: readonly string[], others: readonly string[]) => readonly string[]
  /** Words of the first that have anything in common with the second. */
  readonly common: (words: readonly string[], others: readonly string[]) => readonly string[]
}

const byWords: Comparison = {
  beyond: (words, others) => words.filter((word) => !others.includes(word)),
  common: (words, others) => words.filter((word) => others.includes(word)),
}

const bySmartScopes: Comparison = { beyond: scopesBeyond, common: scopesInCommon }

function judgeUnique(expressions: readonly Expression[], seen: Seen): Match {
  const values: Json[] = []
  for (const expression of expressions) {
    const found = lookUp(expression, seen)
    if (found.kind === 'not') return found.outcome
    const isList = typeof expression === 'string' && expression.startsWith('$all.')
    values.push(...(isList && Array.isArray(found.value) ? found.value : [found.value]))
  }
  if (values.length < 2) return undecided(`it takes two values to compare, and this run saw ${values.length}`)
  const twice = values.find((value, index) => values.slice(0, index).some((earlier) => deepEqual(earlier, value)))
  if (twice === undefined) return holds
  const times = values.filter((value) => deepEqual(value, twice)).length
  const names = expressions.map(nameOf).join(' and ')
  return violated(`different values: ${names}`, `${show(twice)} ${times} times among ${values.length} values`)
}

function judgeSubset(left: Json, right: Json, name: Expression, { beyond }: Comparison): Match {
  const inner = wordsOf(left)
  const outer = wordsOf(right)
  if (inner === undefined) return violated(`${nameOf(name)} to be a string or an array of strings`, show(left))
  if (outer === undefined) return undecided(`there is nothing to compare ${nameOf(name)} with`)
  const extra = beyond(inner, outer)
  return extra.length === 0
    ? holds
    : violated(`${nameOf(name)} within ${show(right)}`, `${show(left)}: ${extra.join(' ')} in addition`)
}

function judgeDisjoint(left: Json, right: Json, name: Expression, { common }: Comparison): Match {
  const words = wordsOf(left)
  const others = wordsOf(right)
  if (words === undefined) return violated(`${nameOf(name)} to be a string or an array of strings`, show(left))
  if (others === undefined) return undecided(`there is nothing to compare ${nameOf(name)} with`)
  const both = common(words, others)
  return both.length === 0
    ? holds
    : violated(`${nameOf(name)} to have nothing of ${show(right)}`, `${show(left)}: ${both.join(' ')}`)
}

function sameSet(left: Json, right: Json, { beyond }: Comparison): boolean {
  const one = wordsOf(left)
  const other = wordsOf(right)
  if (one === undefined || other === undefined) return deepEqual(left, right)
  return beyond(one, other).length === 0 && beyond(other, one).length === 0
}

function withBoth(
  [left, right]: readonly [Expression, Expression],
  seen: Seen,
  judge: (left: Json, right: Json, name: Expression) => Match,
): Match {
  const one = lookUp(left, seen)
  if (one.kind === 'not') return one.outcome
  const other = lookUp(right, seen)
  return other.kind === 'not' ? other.outcome : judge(one.value, other.value, left)
}

function lookUp(expression: Expression, seen: Seen): Value {
  const found = resolve(expression, seen.scope, 'relation')
  if (found.kind === 'value') return found
  if (found.kind === 'omitted')
    return { kind: 'not', outcome: moot(`${nameOf(expression)} is absent, which is allowed`) }
  return { kind: 'not', outcome: undecided(found.because) }
}

/** What a value is called, and the value; a value that the scenario itself gives needs no name. */
const told = (expression: Expression, value: Json): string =>
  nameOf(expression) === show(value) ? show(value) : `${nameOf(expression)}: ${show(value)}`
