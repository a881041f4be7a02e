import type { Problem } from '../../model/errors.ts'
import type { WrittenCheck } from '../../model/language.ts'
import type { Path } from '../yaml/path.ts'
import type { YamlFile } from '../yaml/yaml-file.ts'
import { emptyMatchers, matcherProblems } from './matchers.ts'
import { pointerProblems } from './pointers.ts'
import { unknownName } from './unknown-name.ts'
import type { World } from './world.ts'

/** The subject of a check can be decided: pointers, patterns and schema names are right, and it asserts something. */
export function subjectProblems(check: WrittenCheck, path: Path, yaml: YamlFile, world: World): readonly Problem[] {
  const { header, json, jwt, schema, tls } = check
  return [
    ...(header === undefined ? [] : headerProblems(header, [...path, 'header'], yaml)),
    ...(json === undefined ? [] : jsonProblems(json, [...path, 'json'], yaml)),
    ...(jwt === undefined ? [] : jwtProblems(jwt, [...path, 'jwt'], yaml)),
    ...(tls === undefined ? [] : tlsProblems(tls, [...path, 'tls'], yaml)),
    ...(schema === undefined ? [] : schemaProblems(schema, [...path, 'schema'], yaml, world)),
  ]
}

function jsonProblems(json: NonNullable<WrittenCheck['json']>, path: Path, yaml: YamlFile): readonly Problem[] {
  const pointer = pointerProblems(json.at, [...path, 'at'], yaml)
  const alone = ['utf8', 'no_debug_output', 'unique_members', 'certificates'].some((name) => name in json)
  return [...pointer, ...(alone ? [] : emptyMatchers(json, path, yaml)), ...matcherProblems(json, path, yaml)]
}

const tlsProblems = (tls: NonNullable<WrittenCheck['tls']>, path: Path, yaml: YamlFile): readonly Problem[] => [
  ...emptyMatchers(tls, path, yaml),
  ...matcherProblems(tls, path, yaml),
]

function headerProblems(header: NonNullable<WrittenCheck['header']>, path: Path, yaml: YamlFile): readonly Problem[] {
  const view = ['directive', 'scheme', 'challenge', 'media_type'].some((name) => name in header)
  return [...(view ? [] : emptyMatchers(header, path, yaml)), ...matcherProblems(header, path, yaml)]
}

function jwtProblems(jwt: NonNullable<WrittenCheck['jwt']>, path: Path, yaml: YamlFile): readonly Problem[] {
  const part = 'header' in jwt ? 'header' : 'claim'
  const pointer = 'header' in jwt ? jwt.header : 'claim' in jwt ? jwt.claim : undefined
  if (pointer === undefined || 'unique_members' in jwt) return []
  return [
    ...pointerProblems(pointer, [...path, part], yaml),
    ...emptyMatchers(jwt, path, yaml),
    ...matcherProblems(jwt, path, yaml),
  ]
}

function schemaProblems(
  raw: NonNullable<WrittenCheck['schema']>,
  path: Path,
  yaml: YamlFile,
  world: World,
): readonly Problem[] {
  if (typeof raw === 'string') return unknownName(yaml, path, 'schema', raw, world.schemas)
  if (typeof raw.name !== 'string') return []
  const at = typeof raw.at === 'string' ? pointerProblems(raw.at, [...path, 'at'], yaml) : []
  return [...unknownName(yaml, [...path, 'name'], 'schema', raw.name, world.schemas), ...at]
}
