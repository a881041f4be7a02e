import { dirname, join } from 'node:path'
import { isObject } from '../decode/json.ts'
import { at } from '../decode/pointer.ts'
import { InputError } from '../model/errors.ts'
import type { Target } from '../model/target.ts'
import { fileChecks } from './check/file-checks.ts'
import { toTarget } from './convert/to-target.ts'
import { entriesOf } from './entries.ts'
import { readText } from './files/read-text.ts'
import { inOrder } from './lint/lint.ts'
import { targetProblems } from './lint/targets.ts'
import { readSecrets } from './secrets.ts'
import { readYaml, type YamlFile } from './yaml/yaml-file.ts'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * A target file (YAML) -> the server under test, its secrets taken from `env` and from files. Paths in it are relative to
 * it; `profile` becomes a path when it names a file. Throws InputError with every problem, also for each missing secret.
 */
export async function loadTarget(path: string, env: Environment): Promise<Target> {
  const file = await readText(path)
  if (!file.ok) throw new InputError([file.problem])
  const read = readYaml(path, file.text)
  if (!read.ok) throw new InputError(inOrder(read.problems))
  return targetIn(read.yaml, path, env)
}

/** The same of a target file that is parsed. */
export async function targetIn(yaml: YamlFile, path: string, env: Environment): Promise<Target> {
  const checked = fileChecks.target(yaml)
  const problems = targetProblems(yaml, checked)
  if (!checked.ok) throw new InputError(inOrder(problems))
  const folder = dirname(path)
  const secrets = await readSecrets(checked, folder, env)
  const all = [...problems, ...secrets.problems]
  if (all.length > 0) throw new InputError(inOrder(all))
  const target = toTarget(checked.raw, path, (relative) => join(folder, relative), secrets.valueOf)
  const registration = at(yaml.value, '/registration')
  return {
    ...target,
    ...(target.profile === undefined ? {} : { profileAt: yaml.locate(['profile']) }),
    ...(isObject(registration) ? { registration } : {}),
    entries: entriesOf(yaml),
  }
}
