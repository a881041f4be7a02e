import { wordsOf } from '../decode/scope-set.ts'
import { tagIn } from '../decode/tag.ts'
import { entropyBits, fitsCharset, fitsFormat } from '../decode/text.ts'
import { deepEqual, show, typeOf } from '../decode/type-of.ts'
import type { Json } from '../model/json.ts'
import type { Matchers } from '../model/scenario.ts'
import type { Match } from './match.ts'
import { resolve } from './resolve.ts'
import type { Scope } from './scope.ts'

const holds: Match = { kind: 'holds' }

/** The matchers that look inside a value: contains, min, max, min_bits, min_length, charset, format, matches. */
export function matchContent(found: Json, matchers: Matchers, what: string, scope: Scope): Match {
  const results = [
    matchContains(found, matchers, what, scope),
    matchRange(found, matchers, what),
    matchSecrecy(found, matchers, what, scope),
    matchForm(found, matchers, what),
  ]
  return results.find((result) => result.kind !== 'holds') ?? holds
}

function violated(expected: string, found: Json): Match {
  return { kind: 'violated', expected, observed: `${typeOf(found)} ${show(found)}` }
}

function matchContains(found: Json, matchers: Matchers, what: string, scope: Scope): Match {
  if (matchers.contains === undefined) return holds
  const wanted = resolve(matchers.contains, scope, 'expected')
  if (wanted.kind === 'unresolved') return { kind: 'undecided', because: wanted.because }
  if (wanted.kind === 'omitted') return { kind: 'moot', because: `there is nothing that ${what} should contain` }
  const members: readonly Json[] | undefined = Array.isArray(found) ? found : wordsOf(found)
  if (members === undefined) return violated(`${what} to be an array or words`, found)
  return members.some((member) => deepEqual(member, wanted.value))
    ? holds
    : violated(`${what} to contain ${show(wanted.value)}`, found)
}

function matchRange(found: Json, matchers: Matchers, what: string): Match {
  if (matchers.min === undefined && matchers.max === undefined) return holds
  if (typeof found !== 'number') return violated(`${what} to be a number`, found)
  if (matchers.min !== undefined && found < matchers.min) return violated(`${what} of at least ${matchers.min}`, found)
  if (matchers.max !== undefined && found > matchers.max) return violated(`${what} of at most ${matchers.max}`, found)
  return holds
}

/** Entropy, length and alphabet: the only facts about a secret that evidence carries. */
function matchSecrecy(found: Json, matchers: Matchers, what: string, scope: Scope): Match {
  const { minBits, minLength, charset } = matchers
  if (minBits === undefined && minLength === undefined && charset === undefined) return holds
  if (typeof found !== 'string') return violated(`${what} to be text`, found)
  const tag = tagIn(found)
  const facts = tag === undefined ? undefined : scope.secretFacts(tag)
  if (tag !== undefined && facts === undefined)
    return { kind: 'undecided', because: `the evidence says nothing of ${tag}` }
  const bits = facts?.bits ?? entropyBits(found)
  const length = facts?.length ?? [...found].length
  if (minLength !== undefined && length < minLength)
    return {
      kind: 'violated',
      expected: `${what} of at least ${minLength} characters`,
      observed: `${length} characters`,
    }
  if (minBits !== undefined && bits < minBits) {
    return {
      kind: 'violated',
      expected: `${what} of at least ${minBits} bits`,
      observed: `about ${Math.floor(bits)} bits in ${length} characters`,
    }
  }
  if (charset === undefined) return holds
  const fits = facts === undefined ? fitsCharset(found, charset) : facts.charsets.includes(charset)
  return fits ? holds : violated(`${what} of characters allowed in ${charset}`, found)
}

function matchForm(found: Json, matchers: Matchers, what: string): Match {
  if (matchers.format === undefined && matchers.matches === undefined) return holds
  if (typeof found !== 'string') return violated(`${what} to be text`, found)
  if (tagIn(found) !== undefined)
    return { kind: 'undecided', because: `${what} is redacted: its form cannot be judged` }
  if (matchers.format !== undefined && !fitsFormat(found, matchers.format)) {
    return violated(`${what} in the form ${matchers.format.replaceAll('_', ' ')}`, found)
  }
  if (matchers.matches !== undefined && !new RegExp(matchers.matches, 'u').test(found)) {
    return violated(`${what} matching ${matchers.matches}`, found)
  }
  return holds
}
