import type { Problem } from '../../model/errors.ts'
import type { JsonObject } from '../../model/json.ts'
import type { FleetFile } from '../../model/language.ts'
import { fileChecks } from '../check/file-checks.ts'
import type { Checked } from '../check/validate.ts'
import { defaultsOf, entriesIn, type FleetFileEntry, urlIn, urlNames } from '../fleet-entries.ts'
import { isUrl } from '../target-url.ts'
import { typedUrlProblem } from '../url.ts'
import type { Path } from '../yaml/path.ts'
import type { YamlFile } from '../yaml/yaml-file.ts'
import { isGlob } from './globs.ts'

/** What is wrong with a fleet file: its schema's violations, else members that no target file has. */
export function fleetProblems(yaml: YamlFile, checked: Checked<FleetFile>): readonly Problem[] {
  if (!checked.ok) return checked.problems
  const defaults = defaultsOf(yaml)
  const owners = urlNames.flatMap((name) =>
    Object.hasOwn(defaults, name)
      ? [yaml.problem(['defaults', name], `${name} cannot hold for every target`, { part: 'key', fix: moveIt })]
      : [],
  )
  return [
    ...owners,
    ...memberProblems(yaml, ['defaults'], defaults),
    ...entriesIn(yaml).flatMap((entry) => entryProblems(yaml, entry)),
  ]
}

const moveIt = 'Write it into the entry of the target.'

function entryProblems(yaml: YamlFile, { path, target, name, own }: FleetFileEntry): readonly Problem[] {
  const members = memberProblems(yaml, path, own)
  const located = urlIn(own)
  if (target === undefined) {
    if (located !== undefined) return members
    const fix = 'Add target: with a URL or a target file, or issuer:.'
    return [...members, yaml.problem(path, 'this entry names no target', { fix })]
  }
  if (isUrl(target)) {
    const problem = typedUrlProblem(target, 'target')
    if (problem !== undefined) return [...members, yaml.problem(path, problem.message, { fix: problem.fix })]
    if (located === undefined) return members
    return [...members, yaml.problem(path, 'this entry names two URLs', { fix: 'Keep target: or issuer:, not both.' })]
  }
  const fix = 'Leave name: out: each file gives its target a name.'
  return isGlob(target) && name !== undefined
    ? [...members, yaml.problem(path, `the name "${name}" would be that of several targets`, { fix })]
    : members
}

/** Members that no target file has, or whose value none has, at their place in the fleet file. */
function memberProblems(yaml: YamlFile, path: Path, members: JsonObject): readonly Problem[] {
  const value = { issuer: 'https://issuer.invalid', ...members }
  const checked = fileChecks.target({
    file: yaml.file,
    value,
    locate: (inner, part) => yaml.locate([...path, ...inner], part),
    problem: (inner, message, more) => yaml.problem([...path, ...inner], message, more),
  })
  return checked.ok ? [] : checked.problems
}
