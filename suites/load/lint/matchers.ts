import { matcherNames } from '../../language/matchers.ts'
import type { Problem } from '../../model/errors.ts'
import type { Matchers } from '../../model/matchers.ts'
import type { Path } from '../yaml/path.ts'
import type { YamlFile } from '../yaml/yaml-file.ts'
import { repeatsRepetition } from './repetitions.ts'

/** A place where matchers stand, beside keys of other kinds. */
export type AskedKeys = Matchers & Readonly<Record<string, unknown>>

const modifiers = ['optional', 'or_absent', 'ignore_case']
const asserting = [...matcherNames, 'each', 'present', 'absent']
const comparing = ['equals', 'not_equals', 'one_of', 'none_of', 'contains', 'matches']

const amongKeys = (asked: AskedKeys, names: readonly string[]): readonly string[] =>
  names.filter((name) => name in asked)

/** Matchers that cannot work: a pattern that is no regular expression, an impossible range, keys of which one would be ignored. */
export function matcherProblems(asked: AskedKeys, path: Path, yaml: YamlFile): readonly Problem[] {
  const each = asked.each === undefined ? [] : elementProblems(asked.each, [...path, 'each'], yaml)
  return [...patternProblems(asked, path, yaml), ...contradictions(asked, path, yaml), ...each]
}

const elementProblems = (asked: AskedKeys, path: Path, yaml: YamlFile): readonly Problem[] => [
  ...emptyMatchers(asked, path, yaml),
  ...matcherProblems(asked, path, yaml),
]

function patternProblems({ matches }: Matchers, path: Path, yaml: YamlFile): readonly Problem[] {
  if (matches === undefined) return []
  try {
    new RegExp(matches, 'u')
    if (!repeatsRepetition(matches)) return []
    const fix = 'Repeat what has a fixed length: a(?:-a)* in place of (a+-?)*.'
    return [yaml.problem([...path, 'matches'], 'the pattern repeats a repetition, which may take for ever', { fix })]
  } catch (error) {
    const reason = error instanceof SyntaxError ? (error.message.split(': ').at(-1) ?? '') : ''
    return [yaml.problem([...path, 'matches'], `not a regular expression: ${reason}`)]
  }
}

function contradictions(asked: AskedKeys, path: Path, yaml: YamlFile): readonly Problem[] {
  const refuse = (key: string, message: string, fix: string) => [
    yaml.problem([...path, key], message, { part: 'key', fix }),
  ]
  const { absent, present, optional, or_absent, ignore_case, min, max } = asked
  if (absent && amongKeys(asked, [...asserting, ...modifiers]).length > 1)
    return refuse('absent', 'an absent value has nothing else to match', 'Leave out the other matchers.')
  if (optional && or_absent) {
    const fix = 'Keep or_absent where the requirement forbids a value, optional where it describes one.'
    return refuse('or_absent', 'an absent value cannot both pass and be not applicable', fix)
  }
  if (present && (optional || or_absent))
    return refuse('present', 'a value that may be absent cannot have to be present', 'Leave out one of the two.')
  if (ignore_case && amongKeys(asked, asserting).length > 0 && amongKeys(asked, comparing).length === 0)
    return refuse('ignore_case', 'ignore_case has no comparison to change', `It works with ${comparing.join(', ')}.`)
  if (ignore_case && (min ?? max) !== undefined)
    return refuse('ignore_case', 'a number has no upper and lower case', 'Leave out ignore_case, or min and max.')
  if (min !== undefined && max !== undefined && min > max)
    return [yaml.problem([...path, 'min'], `nothing is at least ${min} and at most ${max}`)]
  return []
}

/** A subject that has only modifiers, or nothing, asserts nothing. */
export function emptyMatchers(asked: AskedKeys, path: Path, yaml: YamlFile): readonly Problem[] {
  if (amongKeys(asked, asserting).length > 0) return []
  const only = amongKeys(asked, modifiers)
  const message = only.length === 0 ? 'this check asserts nothing' : `${only.join(' and ')} alone asserts nothing`
  return [yaml.problem(path, message, { part: 'key', fix: 'Add a matcher, such as present: true.' })]
}
