import { isObject } from '../decode/json.ts'
import type { Json, JsonObject } from '../model/json.ts'
import type { Path } from './yaml/path.ts'
import { valueAt } from './yaml/value-at.ts'
import type { YamlFile } from './yaml/yaml-file.ts'

/** An entry of `targets` in a fleet file. */
export interface FleetFileEntry {
  readonly path: Path
  readonly target?: string
  readonly name?: string
  readonly baseline?: string
  /** Members of a target file. */
  readonly own: JsonObject
}

const notOfTarget: readonly string[] = ['target', 'name', 'baseline']

export function entriesIn(yaml: YamlFile): readonly FleetFileEntry[] {
  const targets = valueAt(yaml.value, ['targets'])
  return (Array.isArray(targets) ? targets : []).map((each: Json, index): FleetFileEntry => {
    const path = ['targets', index]
    if (!isObject(each)) return { path, target: String(each), own: {} }
    const [named, own] = [true, false].map((about) =>
      Object.entries(each).filter(([name]) => notOfTarget.includes(name) === about),
    )
    const texts = (named ?? []).map(([name, value]) => [name, String(value)])
    return { path, ...Object.fromEntries(texts), own: Object.fromEntries(own ?? []) }
  })
}

/** What holds for every target, as members of a target file. */
export function defaultsOf(yaml: YamlFile): JsonObject {
  const defaults = valueAt(yaml.value, ['defaults'])
  return isObject(defaults) ? defaults : {}
}

/** Members of a target file that say where its server is. */
export const urlNames = ['issuer', 'baseUrl', 'fhirBaseUrl'] as const

export const urlIn = (members: JsonObject): Json | undefined =>
  urlNames.map((name) => members[name]).find((url) => url !== undefined)
