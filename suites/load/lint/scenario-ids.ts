import type { Problem } from '../../model/errors.ts'
import type { Specs } from '../../model/specs.ts'
import type { FileSet, Loaded } from '../files/file-set.ts'
import type { PlainScenario } from '../unfold/plain.ts'

/** A scenario's id equals its path below the folder `scenarios`, elsewhere the end of its path, as far as that is known; no two are the same. */
export function scenarioIdProblems({
  scenarios: files,
  profiles,
}: Pick<FileSet, 'scenarios' | 'profiles'>): readonly Problem[] {
  const folders = profiles.map(({ yaml }) => plain(yaml.file).replace(/[^/]*$/u, '')).filter((each) => each !== '')
  const first = new Map<string, string>()
  return files.flatMap(({ raw, yaml }) => {
    const expected = idOfPath(yaml.file, raw.scenario, folders)
    if (raw.scenario !== expected) {
      if (!isId(expected))
        return [yaml.problem(['scenario'], `"${expected}", the name of the file, cannot be an id`, { fix: rename })]
      return [
        yaml.problem(['scenario'], `the id must be "${expected}", like the file`, {
          fix: `Write scenario: ${expected}, or move the file.`,
        }),
      ]
    }
    const earlier = first.get(raw.scenario)
    if (earlier === undefined) {
      first.set(raw.scenario, yaml.file)
      return []
    }
    return [yaml.problem(['scenario'], `${earlier} has the same id`, { fix: 'Give one of them another id.' })]
  })
}

/** As the schema of scenarios has it. */
const isId = (text: string): boolean => /^[A-Za-z0-9][A-Za-z0-9._-]*(?:\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/u.test(text)

const rename =
  'Rename the file: between the slashes an id has letters from A to Z, digits, ".", "_" and "-", and begins with a letter or digit. Then write the same id.'

/**
 * "specs/scenarios/token/x.yaml" -> "token/x". Beside a profile ids begin in its folder or below it: "my/x.yaml" is "my/x" or "x". Elsewhere nobody knows where they begin, and the
 * name of the file is what can be compared.
 */
function idOfPath(file: string, id: string, folders: readonly string[]): string {
  const path = plain(file)
  const below = /(?:^|\/)scenarios\/(?!.*\/scenarios\/)(.+)$/u.exec(path)?.[1]
  if (below !== undefined) return below
  const folder = folders.find((each) => path.startsWith(each))
  const names = path.slice(folder?.length ?? path.lastIndexOf('/') + 1).split('/')
  const written = id.split('/')
  const common = Math.min(written.length, names.length)
  if (written.slice(-common).join('/') === names.slice(-common).join('/')) return id
  return folder === undefined ? [...written.slice(0, -1), ...names].join('/') : names.slice(-written.length).join('/')
}

const plain = (file: string): string => file.replaceAll('\\', '/').replace(/\.ya?ml$/u, '')

/** A file beside the shipped ones must not take the id of a shipped scenario; the shipped file itself may. */
export function replacedIdProblems(files: readonly Loaded<PlainScenario>[], specs: Specs): readonly Problem[] {
  return files.flatMap(({ raw, yaml }) => {
    const shipped = specs.scenarios[raw.scenario]
    if (shipped === undefined || yaml.file.replaceAll('\\', '/').endsWith(shipped.at.file)) return []
    return [
      yaml.problem(['scenario'], `${shipped.at.file} has the same id`, { fix: 'Give the scenario an id of your own.' }),
    ]
  })
}
