import type { Problem } from '../../model/errors.ts'
import type { RawMatchers } from '../raw/raw-scenario.ts'
import type { Path } from '../yaml/path.ts'
import type { YamlFile } from '../yaml/yaml-file.ts'

const modifiers = ['optional', 'or_absent', 'ignore_case']
const names = [
  'equals',
  'not_equals',
  'one_of',
  'none_of',
  'type',
  'matches',
  'present',
  'absent',
  'contains',
  'min',
  'max',
  'min_bits',
  'min_length',
  'charset',
  'format',
  'each',
  'unique_members',
  'utf8',
  'no_debug_output',
  'certificates',
]

/** Whether any key says what must hold, beside the modifiers. */
export function saysSomething(raw: object): boolean {
  return names.some((name) => name in raw)
}

/** Matchers that cannot work: a pattern that is no regular expression, an impossible range, a contradiction. */
export function matcherProblems(raw: RawMatchers, path: Path, yaml: YamlFile): readonly Problem[] {
  return [
    ...patternProblems(raw, path, yaml),
    ...contradictions(raw, path, yaml),
    ...(raw.each === undefined ? [] : matcherProblems(raw.each, [...path, 'each'], yaml)),
  ]
}

function patternProblems(raw: RawMatchers, path: Path, yaml: YamlFile): readonly Problem[] {
  if (raw.matches === undefined) return []
  try {
    new RegExp(raw.matches, 'u')
    return []
  } catch (error) {
    const reason = error instanceof SyntaxError ? (error.message.split(': ').at(-1) ?? '') : ''
    return [yaml.problem([...path, 'matches'], `not a regular expression: ${reason}`)]
  }
}

function contradictions(raw: RawMatchers, path: Path, yaml: YamlFile): readonly Problem[] {
  if (raw.absent && names.some((name) => name !== 'absent' && name in raw)) {
    return [
      yaml.problem([...path, 'absent'], 'an absent value has nothing else to match', {
        part: 'key',
        fix: 'Leave out the other matchers.',
      }),
    ]
  }
  if (raw.optional && raw.or_absent) {
    return [
      yaml.problem([...path, 'or_absent'], 'an absent value cannot both pass and be not applicable', {
        part: 'key',
        fix: 'Keep or_absent where the requirement forbids a value, optional where it describes one.',
      }),
    ]
  }
  if (raw.min !== undefined && raw.max !== undefined && raw.min > raw.max) {
    return [yaml.problem([...path, 'min'], `nothing is at least ${raw.min} and at most ${raw.max}`)]
  }
  return []
}

/** A subject that has only modifiers, or nothing, asserts nothing. */
export function emptyMatchers(raw: object, path: Path, yaml: YamlFile): readonly Problem[] {
  if (saysSomething(raw)) return []
  const only = modifiers.filter((name) => name in raw)
  const message = only.length === 0 ? 'this check asserts nothing' : `${only.join(' and ')} alone asserts nothing`
  return [yaml.problem(path, message, { part: 'key', fix: 'Add a matcher, such as present: true.' })]
}
