import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { type FormatName, formats } from '../../../reports/index.ts'
import { trustedJson } from '../../decode/trusted.ts'
import { readFormat } from '../../load/format-file.ts'
import { readReport } from '../../load/report.ts'
import type { FleetIndex, FleetResult } from '../../model/fleet.ts'
import type { FinishedRun, Report } from '../../model/report.ts'
import { writeWhole } from '../outputs.ts'
import { readTextFile } from '../read-file.ts'
import type { JobDone } from './run-job.ts'

// The layout of a result folder (docs/fleet.md):
//   fleet.json                       the index: specs/schemas/fleet-index.schema.json
//   targets/ID/result.json           the target's entry in the index; written last, so that it says that the target is finished
//   targets/ID/report.json.gz        the JSON report
//   targets/ID/evidence.json.gz      for judge, certify and verify
//   targets/ID/changes.json          what is different from the round before, where there was one: the JSON of diff
//   targets/ID/report.html ...       what --each asks for
//   journals/ID.ndjson               clients of a run that is not over

/** Formats of a single target by the name of their file. The others are for a console or for a stream. */
export const eachFiles = {
  json: 'report.json',
  html: 'report.html',
  junit: 'junit.xml',
  markdown: 'report.md',
  pretty: 'report.txt',
  ctrf: 'ctrf.json',
  sarif: 'report.sarif',
  badge: 'badge.svg',
  har: 'report.har',
  prometheus: 'metrics.prom',
} as const satisfies Partial<Record<FormatName, string>>

export type EachFormat = keyof typeof eachFiles

const indexPath = (out: string): string => join(out, 'fleet.json')
export const folderOf = (out: string, id: string): string => join(out, 'targets', id)
export const journalPath = (out: string, id: string): string => join(out, 'journals', `${id}.ndjson`)

/** The index of a result folder; undefined where there is none. Throws InputError when it is anything else. */
export async function readIndex(out: string): Promise<FleetIndex | undefined> {
  const path = indexPath(out)
  if (!existsSync(path)) return undefined
  const fix = 'Name a folder that "grantcheck fleet" wrote, or another one for --out.'
  return readFormat<FleetIndex>(
    { name: 'fleet-index', title: 'a fleet index of format 1', fix },
    await readTextFile(path, fix),
    path,
  )
}

export const writeIndex = (out: string, index: FleetIndex): Promise<void> =>
  writeWhole(indexPath(out), `${JSON.stringify(index, null, 1)}\n`)

/** The finished result of a target; undefined where there is none. */
export async function readResultOf(out: string, id: string): Promise<FleetResult | undefined> {
  const path = join(folderOf(out, id), 'result.json')
  return existsSync(path) ? trustedJson<FleetResult>(await readFile(path, 'utf8')) : undefined
}

/** The report of the last finished run of a target; undefined where there is none, or it was written by a version with another form. */
export async function lastReport(out: string, id: string): Promise<Report | undefined> {
  const path = join(folderOf(out, id), 'report.json.gz')
  if (!existsSync(path)) return undefined
  const text = (await promisify(gunzip)(await readFile(path))).toString('utf8')
  try {
    return readReport(text, path)
  } catch {
    return undefined
  }
}

/** Keeps what a target has left. What an earlier round has left of it goes. */
export async function saveDone(
  out: string,
  { result, report, evidence, changes }: JobDone,
  each: readonly EachFormat[],
  finished: FinishedRun | undefined,
): Promise<void> {
  const folder = folderOf(out, result.id)
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const write = (name: string, content: string | Uint8Array, secret = false): Promise<void> =>
    writeWhole(join(folder, name), content, secret)
  if (evidence !== undefined) await write('evidence.json.gz', await packed(evidence), true)
  if (report !== undefined) await write('report.json.gz', await packed(report))
  for (const format of finished === undefined ? [] : each) {
    const { render } = await formats[format]()
    if (finished !== undefined)
      await write(eachFiles[format], render(finished, { color: false, width: 100, verbose: false }))
  }
  if (changes !== undefined) await write('changes.json', `${JSON.stringify(changes, null, 1)}\n`)
  await writeResult(out, result)
}

export const writeResult = (out: string, result: FleetResult): Promise<void> =>
  writeWhole(join(folderOf(out, result.id), 'result.json'), `${JSON.stringify(result, null, 1)}\n`)

/** Speed before size: most of it are the same words again and again. */
const packed = (value: unknown): Promise<Buffer> => promisify(gzip)(`${JSON.stringify(value)}\n`, { level: 2 })

/** Journals that a process has left behind that had no time to clean up. */
export async function journalsIn(folder: string): Promise<readonly string[]> {
  if (!existsSync(folder)) return []
  return (await readdir(folder)).filter((name) => name.endsWith('.ndjson')).map((name) => join(folder, name))
}
