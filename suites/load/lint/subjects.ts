import { isPointer } from '../../decode/pointer.ts'
import type { Problem } from '../../model/errors.ts'
import type { RawCheck, RawHeader, RawJwt } from '../raw/raw-scenario.ts'
import type { Path } from '../yaml/path.ts'
import type { YamlFile } from '../yaml/yaml-file.ts'
import { emptyMatchers, matcherProblems, saysSomething } from './matchers.ts'
import { unknownName } from './unknown-name.ts'
import type { World } from './world.ts'

/** The subject of a check can be decided: pointers, patterns and schema names are right, and it asserts something. */
export function subjectProblems(check: RawCheck, path: Path, yaml: YamlFile, world: World): readonly Problem[] {
  const { header, json, jwt, schema } = check
  return [
    ...(header === undefined ? [] : headerProblems(header, [...path, 'header'], yaml)),
    ...(json === undefined ? [] : jsonProblems(json, [...path, 'json'], yaml)),
    ...(jwt === undefined ? [] : jwtProblems(jwt, [...path, 'jwt'], yaml)),
    ...(schema === undefined ? [] : schemaProblems(schema, [...path, 'schema'], yaml, world)),
  ]
}

function jsonProblems(raw: NonNullable<RawCheck['json']>, path: Path, yaml: YamlFile): readonly Problem[] {
  return [
    ...pointerProblems(raw.at, [...path, 'at'], yaml),
    ...emptyMatchers(raw, path, yaml),
    ...matcherProblems(raw, path, yaml),
  ]
}

function headerProblems(raw: RawHeader, path: Path, yaml: YamlFile): readonly Problem[] {
  const views = (['directive', 'scheme', 'challenge', 'media_type'] as const).filter((name) => raw[name] !== undefined)
  const [, second] = views
  const twice =
    second === undefined
      ? []
      : [yaml.problem([...path, second], `give only one of ${views.join(' and ')}`, { part: 'key' })]
  const empty = views.length === 0 ? emptyMatchers(raw, path, yaml) : []
  return [...twice, ...empty, ...matcherProblems(raw, path, yaml)]
}

function jwtProblems(raw: RawJwt, path: Path, yaml: YamlFile): readonly Problem[] {
  const pointer = raw.header ?? raw.claim
  if (pointer === undefined) {
    const idle = saysSomething(raw)
      ? [yaml.problem(path, 'matchers need header or claim to look at', { part: 'key' })]
      : []
    return [...idle, ...matcherProblems(raw, path, yaml)]
  }
  const place = [...path, raw.header === undefined ? 'claim' : 'header']
  return [
    ...pointerProblems(pointer, place, yaml),
    ...emptyMatchers(raw, path, yaml),
    ...matcherProblems(raw, path, yaml),
  ]
}

function schemaProblems(
  raw: NonNullable<RawCheck['schema']>,
  path: Path,
  yaml: YamlFile,
  world: World,
): readonly Problem[] {
  if (typeof raw === 'string') return unknownName(yaml, path, 'schema', raw, world.schemas)
  if (typeof raw.name !== 'string') return []
  const at = typeof raw.at === 'string' ? pointerProblems(raw.at, [...path, 'at'], yaml) : []
  return [...unknownName(yaml, [...path, 'name'], 'schema', raw.name, world.schemas), ...at]
}

function pointerProblems(pointer: string, path: Path, yaml: YamlFile): readonly Problem[] {
  if (isPointer(pointer)) return []
  return [yaml.problem(path, `"${pointer}" is not a JSON Pointer`, { fix: `Write "/${pointer}".` })]
}
