import { existsSync, readdirSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { closest } from '../decode/closest.ts'
import { own } from '../decode/own-record.ts'
import { kindOfParameter, parameterLike, writtenParameter } from '../language/parameter.ts'
import { isProfilePath } from '../load/profile-path.ts'
import { isUrl, targetFromUrl } from '../load/target-url.ts'
import { InputError, type Problem } from '../model/errors.ts'
import type { Evidence } from '../model/evidence.ts'
import type { ParameterValue } from '../model/language.ts'
import type { Mode } from '../model/mutant.ts'
import type { Profile } from '../model/profile.ts'
import type { Specs } from '../model/specs.ts'
import type { Target } from '../model/target.ts'
import { type Version, versionOf, versionsOf } from '../plan/frozen-profile.ts'

/** What the options of `run` and `doctor` say about target and profile. */
export interface TargetOptions {
  readonly target?: string
  readonly profile?: string
  readonly set: readonly string[]
  readonly ca?: string
}

export interface Opened {
  readonly specs: Specs
  readonly profile: Profile
  readonly target: Target
  /** True: the server ends with the run, and so do the clients that it registered. */
  readonly ephemeral: boolean
  /** Where HTTPS_PROXY, HTTP_PROXY and NO_PROXY are looked up. Default: there is no proxy. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** Ends what was started for this run: the embedded server, if there is one. */
  close(): Promise<void>
}

/** What a session may need of the outside. */
export interface Outside {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Starts the embedded reference server, as one that claims the profile; absent where the host has none. */
  readonly embed?: (mode: Mode, profile: string) => Promise<Embedded>
}

/** The mode of the reference server that a profile is about. */
export const modeFor = ({ target }: Pick<Profile, 'target'>): Mode => modes[target]

const modes = { 'base-url': 'airlock', issuer: 'full', 'fhir-base-url': 'smart' } as const satisfies Record<
  Profile['target'],
  Mode
>

export interface Embedded {
  readonly target: Target
  close(): Promise<void>
}

/** Finds profile and target. Without a target the reference server is started. Throws InputError for all that is wrong. */
export async function openTarget(options: TargetOptions, specs: Specs, outside: Outside): Promise<Opened> {
  const described = await describeTarget(options.target, outside.env)
  if (described !== undefined) return openDescribed(described, options, (name) => findProfile(name, specs), outside.env)
  const found = await findProfile(options.profile ?? 'airlock-iam', specs)
  return openEmbedded(found, parseSettings(options.set, found.profile), outside)
}

/** The same for a target that is known. `find` gives a profile by its name. */
export async function openDescribed(
  described: Target,
  options: Omit<TargetOptions, 'target'>,
  find: (name: string) => Promise<Version>,
  env: Outside['env'],
): Promise<Opened> {
  const found = options.profile === undefined ? await findPlaced(described, find) : await find(options.profile)
  const parameters = parseSettings(options.set, found.profile)
  checkParameters(described, found.profile)
  const target = { ...described, parameters: { ...described.parameters, ...parameters } }
  return {
    ...found,
    target: options.ca === undefined ? target : { ...target, tls: { ...target.tls, ca: options.ca } },
    ephemeral: false,
    env,
    close: async () => {},
  }
}

/** The profile that the target file names; what is wrong with that name has the line. */
async function findPlaced(
  { profile, profileAt: at }: Target,
  find: (name: string) => Promise<Version>,
): Promise<Version> {
  try {
    return await find(profile ?? 'rfc')
  } catch (error) {
    if (!(error instanceof InputError) || at === undefined) throw error
    throw new InputError(error.problems.map((problem) => (problem.at === undefined ? { ...problem, at } : problem)))
  }
}

async function describeTarget(named: string | undefined, env: Outside['env']): Promise<Target | undefined> {
  if (named === undefined) return undefined
  if (isUrl(named)) return targetFromUrl(named)
  // The YAML parser is large, and a plain URL needs none.
  if (existsSync(named)) return (await import('../load/target.ts')).loadTarget(named, env)
  throw new InputError([
    {
      message: `the target "${named}" is neither a URL nor a file that exists`,
      fix: 'Give the issuer or base URL with its scheme (https://as.example.com), or the path of a target file.',
    },
  ])
}

async function openEmbedded(
  found: { specs: Specs; profile: Profile },
  parameters: Readonly<Record<string, ParameterValue>>,
  outside: Outside,
): Promise<Opened> {
  if (outside.embed === undefined) {
    throw new InputError([
      {
        message: 'there is no target',
        fix: 'Name the issuer or base URL of the server, or a target file. Is a variable empty? The embedded reference server is run by "grantcheck demo".',
      },
    ])
  }
  const { target, close } = await outside.embed(modeFor(found.profile), found.profile.id)
  return {
    ...found,
    target: { ...target, parameters: { ...target.parameters, ...parameters } },
    ephemeral: true,
    close,
  }
}

/** A shipped profile by name ("rfc"), in an older version ("rfc@1.0"), or a profile file. */
export async function findProfile(name: string, specs: Specs): Promise<Version> {
  const [, id = name, version] = /^([^@/\\]+)@(.+)$/u.exec(name) ?? []
  const shipped = versionOf(specs, id, version)
  if (shipped !== undefined) return shipped
  if (existsSync(name)) return (await import('../load/user-files.ts')).loadProfileFile(name, specs)
  const today = own(specs.profiles, id)
  if (today !== undefined) throw noVersion(specs, today, version)
  const names = Object.keys(specs.profiles)
  if (isProfilePath(name)) throw noProfileFile(name, names)
  const near = closest(name, names)
  throw new InputError([
    {
      message: `there is no profile "${name}"`,
      fix: `${near === undefined ? '' : `Did you mean "${near}"? `}The profiles are ${names.join(', ')}; a path to a profile file works too.`,
    },
  ])
}

function noProfileFile(path: string, names: readonly string[]): InputError {
  const folder = dirname(path)
  const files = existsSync(folder) ? readdirSync(folder).filter((each) => /\.ya?ml$/u.test(each)) : []
  const near = closest(basename(path), files)
  const meant = near === undefined ? '' : `Did you mean "${near}"? `
  const fix = `${meant}Correct the path (of a target file's profile, relative to that file), or name one of ${names.join(', ')}.`
  return new InputError([{ message: `there is no profile file ${path}`, fix }])
}

/** The profile that evidence was recorded with, in the version of that day; today's when that one was never frozen. `otherwise`: the one to judge by where it does not ship. */
export async function profileOf({ profile }: Evidence, specs: Specs, otherwise?: string): Promise<Version> {
  const { id, version } = profile
  const shipped = versionOf(specs, id, version) ?? versionOf(specs, id)
  if (shipped !== undefined) return shipped
  if (otherwise !== undefined) return findProfile(otherwise, specs)
  const message = `the evidence was recorded with the profile ${id} ${version}, which does not ship with grantcheck`
  throw new InputError([{ message, fix: 'Name the file of that profile: --profile FILE.' }])
}

function noVersion(specs: Specs, today: Profile, version: string | undefined): InputError {
  const fix = `Its versions are ${versionsOf(specs, today).join(', ')}; without one, ${today.id} is version ${today.version}.`
  return new InputError([{ message: `profile ${today.id} has no version "${version ?? ''}"`, fix }])
}

/** The target file's parameters have to be the profile's, and of the same type as their defaults. */
function checkParameters(target: Target, profile: Profile): void {
  const problems = Object.entries(target.parameters).flatMap(([name, value]) => {
    const parameter = own(profile.parameters, name)
    if (parameter === undefined) return [unknownParameter(name, profile)]
    const { default: model = aText } = parameter
    if (kindOfParameter(model) === kindOfParameter(value)) return []
    return [
      {
        message: `${target.named}: parameter ${name} is a ${kindOfParameter(model)}, not a ${kindOfParameter(value)}`,
        fix: `Write ${name}: ${writtenParameter(model)}, for example.`,
      },
    ]
  })
  if (problems.length > 0) throw new InputError(problems)
}

/** What a parameter without default is. */
const aText = 'text'

function unknownParameter(name: string, profile: Profile): Problem {
  const names = Object.keys(profile.parameters)
  const near = closest(name, names)
  const fix = `${near === undefined ? '' : `Did you mean "${near}"? `}Its parameters are ${names.join(', ')}.`
  return { message: `profile ${profile.id} has no parameter "${name}"`, fix }
}

/** Reads `--set KEY=VALUE`; the value takes the type of the parameter's default. */
function parseSettings(settings: readonly string[], profile: Profile): Readonly<Record<string, ParameterValue>> {
  return Object.fromEntries(settings.map((setting) => parseSetting(setting, profile)))
}

function parseSetting(setting: string, profile: Profile): readonly [string, ParameterValue] {
  const [key = '', ...rest] = setting.split('=')
  const text = rest.join('=')
  const parameter = own(profile.parameters, key)
  if (parameter === undefined) throw new InputError([unknownParameter(key, profile)])
  const { default: model = aText } = parameter
  const value = parameterLike(model, text)
  if (rest.length > 0 && value !== undefined) return [key, value]
  throw new InputError([
    {
      message: `--set ${setting}: ${key} is a ${kindOfParameter(model)}`,
      fix: `Write --set ${key}=${[model].flat().join(',')}, for example.`,
    },
  ])
}
