import { isReference, parseReference } from '../../language/reference.ts'
import type { Problem } from '../../model/errors.ts'
import type { ClientTemplate, ProfileFile } from '../../model/language.ts'
import type { Loaded } from '../files/file-set.ts'
import type { Path } from '../yaml/path.ts'
import type { YamlFile } from '../yaml/yaml-file.ts'
import { textsIn } from './expressions.ts'
import { fitsAny, isGlob } from './globs.ts'
import { unknownName } from './unknown-name.ts'
import type { World } from './world.ts'

/** A profile speaks of scenarios, requirements, placeholders and references that exist. */
export function profileProblems({ raw, yaml }: Loaded<ProfileFile>, world: World): readonly Problem[] {
  const scenarios = (raw.scenarios ?? []).flatMap((glob, index) =>
    globProblems(yaml, ['scenarios', index], 'scenario', glob, world.scenarios),
  )
  const added = (raw.adds ?? []).flatMap((glob, index) =>
    globProblems(yaml, ['adds', index], 'scenario', glob, world.scenarios),
  )
  const severities = (raw.severities ?? []).flatMap(({ requirement }, index) =>
    globProblems(yaml, ['severities', index, 'requirement'], 'requirement', requirement, world.requirements),
  )
  const deviations = (raw.deviations ?? []).flatMap(({ requirements }, index) =>
    (requirements ?? []).flatMap((glob, place) =>
      globProblems(yaml, ['deviations', index, 'requirements', place], 'requirement', glob, world.requirements),
    ),
  )
  const clients = Object.entries(raw.clients ?? {}).flatMap(([name, template]) =>
    templateProblems(template, ['clients', name], yaml, world),
  )
  return [
    ...scenarios,
    ...added,
    ...severities,
    ...deviations,
    ...clients,
    ...placeholderProblems(raw, yaml),
    ...idProblems(raw, yaml),
  ]
}

function globProblems(
  yaml: YamlFile,
  path: Path,
  what: string,
  glob: string,
  known: ReadonlySet<string> | undefined,
): readonly Problem[] {
  if (known === undefined || fitsAny(glob, known)) return []
  if (!isGlob(glob)) return unknownName(yaml, path, what, glob, known)
  return [yaml.problem(path, `no ${what} fits "${glob}"`)]
}

const allowedInRegistration = ['target', 'endpoint', 'metadata', 'param', 'fake', 'random', 'key', 'certificate']

function templateProblems(template: ClientTemplate, path: Path, yaml: YamlFile, world: World): readonly Problem[] {
  const order = template.attempts.flatMap(({ after }, index) =>
    (after === 'first') === (index === 0)
      ? []
      : [yaml.problem([...path, 'attempts', index, 'after'], 'the first attempt, and only it, is made "first"')],
  )
  const texts = template.attempts.flatMap(({ metadata }, index) =>
    textsIn(metadata, [...path, 'attempts', index, 'metadata']),
  )
  const references = texts.flatMap(({ text, path: place }) => {
    if (!isReference(text)) return []
    const parsed = parseReference(text)
    if (!parsed.ok) return [yaml.problem(place, parsed.problem)]
    if (!allowedInRegistration.includes(parsed.value.kind))
      return [yaml.problem(place, `${text}: there is no such thing when a client is registered`)]
    return parsed.value.kind === 'param'
      ? unknownName(yaml, place, 'parameter', parsed.value.name, world.parameters)
      : []
  })
  return [...order, ...references]
}

/** Templates are filled from the target and the profile's parameters. An extending profile has those of its base too. */
function placeholderProblems(raw: ProfileFile, yaml: YamlFile): readonly Problem[] {
  if (raw.extends !== undefined) return []
  const known = ['baseUrl', 'issuer', ...Object.keys(raw.parameters ?? {})]
  const templates: readonly (readonly [Path, string])[] = [
    ...Object.entries(raw.endpoints ?? {}).map(([name, text]): [Path, string] => [['endpoints', name], text]),
    ...(raw.issuer === undefined ? [] : ([[['issuer'], raw.issuer]] as const)),
  ]
  return templates.flatMap(([path, text]) =>
    [...text.matchAll(/\{([^}]*)\}/g)].flatMap(([, name = '']) => unknownName(yaml, path, 'placeholder', name, known)),
  )
}

function idProblems(raw: ProfileFile, yaml: YamlFile): readonly Problem[] {
  const undescribed =
    raw.extends !== undefined
      ? []
      : Object.entries(raw.parameters ?? {}).filter(([, { description }]) => description === undefined)
  return undescribed.map(([name]) =>
    yaml.problem(['parameters', name], `parameter ${name} has no description`, {
      part: 'key',
      fix: 'Say what it is for: description: …',
    }),
  )
}
