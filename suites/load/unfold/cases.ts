import type { StepCase, TableOfSteps } from '../../model/language.ts'
import { operations } from '../../model/vocabulary.ts'
import type { Path } from '../yaml/path.ts'
import type { YamlFile } from '../yaml/yaml-file.ts'
import { clash, type JsonParts, leads, merge, present } from './merge.ts'
import {
  askedTwice,
  gathered,
  type PlaceOf,
  type Unfolded,
  type WrittenOneCheck,
  type WrittenOneStep,
} from './placed.ts'

/** A table of steps -> one step for each case. */
export function unfoldCases(table: TableOfSteps, path: Path, yaml: YamlFile): Unfolded<WrittenOneStep> {
  return gathered(table.cases.map((each, index) => unfoldCase(each, [...path, 'cases', index], table, path, yaml)))
}

function unfoldCase(
  each: StepCase,
  at: Path,
  table: TableOfSteps,
  path: Path,
  yaml: YamlFile,
): Unfolded<WrittenOneStep> {
  const { cases: _, expect: __, ...shared } = table
  const operation = operations.find((name) => shared[name] !== undefined) ?? 'token'
  const own: JsonParts = present({ id: each.id, when: each.when, [operation]: each.with })
  const placeOf: PlaceOf = (part) => {
    if (part.length === 0) return at
    if (!leads(own, part)) return [...path, ...part]
    return part[0] === operation ? [...at, 'with', ...part.slice(1)] : [...at, ...part]
  }
  const twice = clash(table.when, each.when)
  const step: JsonParts = present({
    ...shared,
    ...own,
    when: merge(table.when, each.when),
    [operation]: merge(shared[operation], each.with),
  })
  return {
    items: [{ value: step, placeOf, expect: checksOf(each, at, table, path) }],
    problems: [
      ...(twice === undefined ? [] : [askedTwice([...at, 'when', ...twice], yaml)]),
      ...needless(each, at, table, yaml),
    ],
  }
}

/** A check of the table that cites no requirement cites the one of the case. */
function checksOf(each: StepCase, at: Path, { expect = [] }: TableOfSteps, path: Path): readonly WrittenOneCheck[] {
  const { requirement, check: id, hint } = each
  const filled = expect.map((check, index): WrittenOneCheck => {
    const there = [...path, 'expect', index]
    if (check.requirement !== undefined) return { value: check, placeOf: (part) => [...there, ...part] }
    const given = present({ requirement, id, hint })
    return {
      value: { ...check, ...given },
      placeOf: (part) => (leads(check, part) && part.length > 0 ? [...there, ...part] : ofCase(part, at)),
    }
  })
  const more = (each.expect ?? []).map(
    (check, index): WrittenOneCheck => ({ value: check, placeOf: (part) => [...at, 'expect', index, ...part] }),
  )
  return [...filled, ...more]
}

const ofCase = ([key, ...rest]: Path, at: Path): Path =>
  key === undefined ? at : [...at, key === 'id' ? 'check' : key, ...rest]

/** What a case gives to a check that cites no requirement, where there is none. */
function needless(each: StepCase, at: Path, { expect = [] }: TableOfSteps, yaml: YamlFile) {
  const given = (['requirement', 'check', 'hint'] as const).find((key) => each[key] !== undefined)
  if (given === undefined || expect.some(({ requirement }) => requirement === undefined)) return []
  const fix = 'Add a check without a requirement to the expect of the table, or give the case an expect of its own.'
  return [yaml.problem([...at, given], `no check of the table takes this ${given}`, { part: 'key', fix })]
}
