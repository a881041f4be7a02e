import type { WrittenCheck } from '../../model/language.ts'
import type { Limitation } from '../../model/limitation.ts'
import type { Check, Scenario, Step } from '../../model/scenario.ts'
import { operations } from '../../model/vocabulary.ts'
import type { PlainLimitation, PlainScenario, PlainStep } from '../unfold/plain.ts'
import type { Path } from '../yaml/path.ts'
import type { YamlFile } from '../yaml/yaml-file.ts'
import { checkNames } from './check-names.ts'

/** A scenario file that conforms to its schema -> the model's scenario: defaults filled in, checks named, places noted. */
export function toScenario(file: PlainScenario, yaml: YamlFile): Scenario {
  const { scenario, needs = [], matrix = {}, fresh = false, steps, ...same } = file
  return { ...same, id: scenario, needs, matrix, fresh, steps: toSteps(steps, yaml), at: yaml.locate(['scenario']) }
}

/** A limitation file that conforms to its schema -> the model's. Its steps become the scenario `limitations/<id>`. */
export function toLimitation(file: PlainLimitation, yaml: YamlFile): Limitation {
  const { limitation: id, title, statement, requirement, tables, needs = [], fresh = false, steps, ...same } = file
  return {
    id,
    title,
    statement,
    requirement,
    scenario: {
      ...same,
      id: `limitations/${id}`,
      title,
      kind: 'limitation',
      needs,
      matrix: {},
      fresh,
      steps: toSteps(steps, yaml),
      at: yaml.locate(['limitation']),
    },
    tables,
  }
}

function toSteps(steps: readonly PlainStep[], yaml: YamlFile): readonly Step[] {
  return steps.flatMap((step, index) => {
    const { id, control = false, legal, when, serve, wait, poll, live, expect = [] } = step
    const operation = operations.find((name) => step[name] !== undefined)
    if (operation === undefined) return []
    return {
      id,
      control,
      ...(legal === undefined ? {} : { legal }),
      operation,
      request: operation === 'tls' ? {} : (step[operation] ?? {}),
      ...(step.tls === undefined ? {} : { tls: step.tls }),
      ...(when === undefined ? {} : { when }),
      ...(wait === undefined ? {} : { wait }),
      ...(serve === undefined ? {} : { serve }),
      ...(poll === undefined ? {} : { poll }),
      ...(live === undefined ? {} : { live }),
      expect: toChecks(expect, ['steps', index, 'expect'], yaml),
    }
  })
}

function toChecks(checks: readonly WrittenCheck[], path: Path, yaml: YamlFile): readonly Check[] {
  const names = checkNames(checks)
  return checks.map((check, index) => ({ ...check, name: names[index] ?? '', at: yaml.locate([...path, index]) }))
}
