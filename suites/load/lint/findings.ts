import type { Problem } from '../../model/errors.ts'
import type { FindingSelector } from '../../model/finding.ts'
import type { FindingsFile } from '../../model/language.ts'
import type { FileSet, Loaded } from '../files/file-set.ts'
import type { Path } from '../yaml/path.ts'
import type { YamlFile } from '../yaml/yaml-file.ts'
import { fitsAny } from './globs.ts'
import { unknownName } from './unknown-name.ts'
import type { World } from './world.ts'

type Rule = FindingsFile['rules'][number]

const placeholders = ['endpoint', 'status', 'error']

/** Ids are used once, globs fit something, placeholders exist. */
export function findingsProblems(
  all: readonly Loaded<FindingsFile>[],
  files: FileSet,
  world: World,
): readonly Problem[] {
  const steps = stepsOf(files)
  const seen = new Set<string>()
  return all.flatMap(({ raw, yaml }) => {
    const selectors = (of: Pick<Rule, 'given' | 'explains'>, path: Path): readonly Problem[] =>
      (['given', 'explains'] as const).flatMap((key) =>
        (of[key] ?? []).flatMap((selector, at) => selectorProblems(selector, [...path, key, at], yaml, steps, world)),
      )
    return [
      ...raw.rules.flatMap((rule, index) => [
        ...repeated(rule, index, yaml, seen),
        ...unknownPlaceholders(rule, index, yaml),
        ...selectors(rule, ['rules', index]),
      ]),
      ...(raw.implications ?? []).flatMap((each, index) => selectors(each, ['implications', index])),
    ]
  })
}

/** What the check of a selector may name: "scenario:step". */
export const stepsOf = ({ scenarios, limitations }: FileSet): readonly string[] => [
  ...scenarios.flatMap(({ raw }) => raw.steps.map(({ id }) => `${raw.scenario}:${id}`)),
  ...limitations.map(({ raw }) => `limitations/${raw.limitation}`),
]

function repeated({ id }: Rule, index: number, yaml: YamlFile, seen: Set<string>): readonly Problem[] {
  if (!seen.has(id)) {
    seen.add(id)
    return []
  }
  return [yaml.problem(['rules', index, 'id'], `duplicate id ${id}`, { fix: 'Give each rule an id of its own.' })]
}

function unknownPlaceholders({ title }: Rule, index: number, yaml: YamlFile): readonly Problem[] {
  const names = [...(title ?? '').matchAll(/\{([^}]*)\}/gu)].map(([, name = '']) => name)
  return names.flatMap((name) => unknownName(yaml, ['rules', index, 'title'], 'placeholder', name, placeholders))
}

/** A selector of failed checks: its requirements and steps exist. */
export function selectorProblems(
  { check, requirement }: FindingSelector,
  path: Path,
  yaml: YamlFile,
  steps: readonly string[],
  world: World,
): readonly Problem[] {
  const { requirements } = world
  const lostRequirements =
    requirements === undefined
      ? []
      : matchesNothing(requirement, 'requirement', requirements, [...path, 'requirement'], yaml)
  return [...lostRequirements, ...lostSteps(check, steps, [...path, 'check'], yaml)]
}

function matchesNothing(
  globs: readonly string[] | undefined,
  what: string,
  names: Iterable<string>,
  path: Path,
  yaml: YamlFile,
): readonly Problem[] {
  return (globs ?? []).flatMap((glob, index) =>
    fitsAny(glob, names) ? [] : [yaml.problem([...path, index], `"${glob}" matches no ${what}`, {})],
  )
}

/** The name of a check is known to the engine only; scenario and step have to exist. */
function lostSteps(
  globs: readonly string[] | undefined,
  steps: readonly string[],
  path: Path,
  yaml: YamlFile,
): readonly Problem[] {
  return (globs ?? []).flatMap((glob, index) => {
    const [scenario = '', step] = glob.split(':')
    const place = step === undefined || scenario.startsWith('limitations/') ? scenario : `${scenario}:${step}`
    return fitsAny(place, steps) ? [] : [yaml.problem([...path, index], `"${glob}" matches no step of a scenario`, {})]
  })
}
