import { deepEqual, show, typeOf } from '../decode/type-of.ts'
import type { Json } from '../model/json.ts'
import type { Expression, Matchers } from '../model/scenario.ts'
import { matchContent } from './match-content.ts'
import { resolve } from './resolve.ts'
import type { Scope } from './scope.ts'

/** What comparing a found value with matchers said. */
export type Match =
  | { readonly kind: 'holds' }
  | { readonly kind: 'violated'; readonly expected: string; readonly observed: string }
  /** The value is absent and the matcher says that this is all right. */
  | { readonly kind: 'moot'; readonly because: string }
  /** The comparison has no meaning here: a reference without a value, a pattern over a redacted secret. */
  | { readonly kind: 'undecided'; readonly because: string }

const holds: Match = { kind: 'holds' }

/**
 * Compares a value with all matchers; the first that does not hold is reported. Strictly typed: no conversion between
 * types. `what` names the value in messages ("/expires_in").
 */
export function match(found: Json | undefined, matchers: Matchers, what: string, scope: Scope): Match {
  if (matchers.absent) return found === undefined ? holds : violated(`no ${what}`, show(found))
  if (found === undefined) {
    if (matchers.orAbsent) return holds
    if (matchers.optional) return { kind: 'moot', because: `${what} is absent, which is allowed` }
    return violated(`${what} ${describe(matchers)}`, 'absent')
  }
  for (const compare of [matchType, matchEquality, matchContent, matchEach]) {
    const result = compare(found, matchers, what, scope)
    if (result.kind !== 'holds') return result
  }
  return holds
}

function violated(expected: string, observed: string): Match {
  return { kind: 'violated', expected, observed }
}

function matchType(found: Json, matchers: Matchers, what: string): Match {
  if (matchers.type === undefined) return holds
  const type = typeOf(found)
  const fits = matchers.type.some((wanted) => wanted === type || (wanted === 'number' && type === 'integer'))
  return fits ? holds : violated(`${what} of type ${matchers.type.join(' or ')}`, `${type} ${show(found)}`)
}

function matchEquality(found: Json, matchers: Matchers, what: string, scope: Scope): Match {
  const wanted: readonly [readonly Expression[] | undefined, boolean][] = [
    [matchers.equals === undefined ? undefined : [matchers.equals], true],
    [matchers.oneOf, true],
    [matchers.notEquals === undefined ? undefined : [matchers.notEquals], false],
    [matchers.noneOf, false],
  ]
  for (const [expressions, positive] of wanted) {
    if (expressions === undefined) continue
    const resolved = resolve([...expressions], scope, 'expected')
    if (resolved.kind !== 'value' || !Array.isArray(resolved.value)) {
      return {
        kind: 'undecided',
        because: resolved.kind === 'unresolved' ? resolved.because : 'nothing to compare with',
      }
    }
    const candidates: readonly Json[] = resolved.value
    if (candidates.length === 0) return { kind: 'moot', because: `there is nothing to compare ${what} with` }
    const same = candidates.some((candidate) => equal(found, candidate, matchers.ignoreCase === true))
    if (same !== positive)
      return violated(`${what} ${positive ? '' : 'not '}${oneOf(candidates)}`, withType(found, candidates))
  }
  return holds
}

const oneOf = (candidates: readonly Json[]): string =>
  candidates.length === 1
    ? `equal to ${show(candidates[0])}`
    : `one of ${candidates.map((each) => show(each)).join(', ')}`

/** Shows both types where only the type differs: "5" is not 5. */
function withType(found: Json, candidates: readonly Json[]): string {
  const types = candidates.map((candidate) => typeOf(candidate))
  return types.includes(typeOf(found)) ? show(found) : `${typeOf(found)} ${show(found)}`
}

function equal(found: Json, wanted: Json, ignoreCase: boolean): boolean {
  if (ignoreCase && typeof found === 'string' && typeof wanted === 'string') {
    return found.toLowerCase() === wanted.toLowerCase()
  }
  return deepEqual(found, wanted)
}

function matchEach(found: Json, matchers: Matchers, what: string, scope: Scope): Match {
  if (matchers.each === undefined) return holds
  if (!Array.isArray(found)) return violated(`${what} to be an array`, `${typeOf(found)} ${show(found)}`)
  const elements: readonly Json[] = found
  for (const [index, element] of elements.entries()) {
    const result = match(element, matchers.each, `${what}/${index}`, scope)
    if (result.kind !== 'holds') return result
  }
  return holds
}

function describe(matchers: Matchers): string {
  if (matchers.type) return `of type ${matchers.type.join(' or ')}`
  if (matchers.equals !== undefined && typeof matchers.equals !== 'object') return `equal to ${show(matchers.equals)}`
  return 'to be present'
}
