import type { Problem } from '../../model/errors.ts'
import type { Specs } from '../../model/specs.ts'
import type { Loaded } from '../files/file-set.ts'
import type { PlainScenario } from '../unfold/plain.ts'

/** A scenario's id equals its path below the folder `scenarios`, where it lies in one; no two are the same. */
export function scenarioIdProblems(files: readonly Loaded<PlainScenario>[]): readonly Problem[] {
  const first = new Map<string, string>()
  return files.flatMap(({ raw, yaml }) => {
    const expected = idOfPath(yaml.file)
    if (expected !== undefined && raw.scenario !== expected) {
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

/** "specs/scenarios/token/x.yaml" -> "token/x". Undefined for a file outside such a folder. */
function idOfPath(file: string): string | undefined {
  return /(?:^|[\\/])scenarios[\\/](?!.*[\\/]scenarios[\\/])(.+)\.ya?ml$/.exec(file)?.[1]?.replaceAll('\\', '/')
}

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
