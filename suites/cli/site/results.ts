import { readdir } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { readBundle } from '../../certificate/bundle.ts'
import { decodeJson, isObject } from '../../decode/json.ts'
import { own } from '../../decode/own-record.ts'
import { readEvidence } from '../../load/evidence.ts'
import { readReport } from '../../load/report.ts'
import { loadShipped } from '../../load/shipped.ts'
import { InputError, type Problem } from '../../model/errors.ts'
import type { Evidence } from '../../model/evidence.ts'
import type { Report } from '../../model/report.ts'
import type { Specs } from '../../model/specs.ts'
import { judgeEvidence } from '../../run/judge-evidence.ts'
import { findProfile } from '../../run/open-target.ts'
import type { ServerAbout, ServerName, SiteRun } from '../../site/model.ts'
import { nameAndVersion } from '../../site/names.ts'
import { readTextFile } from '../read-file.ts'
import { repeatCommand } from '../repeat.ts'

/** What one file holds. */
interface Found {
  readonly file: string
  readonly evidence?: Evidence
  readonly report?: Report
}

export interface Results {
  readonly runs: readonly SiteRun[]
  /** JSON files with a result. */
  readonly files: readonly string[]
  /** JSON files that are something else. */
  readonly others: readonly string[]
}

export type About = Readonly<Record<string, ServerAbout>>

/**
 * Every result below the folders. Evidence is judged again by the newest version of its profile, so that all results are by the same measure. A report in
 * the folder of its evidence is the same result. Throws InputError with every file that is broken.
 */
export async function readResults(
  folders: readonly string[],
  about: About,
  tell: (done: number) => void,
): Promise<Results> {
  const specs = await loadShipped()
  const problems: Problem[] = []
  const withResult: string[] = []
  const others: string[] = []
  const runs: SiteRun[] = []
  for (const root of folders) {
    const files = await filesBelow(root)
    for (const list of byFolder(files).values()) {
      const found: Found[] = []
      for (const file of list) {
        const one = await collect(problems, () => read(file))
        if (one === undefined) continue
        if (one === 'other') others.push(file)
        else {
          found.push(one)
          withResult.push(file)
        }
      }
      for (const same of together(found)) {
        const run = await collect(problems, () => runOf(same, root, specs, about))
        if (run !== undefined) runs.push(run)
        tell(runs.length)
      }
    }
  }
  if (problems.length > 0) throw new InputError(problems)
  return { runs, files: withResult, others }
}

/** The problems of a file do not keep those of the next one from being told. */
async function collect<T>(problems: Problem[], work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    problems.push(...error.problems)
    return undefined
  }
}

async function filesBelow(root: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(root, { recursive: true, withFileTypes: true })
    return entries
      .filter((entry) => entry.isFile() && /\.json(?:\.gz)?$/u.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => !/(?:^|[\\/])node_modules[\\/]/u.test(relative(root, path)))
      .sort()
  } catch {
    throw new InputError([
      { message: `cannot read the folder ${root}`, fix: 'Name a folder with evidence, JSON reports or bundles.' },
    ])
  }
}

function byFolder(files: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const folders = new Map<string, string[]>()
  for (const file of files) {
    const list = folders.get(dirname(file))
    if (list === undefined) folders.set(dirname(file), [file])
    else list.push(file)
  }
  return folders
}

/** What a file is, is told by its members; one that is none of ours is left alone. */
async function read(file: string): Promise<Found | 'other'> {
  const text = await readTextFile(file, 'Take it out of the folder, or write it again.')
  const json = decodeJson(text)
  if (!json.ok)
    throw new InputError([
      { message: `${file} is not JSON: ${json.problem}`, fix: 'Was the file cut short? Write it again.' },
    ])
  const value = json.value.value
  if (!isObject(value)) return 'other'
  const has = (...names: readonly string[]): boolean => names.every((name) => Object.hasOwn(value, name))
  if (has('facts', 'exchanges')) return { file, evidence: readEvidence(text, file, json) }
  if (has('mediaType', 'envelope')) return { file, evidence: evidenceIn(text, file) }
  if (has('scenarios', 'conclusion')) return { file, report: readReport(text, file) }
  return 'other'
}

/** The report in a bundle is not looked at: what it says follows from the evidence. Whose signature it has, "grantcheck verify" checks. */
function evidenceIn(text: string, file: string): Evidence {
  const { bundle } = readBundle(new TextEncoder().encode(text), file)
  return readEvidence(own(bundle.files, 'evidence.json') ?? '', `${file}, evidence.json`)
}

/** Files about the same run. */
function together(found: readonly Found[]): readonly (readonly Found[])[] {
  const runs = new Map<string, Found[]>()
  for (const each of found) {
    const { run, profile } = each.evidence ?? each.report ?? { run: { id: each.file }, profile: { id: '' } }
    const key = JSON.stringify([run.id, profile.id])
    runs.set(key, [...(runs.get(key) ?? []), each])
  }
  return [...runs.values()]
}

async function runOf(same: readonly Found[], root: string, specs: Specs, about: About): Promise<SiteRun | undefined> {
  const recorded = same.find(({ evidence }) => evidence !== undefined)
  const reported = same.find(({ report }) => report !== undefined)
  const report = await reportOf(recorded, reported, specs)
  const first = recorded ?? reported
  if (report === undefined || first === undefined) return undefined
  const server = serverOf(first.file, root, report)
  const named = own(about, server.name)?.target?.name ?? report.target.named
  const cited = new Set(report.findings.map(({ exchange }) => exchange))
  return {
    report,
    // A fleet has thousands of runs: only what pages show is kept.
    exchanges: recorded?.evidence?.exchanges.filter(({ id }) => cited.has(id)) ?? [],
    server,
    file: first.file,
    isEvidence: recorded !== undefined,
    repeat: repeatCommand({ target: named, profile: report.profile.id, set: [] }, report.run.seed),
  }
}

async function reportOf(
  recorded: Found | undefined,
  reported: Found | undefined,
  specs: Specs,
): Promise<Report | undefined> {
  const { evidence } = recorded ?? {}
  if (evidence === undefined) return reported?.report
  const { id } = evidence.profile
  // A profile of the user's own does not ship, but its report says what it said.
  if (own(specs.profiles, id) === undefined) return reported?.report ?? withoutReport(recorded?.file, id)
  const { specs: all, profile } = await findProfile(id, specs)
  return judgeEvidence(all, profile, evidence)
}

function withoutReport(file: string | undefined, profile: string): never {
  const message = `${file} was recorded with the profile ${profile}, which does not ship with grantcheck`
  throw new InputError([{ message, fix: 'Put the JSON report of that run next to it: run --report json=PATH.' }])
}

/** What the target file calls the product; else the folder's name, as in keycloak-26.7.3/rfc.json.gz. */
function serverOf(file: string, root: string, { target, profile }: Report): ServerName {
  const { product } = target
  if (product !== undefined)
    return { name: product.name, ...(product.version === undefined ? {} : { version: product.version }) }
  const base = basename(file).replace(/\.json(?:\.gz)?$/u, '')
  const [own, folder] = [base, basename(dirname(resolve(file)))].map(nameAndVersion)
  const isGeneric = [profile.id, 'evidence', 'report', 'bundle'].includes(base)
  const inRoot = relative(root, dirname(file)) === ''
  // A folder of files that are named after servers, or one of results of a single server.
  const isOfFile = inRoot && (own?.version !== undefined || (folder?.version === undefined && !isGeneric))
  return (isOfFile ? own : folder) ?? { name: base }
}
