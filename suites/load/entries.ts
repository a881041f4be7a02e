import { at } from '../decode/pointer.ts'
import { entryNames } from '../model/entry.ts'
import type { Target } from '../model/target.ts'
import type { YamlFile } from './yaml/yaml-file.ts'

/** Where the entries of a target file stand that name something at the server. */
export function entriesOf({ value, locate }: YamlFile): NonNullable<Target['entries']> {
  const there = entryNames.filter((name) => at(value, `/${name.replaceAll('.', '/')}`) !== undefined)
  return Object.fromEntries(there.map((name) => [name, locate(name.split('.'), 'key')]))
}
