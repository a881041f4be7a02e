import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { dirname, isAbsolute, join } from 'node:path'
import { isObject } from '../decode/json.ts'
import { InputError, type Problem } from '../model/errors.ts'
import type { Fleet, FleetJob } from '../model/fleet.ts'
import type { JsonObject } from '../model/json.ts'
import type { FleetFile } from '../model/language.ts'
import { fileChecks } from './check/file-checks.ts'
import { expandFiles } from './files/expand-files.ts'
import { readText } from './files/read-text.ts'
import { defaultsOf, entriesIn, urlIn } from './fleet-entries.ts'
import { fleetProblems } from './lint/fleets.ts'
import { inOrder } from './lint/lint.ts'
import { isUrl } from './target-url.ts'
import { readYaml, type YamlFile } from './yaml/yaml-file.ts'

/** Reads a fleet file (YAML). Throws InputError with every problem of it; what is wrong with a target file is found when its turn comes. */
export async function loadFleet(path: string): Promise<Fleet> {
  const file = await readText(path)
  if (!file.ok) throw new InputError([file.problem])
  const read = readYaml(path, file.text)
  if (!read.ok) throw new InputError(inOrder(read.problems))
  const checked = fileChecks.fleet(read.yaml)
  const problems = fleetProblems(read.yaml, checked)
  if (!checked.ok || problems.length > 0) throw new InputError(inOrder(problems))
  const { raw } = checked
  const jobs = await jobsOf(read.yaml, raw)
  return {
    title: raw.fleet,
    file: path,
    jobs,
    parallel: raw.parallel ?? 4,
    perHost: { targets: 1, ...raw.perHost },
  }
}

async function jobsOf(yaml: YamlFile, raw: FleetFile): Promise<readonly FleetJob[]> {
  const folder = dirname(yaml.file)
  const placeOf = (path: string): string => (isAbsolute(path) ? path : join(folder, path))
  const defaults = defaultsOf(yaml)
  const drafts: (Omit<FleetJob, 'id'> & { readonly name: string })[] = []
  const problems: Problem[] = []
  for (const { path, target, name, baseline, own } of entriesIn(yaml)) {
    const at = yaml.locate(path)
    const common = { at, defaults, own, ...(baseline === undefined ? {} : { baseline: placeOf(baseline) }) }
    if (target === undefined || isUrl(target)) {
      const url = target ?? String(urlIn(own))
      const named: FleetJob['named'] = target === undefined ? { kind: 'members' } : { kind: 'url', url }
      drafts.push({ ...common, name: name ?? url.replace(/^\w+:\/\//u, ''), target: url, ...hostOf(url), named })
      continue
    }
    const files = await expandFiles(folder, target)
    if (files.length === 0)
      problems.push(yaml.problem(path, `no file fits "${target}"`, { fix: `Paths are relative to ${yaml.file}.` }))
    for (const file of files) {
      const place = placeOf(file)
      const host = await hostIn(place, own)
      const ofFile = { name: name ?? file.replace(/\.ya?ml$/iu, ''), target: file, ...host }
      drafts.push({ ...common, ...ofFile, named: { kind: 'file', path: place } })
    }
  }
  const seen = new Set<string>()
  const twice = drafts.filter(({ name, target }) => seen.size === seen.add(`${name} ${target}`).size)
  for (const { target, at } of twice) {
    const fix = 'Remove one of the two, or give one of them a name: of its own.'
    problems.push({ message: `the target ${target} is listed twice`, at, fix })
  }
  if (problems.length > 0) throw new InputError(inOrder(problems))
  if (drafts.length === 0) throw new InputError([yaml.problem(['targets'], `${raw.fleet}: there is no target`)])
  return withIds(drafts)
}

/** Names as folders. Two that would be one get a sign of their own, which stays when the fleet grows. */
function withIds(drafts: readonly (Omit<FleetJob, 'id'> & { readonly name: string })[]): readonly FleetJob[] {
  const slugs = drafts.map(({ name }) => slugOf(name))
  const counts = new Map<string, number>()
  for (const slug of slugs) counts.set(slug, (counts.get(slug) ?? 0) + 1)
  return drafts.map(({ name, ...job }, index) => {
    const slug = slugs[index] ?? ''
    const sign = createHash('sha256').update(`${name} ${job.target}`).digest('hex').slice(0, 8)
    return { id: counts.get(slug) === 1 && slug.length <= 80 ? slug : `${slug.slice(0, 70)}-${sign}`, ...job }
  })
}

/** Safe as a folder on any system. */
const slugOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/gu, '-')
    .replace(/^[-.]+|[-.]+$/gu, '') || 'target'

const hostOf = (url: unknown): Pick<FleetJob, 'host'> =>
  typeof url === 'string' && URL.canParse(url) ? { host: new URL(url).host } : {}

/** The host that a target file names. One that cannot be read is told when its turn comes. */
async function hostIn(path: string, own: JsonObject): Promise<Pick<FleetJob, 'host'>> {
  const named = urlIn(own)
  if (named !== undefined || !existsSync(path)) return hostOf(named)
  const file = await readText(path)
  const read = file.ok ? readYaml(path, file.text) : undefined
  const value = read?.ok === true ? read.yaml.value : undefined
  return isObject(value) ? hostOf(urlIn(value)) : {}
}
