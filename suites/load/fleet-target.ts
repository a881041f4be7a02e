import { dirname, isAbsolute, join, relative } from 'node:path'
import { isObject } from '../decode/json.ts'
import { InputError } from '../model/errors.ts'
import type { FleetJob } from '../model/fleet.ts'
import type { Json, JsonObject } from '../model/json.ts'
import type { Target } from '../model/target.ts'
import { readText } from './files/read-text.ts'
import { targetIn } from './target.ts'
import type { Path } from './yaml/path.ts'
import { valueAt } from './yaml/value-at.ts'
import { readYaml, type YamlFile } from './yaml/yaml-file.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** What stands for the issuer while the members of a target that a URL names are read. */
const unnamed = 'https://issuer.invalid'

/**
 * The target of one job, its secrets taken from `env` and from files of this machine: the fleet's defaults, over them the target file, over both what the fleet file says
 * of this target. Throws InputError with every problem.
 */
export async function loadFleetTarget(job: FleetJob, env: Environment): Promise<Target> {
  const { named, defaults, own, at } = job
  switch (named.kind) {
    case 'url': {
      const { issuer: _, ...target } = await fromMembers({ issuer: unnamed, ...layered(defaults, own) })
      return { ...target, named: named.url, url: named.url }
    }
    case 'members': {
      const target = await fromMembers(layered(defaults, own))
      return { ...target, named: job.target }
    }
    case 'file': {
      const file = await fileOf(named.path, named.text)
      const moved = (members: JsonObject): JsonObject => rebased(members, dirname(at.file), dirname(named.path))
      if (!isObject(file.value)) return targetIn(file, named.path, env)
      const value = layered(layered(moved(defaults), file.value), moved(own))
      return targetIn({ ...placedAt(job, value, file), file: named.path }, named.path, env)
    }
    default:
      return named satisfies never
  }

  function fromMembers(members: JsonObject): Promise<Target> {
    return targetIn(placedAt(job, members), at.file, env)
  }
}

async function fileOf(path: string, given: string | undefined): Promise<YamlFile> {
  const file = given === undefined ? await readText(path) : ({ ok: true, text: given } as const)
  if (!file.ok) throw new InputError([file.problem])
  const read = readYaml(path, file.text)
  if (!read.ok) throw new InputError(read.problems)
  return read.yaml
}

/** Members whose own members are laid over each other one by one. */
const laidOver: readonly string[] = ['parameters', 'endpoints', 'headers', 'tls', 'limits', 'tokenParameters']

/** Members of a target file, those of `over` in the place of those of `base`. */
function layered(base: JsonObject, over: JsonObject): JsonObject {
  const inner = laidOver.flatMap((name): [string, Json][] => {
    const [one, other] = [base[name], over[name]]
    return isObject(one) && isObject(other) ? [[name, { ...one, ...other }]] : []
  })
  return { ...base, ...over, ...Object.fromEntries(inner) }
}

/** The same members, with the paths in them relative to another folder. */
function rebased(members: JsonObject, from: string, to: string): JsonObject {
  const move = (path: string): string => (isAbsolute(path) ? path : relative(to, join(from, path)))
  const walk = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(walk)
    if (!isObject(value)) return value
    const { file } = value
    if (Object.keys(value).length === 1 && typeof file === 'string') return { file: move(file) }
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, walk(each)]))
  }
  const { tls, profile, registration, ...rest } = members
  return {
    ...Object.fromEntries(Object.entries(rest).map(([name, each]) => [name, walk(each)])),
    // What a client registers is the server's business, also a member that is called `file`.
    ...(registration === undefined ? {} : { registration }),
    ...(profile === undefined ? {} : { profile: isPath(profile) ? move(profile) : profile }),
    ...(isObject(tls)
      ? { tls: Object.fromEntries(Object.entries(tls).map(([k, v]) => [k, typeof v === 'string' ? move(v) : v])) }
      : {}),
  }
}

const isPath = (profile: Json): profile is string => typeof profile === 'string' && /[\\/]|\.ya?ml$/u.test(profile)

/** Members without a file of their own: what is wrong with them is shown in the target file where it stands there, else where the fleet file names the target. */
function placedAt(job: FleetJob, value: Json, file?: YamlFile): YamlFile {
  const inFile = (path: Path): boolean =>
    file !== undefined && path.length > 0 && valueAt(file.value, path) !== undefined
  return {
    file: job.at.file,
    value,
    locate: (path, part) => (file !== undefined && inFile(path) ? file.locate(path, part) : job.at),
    problem: (path, message, more = {}) => {
      if (file !== undefined && inFile(path)) return file.problem(path, message, more)
      const where = path.length === 0 ? '' : `${path.join('.')}: `
      return { message: `${where}${message}`, at: job.at, ...(more.fix === undefined ? {} : { fix: more.fix }) }
    },
  }
}
