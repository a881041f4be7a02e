import { trusted } from '../../decode/trusted.ts'
import type { Problem } from '../../model/errors.ts'
import type { Json } from '../../model/json.ts'
import type { LimitationFile, ScenarioFile, SingleStep, TableOfSteps } from '../../model/language.ts'
import type { Path } from '../yaml/path.ts'
import type { YamlFile } from '../yaml/yaml-file.ts'
import { unfoldCases } from './cases.ts'
import { gathered, type PlacedCheck, type PlaceOf, type Unfolded, type WrittenOneStep } from './placed.ts'
import { withoutAlternative } from './refused-or.ts'

/**
 * Tables of steps, and checks that leave the server a choice, become plain steps and checks, so that nothing else has to know of them. The places of the
 * result are those of what it was made of.
 */
export function unfold(
  file: ScenarioFile | LimitationFile,
  yaml: YamlFile,
): { readonly yaml: YamlFile; readonly problems: readonly Problem[] } {
  const written = gathered(file.steps.map((step, index) => stepsOf(step, ['steps', index], yaml)))
  const plain = written.items.map(({ expect, ...step }) => ({
    ...step,
    checks: gathered(expect.map((check) => withoutAlternative(check, step.value, yaml))),
  }))
  const back = backTo(plain.map(({ placeOf, checks }) => ({ placeOf, checks: checks.items })))
  const steps = plain.map(({ value, checks }) => ({
    ...value,
    expect: checks.items.map((check) => check.value),
  }))
  return {
    yaml: {
      file: yaml.file,
      value: trusted<Json>({ ...file, steps }),
      locate: (path, part) => yaml.locate(back(path), part),
      problem: (path, message, more) => yaml.problem(back(path), message, more),
    },
    problems: [...written.problems, ...plain.flatMap(({ checks }) => checks.problems)],
  }
}

function stepsOf(step: SingleStep | TableOfSteps, path: Path, yaml: YamlFile): Unfolded<WrittenOneStep> {
  if ('cases' in step) return unfoldCases(step, path, yaml)
  const { expect = [], ...value } = step
  const placeOf: PlaceOf = (part) => [...path, ...part]
  const checks = expect.map((check, index) => ({
    value: check,
    placeOf: (part: Path) => placeOf(['expect', index, ...part]),
  }))
  return { items: [{ value, placeOf, expect: checks }], problems: [] }
}

interface Origin {
  readonly placeOf: PlaceOf
  readonly checks: readonly PlacedCheck[]
}

/** From a path in the plain file to the one in the file as it is written. */
function backTo(origins: readonly Origin[]): PlaceOf {
  return (path) => {
    const [list, index, ...part] = path
    const origin = list === 'steps' && index !== undefined ? origins[Number(index)] : undefined
    if (origin === undefined) return path
    const [key, place, ...below] = part
    const check = key === 'expect' && place !== undefined ? origin.checks[Number(place)] : undefined
    return check === undefined ? origin.placeOf(part) : check.placeOf(below)
  }
}
