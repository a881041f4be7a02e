import { listOf } from '../decode/list-of.ts'
import { remember } from '../decode/remember.ts'
import { wordsOf } from '../decode/scope-set.ts'
import { tagIn } from '../decode/tag.ts'
import { entropyBits, fitsCharset, fitsFormat } from '../decode/text.ts'
import { deepEqual, show, typeOf } from '../decode/type-of.ts'
import type { SecretFacts } from '../model/evidence.ts'
import type { Json } from '../model/json.ts'
import type { ValueMatchers } from '../model/language.ts'
import type { Expression } from '../model/scenario.ts'
import { holds, type Match, moot, otherwise, undecided, violated } from './matched.ts'
import { resolve } from './resolve.ts'
import type { Scope } from './scope.ts'

/** What a matcher is given beside the value and its own argument. */
export interface Given {
  /** Names the value in messages ("/expires_in"). */
  readonly what: string
  readonly scope: Scope
  readonly ignoreCase: boolean
}

/** What can be asked of a value that is there. `ignore_case` is a part of others, and `each` is read by `match`. */
export type MatcherArguments = Required<Omit<ValueMatchers, 'each' | 'ignore_case'>>
type Matcher<Argument> = (found: Json, argument: Argument, given: Given) => Match

/** A pattern may need a time that grows with the square of a text, and a server chooses how long it is. */
const mostMatched = 20_000

/** Every matcher by its key in a scenario, in the order in which they are tried. */
export const matchers: { readonly [Name in keyof MatcherArguments]: Matcher<MatcherArguments[Name]> } = {
  type: (found, wanted, { what }) => {
    const type = typeOf(found)
    const types = listOf(wanted)
    const fits = types.some((each) => each === type || (each === 'number' && type === 'integer'))
    return fits ? holds : otherwise(`${what} of type ${types.join(' or ')}`, found)
  },
  equals: (found, wanted, given) => compared(found, [wanted], true, given),
  one_of: (found, wanted, given) => compared(found, wanted, true, given),
  not_equals: (found, wanted, given) => compared(found, [wanted], false, given),
  none_of: (found, wanted, given) => compared(found, wanted, false, given),
  contains: (found, wanted, { what, scope, ignoreCase }) => {
    const member = resolve(wanted, scope, 'expected')
    if (member.kind === 'unresolved') return undecided(member.because)
    if (member.kind === 'omitted') return moot(`there is nothing that ${what} should contain`)
    const members: readonly Json[] | undefined = Array.isArray(found) ? found : wordsOf(found)
    if (members === undefined) return otherwise(`${what} to be an array or words`, found)
    return members.some((each) => equal(each, member.value, ignoreCase))
      ? holds
      : otherwise(`${what} to contain ${show(member.value)}`, found)
  },
  min: (found, least, { what }) => {
    if (typeof found !== 'number') return otherwise(`${what} to be a number`, found)
    return found < least ? otherwise(`${what} of at least ${least}`, found) : holds
  },
  max: (found, most, { what }) => {
    if (typeof found !== 'number') return otherwise(`${what} to be a number`, found)
    return found > most ? otherwise(`${what} of at most ${most}`, found) : holds
  },
  min_length: (found, least, given) =>
    ofSecret(found, given, ({ length }) =>
      length < least ? violated(`${given.what} of at least ${least} characters`, `${length} characters`) : holds,
    ),
  min_bits: (found, least, given) =>
    ofSecret(found, given, ({ bits, length }) =>
      bits < least
        ? violated(`${given.what} of at least ${least} bits`, `about ${Math.floor(bits)} bits in ${length} characters`)
        : holds,
    ),
  charset: (found, name, given) =>
    ofSecret(found, given, ({ charsets }, text) => {
      const fits = charsets === undefined ? fitsCharset(text, name) : charsets.includes(name)
      return fits ? holds : otherwise(`${given.what} of characters allowed in ${name}`, found)
    }),
  format: (found, name, given) =>
    ofText(found, given, (text) =>
      fitsFormat(text, name) ? holds : otherwise(`${given.what} in the form ${name.replaceAll('_', ' ')}`, found),
    ),
  matches: (found, pattern, given) =>
    ofText(found, given, (text) => {
      if (text.length > mostMatched)
        return undecided(
          `${given.what} is longer than ${mostMatched} characters, and no pattern is tried on such a text`,
        )
      return patternOf(`${given.ignoreCase ? 'iu' : 'u'} ${pattern}`).test(text)
        ? holds
        : otherwise(`${given.what} matching ${pattern}`, found)
    }),
}

export type MatcherName = keyof MatcherArguments

/** The flags, a space and a pattern of the scenarios, which is compared with hundreds of texts. */
const patternOf = remember(1000, (text) => {
  const space = text.indexOf(' ')
  return new RegExp(text.slice(space + 1), text.slice(0, space))
})

/** In the order in which they are tried. */
export const matcherNames = Object.keys(matchers).filter((name): name is MatcherName => name in matchers)

function compared(found: Json, wanted: readonly Expression[], positive: boolean, given: Given): Match {
  const resolved = resolve([...wanted], given.scope, 'expected')
  if (resolved.kind === 'unresolved') return undecided(resolved.because)
  if (resolved.kind !== 'value' || !Array.isArray(resolved.value)) return undecided('nothing to compare with')
  const candidates: readonly Json[] = resolved.value
  if (candidates.length === 0) return moot(`there is nothing to compare ${given.what} with`)
  const same = candidates.some((candidate) => equal(found, candidate, given.ignoreCase))
  return same === positive
    ? holds
    : violated(`${given.what} ${positive ? '' : 'not '}${oneOf(candidates)}`, withType(found, candidates))
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

type TextFacts = Pick<SecretFacts, 'bits' | 'length'> & Partial<Pick<SecretFacts, 'charsets'>>

/** Entropy, length and alphabet: the only facts about a secret that evidence carries. */
function ofSecret(found: Json, { what, scope }: Given, judge: (facts: TextFacts, text: string) => Match): Match {
  if (typeof found !== 'string') return otherwise(`${what} to be text`, found)
  const tag = tagIn(found)
  if (tag === undefined) {
    // Counted when it is asked for: most matchers ask for one of them, or for none.
    const counted = {
      get bits() {
        return entropyBits(found)
      },
      get length() {
        return [...found].length
      },
    }
    return judge(counted, found)
  }
  const facts = scope.secretFacts(tag)
  return facts === undefined ? undecided(`the evidence says nothing of ${tag}`) : judge(facts, found)
}

function ofText(found: Json, { what }: Given, judge: (text: string) => Match): Match {
  if (typeof found !== 'string') return otherwise(`${what} to be text`, found)
  return tagIn(found) === undefined ? judge(found) : undecided(`${what} is redacted: its form cannot be judged`)
}
