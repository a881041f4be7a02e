import { closest } from '../../decode/closest.ts'
import type { Problem } from '../../model/errors.ts'
import type { Path } from '../yaml/path.ts'
import type { Part } from '../yaml/range.ts'
import type { YamlFile } from '../yaml/yaml-file.ts'

/** Adds a problem when a name does not exist, with a guess at what was meant. Says nothing when the names are not known. */
export function unknownName(
  yaml: YamlFile,
  path: Path,
  what: string,
  name: string,
  known: Iterable<string> | undefined,
  part: Part = 'value',
): readonly Problem[] {
  if (known === undefined) return []
  const names = [...known]
  return names.includes(name) ? [] : [missing({ yaml, path, part }, what, name, names)]
}

interface Place {
  readonly yaml: YamlFile
  readonly path: Path
  readonly part: Part
}

function missing({ yaml, path, part }: Place, what: string, name: string, names: readonly string[]): Problem {
  const meant = closest(name, names)
  const hint = meant === undefined ? '' : `; did you mean "${meant}"?`
  const fix = meant === undefined ? (fixes[what] ?? listing(names)) : undefined
  return yaml.problem(path, `there is no ${what} "${name}"${hint}`, { fix, part })
}

/** Where a name is written down that no file has yet. */
const fixes: Readonly<Record<string, string>> = {
  requirement:
    'Cite one of "grantcheck list requirements", or write a rule of your own into a file that begins with rules: and stands in files: of your profile.',
}

function listing(names: readonly string[]): string | undefined {
  if (names.length === 0 || names.length > 20) return undefined
  return names.length === 1 ? `There is only ${names[0]}.` : `There are ${names.join(', ')}.`
}
