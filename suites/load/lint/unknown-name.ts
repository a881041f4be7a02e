import { closest } from '../../decode/closest.ts'
import type { Problem } from '../../model/errors.ts'
import type { Path } from '../yaml/path.ts'
import type { YamlFile } from '../yaml/yaml-file.ts'

/** Adds a problem when a name does not exist, with a guess at what was meant. Says nothing when the names are not known. */
export function unknownName(
  yaml: YamlFile,
  path: Path,
  what: string,
  name: string,
  known: Iterable<string> | undefined,
): readonly Problem[] {
  if (known === undefined) return []
  const names = [...known]
  return names.includes(name) ? [] : [missing(yaml, path, what, name, names)]
}

function missing(yaml: YamlFile, path: Path, what: string, name: string, names: readonly string[]): Problem {
  const meant = closest(name, names)
  const hint = meant === undefined ? '' : `; did you mean "${meant}"?`
  return yaml.problem(path, `there is no ${what} "${name}"${hint}`, {
    fix: meant === undefined ? listing(names) : undefined,
  })
}

function listing(names: readonly string[]): string | undefined {
  if (names.length === 0 || names.length > 20) return undefined
  return names.length === 1 ? `There is only ${names[0]}.` : `There are ${names.join(', ')}.`
}
