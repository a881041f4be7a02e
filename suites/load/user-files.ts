import { existsSync, readdirSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { at } from '../decode/pointer.ts'
import { InputError, type Problem } from '../model/errors.ts'
import type { Profile } from '../model/profile.ts'
import type { Specs } from '../model/specs.ts'
import { fileChecks } from './check/file-checks.ts'
import { assemble, profileOf } from './files/assemble.ts'
import { digestOf } from './files/digest.ts'
import type { FileSet } from './files/file-set.ts'
import { kindOf } from './files/kind-of.ts'
import { profileScenarios } from './files/profile-scenarios.ts'
import { type FileText, readOne } from './files/read-kind.ts'
import { readMixed } from './files/read-mixed.ts'
import { readText } from './files/read-text.ts'
import { extensionProblems } from './lint/extensions.ts'
import { inOrder, lint } from './lint/lint.ts'
import { replacedRequirementProblems } from './lint/requirements.ts'
import { replacedIdProblems } from './lint/scenario-ids.ts'
import { worldOf } from './lint/world.ts'
import { isProfilePath } from './profile-path.ts'
import { readYaml } from './yaml/yaml-file.ts'

/**
 * A user's profile file, and the shipped specifications with that profile and its scenario files (`files:`) added. With
 * `extends:` it starts from a shipped profile. Throws InputError with every problem of every file.
 */
export async function loadProfileFile(path: string, specs: Specs): Promise<{ specs: Specs; profile: Profile }> {
  const file = await readText(path)
  if (!file.ok) throw new InputError([file.problem])
  refuseTarget(path, file.text)
  const read = readOne(path, file.text, fileChecks.profile)
  if (!read.ok) throw new InputError(read.problems)
  const { drafts, problems: missing } = await profileScenarios(read.loaded)
  const { files, broken, problems: wrong } = readMixed(drafts)
  const { scenarios, requirements } = files
  const own = scenarios.map(({ raw }) => raw.scenario)
  const listed: FileSet = { requirements, limitations: [], scenarios, profiles: [read.loaded] }
  const problems = [
    ...missing,
    ...wrong,
    ...strangeFiles(files),
    ...extensionProblems(read.loaded, Object.keys(specs.profiles)),
    ...replacedIdProblems(scenarios, specs),
    ...replacedRequirementProblems(requirements, specs),
    ...lint(listed, worldOf(listed, specs, broken)),
  ]
  if (problems.length > 0) throw new InputError(inOrder(problems))
  const profile = profileOf(read.loaded, specs)
  if (profile === undefined) throw new InputError([read.loaded.yaml.problem(['extends'], 'there is no such profile')])
  const whole = { ...profile, scenarios: [...new Set([...profile.scenarios, ...own])] }
  const added = assemble(specs, { ...listed, profiles: [] })
  const digest = digestWith(specs, path, [{ file: path, text: file.text }, ...drafts])
  return { specs: { ...added, digest, profiles: { ...added.profiles, [whole.id]: whole } }, profile: whole }
}

/** A target file names a profile and is none: its keys would all be unknown. */
function refuseTarget(path: string, text: string): void {
  const parsed = readYaml(path, text)
  if (!parsed.ok || kindOf(parsed.yaml) !== 'target') return
  const named = at(parsed.yaml.value, '/profile')
  const profile = typeof named !== 'string' ? 'rfc' : isProfilePath(named) ? join(dirname(path), named) : named
  const fix = `Write --profile ${profile}. A target file stands where the command takes TARGET.`
  throw new InputError([parsed.yaml.problem([], `${path} is a target file, not a profile`, { fix })])
}

/** `files:` brings scenarios, and the rules that they cite. */
const strangeFiles = ({ limitations, profiles }: FileSet): readonly Problem[] =>
  [...limitations, ...profiles].map(({ yaml }) =>
    yaml.problem([], 'a profile takes in scenarios and rules only, by `files:`', {
      fix: 'Leave the file out, or narrow the glob.',
    }),
  )

/** One digest over the shipped specifications and the user's own files, by their names relative to the profile file. */
function digestWith(specs: Specs, profile: string, files: readonly FileText[]): string {
  const octetsOf = (text: string): Uint8Array => new TextEncoder().encode(text)
  const own = files.map(({ file, text }) => ({
    path: relative(dirname(profile), file).replaceAll('\\', '/'),
    octets: octetsOf(text),
  }))
  return digestOf([{ path: '', octets: octetsOf(specs.digest) }, ...own])
}

/**
 * All problems of any mix of scenario, limitation, profile, target and requirement files, judged beside the shipped
 * specifications. What a file is, its first key tells. Secrets of target files are not looked up. Never throws for what a
 * file is.
 */
export async function lintFiles(paths: readonly string[], specs: Specs): Promise<readonly Problem[]> {
  const read = await Promise.all(paths.map(async (path) => ({ path, file: await readText(path) })))
  const drafts = read.flatMap(({ path, file }) => (file.ok ? [{ file: path, text: file.text }] : []))
  const unread = read.flatMap(({ file }) => (file.ok ? [] : [file.problem]))
  const more = await belonging(drafts)
  const asked = [...drafts, ...more.drafts]
  const lent = await lentTo(asked)
  const { files, broken, problems } = readMixed([...asked, ...lent])
  const linted = [
    ...files.profiles.flatMap((profile) => extensionProblems(profile, Object.keys(specs.profiles))),
    ...replacedIdProblems(files.scenarios, specs),
    ...replacedRequirementProblems(files.requirements, specs),
    ...lint(files, worldOf(files, specs, broken)),
  ]
  const elsewhere = new Set(lent.map(({ file }) => file))
  const all = [...unread, ...more.problems, ...problems, ...linted]
  return inOrder(all.filter(({ at }) => at === undefined || !elsewhere.has(at.file)))
}

/** What files that were named alone need to be understood: the profile that takes them in, and what else it takes in. Its own faults are not asked for. */
async function lentTo(asked: readonly FileText[]): Promise<readonly FileText[]> {
  const profiles = await profilesOver(asked)
  if (profiles.length === 0) return []
  const there = new Set(asked.map(({ file }) => resolve(file)))
  return [...profiles, ...(await belonging(profiles)).drafts].filter(({ file }) => !there.has(resolve(file)))
}

/** A scenario or rule alone: the profile file beside or above it whose `files:` takes it in, so that its clients, parameters and rules are known. */
async function profilesOver(drafts: readonly FileText[]): Promise<readonly FileText[]> {
  const given = new Set(drafts.map(({ file }) => resolve(file)))
  const folders = new Set(drafts.flatMap(({ file }) => foldersAbove(dirname(resolve(file)))))
  const files = [...folders].flatMap((folder) => yamlFilesIn(folder)).filter((file) => !given.has(file))
  const read = await Promise.all(files.map(async (file) => ({ file, text: await readText(file) })))
  const likely = read.flatMap(({ file, text }) =>
    text.ok && /^files:/mu.test(text.text) ? [{ file: relative('', file), text: text.text }] : [],
  )
  const { files: found } = readMixed(likely)
  const members = await Promise.all(found.profiles.map(profileScenarios))
  const taken = found.profiles.filter((_, index) => members[index]?.drafts.some(({ file }) => given.has(resolve(file))))
  return likely.filter(({ file }) => taken.some(({ yaml }) => yaml.file === file))
}

/** The folder and the two above it. */
const foldersAbove = (folder: string): readonly string[] => [folder, dirname(folder), dirname(dirname(folder))]

const yamlFilesIn = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => /\.ya?ml$/u.test(name))
        .map((name) => join(folder, name))
    : []

/** The scenario files of the profiles among the files: without them a profile's own scenarios would seem to be missing. */
async function belonging(drafts: readonly FileText[]) {
  const { files } = readMixed(drafts)
  const found = await Promise.all(files.profiles.map(profileScenarios))
  const given = new Set(drafts.map(({ file }) => resolve(file)))
  return {
    drafts: found.flatMap((each) => each.drafts).filter(({ file }) => !given.has(resolve(file))),
    problems: found.flatMap((each) => each.problems),
  }
}
