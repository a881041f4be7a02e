import { constants, existsSync } from 'node:fs'
import { access, appendFile, type FileHandle, mkdir, open, realpath, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve, sep } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { headline, reasonOf } from '../../reports/claim.ts'
import { type FormatName, formatNames, formats, isFormatName } from '../../reports/index.ts'
import { inert, shown, shownReason } from '../../reports/text.ts'
import { closest } from '../decode/closest.ts'
import { errorCode } from '../decode/error-code.ts'
import { InputError, type Problem } from '../model/errors.ts'
import type { FinishedRun } from '../model/report.ts'
import type { Io } from './io.ts'

/** One `--report FORMAT[=PATH]`. Without a path the report goes to stdout. */
export interface Output {
  readonly format: FormatName
  readonly path?: string
}

/** Reads `--report` values. Throws InputError for a format that does not exist, or two reports for stdout. */
export function parseOutputs(values: readonly string[]): readonly Output[] {
  const outputs = values.map(parseOutput)
  const toStdout = outputs.filter((output) => output.path === undefined)
  if (toStdout.length > 1) {
    throw new InputError([
      {
        message: 'two reports cannot both go to stdout',
        fix: `Give all but one a path: --report ${toStdout[1]?.format}=FILE`,
      },
    ])
  }
  return outputs
}

function parseOutput(value: string): Output {
  const [name = '', ...rest] = value.split('=')
  if (!isFormatName(name)) {
    const near = closest(name, formatNames)
    const fix =
      near === undefined
        ? `The formats are ${formatNames.join(', ')}.`
        : `Did you mean "${near}"? The formats are ${formatNames.join(', ')}.`
    throw new InputError([{ message: `there is no report format "${name}"`, fix }])
  }
  return rest.length === 0 ? { format: name } : { format: name, path: namedPath(value, rest.join('=')) }
}

/** The path of a `--report`. Throws InputError where it is empty. */
export function namedPath(value: string, path: string): string {
  if (path !== '') return path
  const fix = `Write --report ${value}FILE, or leave "=" out: then it goes to stdout.`
  throw new InputError([{ message: `--report ${value} names no file`, fix }])
}

/**
 * Makes sure that every path can be written, before any request is sent: none is a file that the command reads (`inputs`; what is no file is not looked at), and no two are the
 * same file, whatever links lead there.
 */
export async function checkWritable(
  paths: readonly string[],
  inputs: readonly (string | undefined)[] = [],
): Promise<void> {
  await checkKept(paths, inputs)
  const problems = await Promise.all(paths.map(writeProblem))
  const found = problems.flatMap((problem) => problem ?? [])
  if (found.length > 0) throw new InputError(found)
}

/** The first half of that: throws InputError where writing `paths` would replace one of the inputs, or one of themselves; and where deleting the folders would. */
export async function checkKept(
  paths: readonly string[],
  inputs: readonly (string | undefined)[],
  deleted: readonly string[] = [],
): Promise<void> {
  const read = new Map<string, string>()
  for (const path of inputs) if (path !== undefined && (await isFile(path))) read.set(await realPlace(path), path)
  const written = new Map<string, string>()
  const problems: Problem[] = []
  for (const path of paths) {
    // Into a pipe or /dev/null many may write.
    if (path === '' || (await isSpecial(path))) continue
    const place = await realPlace(path)
    const [input, other] = [read.get(place), written.get(place)]
    if (input !== undefined)
      problems.push(clash(path, input, `${path} is read by this command: it would be overwritten`))
    else if (other !== undefined)
      problems.push(clash(path, other, `two outputs go to ${path}: the last would replace the first`))
    written.set(place, path)
  }
  for (const folder of deleted) {
    const inside = [await realPlace(folder), ''].join(sep)
    for (const [place, path] of read)
      if (place.startsWith(inside))
        problems.push(clash(path, path, `${path} is read by this command, and what was in ${folder} is deleted`))
  }
  if (problems.length > 0) throw new InputError(problems)
}

const clash = (path: string, other: string, message: string): Problem => ({
  message: path === other ? message : `${message} (${other} is the same file)`,
  fix: 'Give this output another path.',
})

const isFile = async (path: string): Promise<boolean> => existsSync(path) && (await stat(path)).isFile()

/** Where a path leads to, also one that is not there yet. */
async function realPlace(path: string): Promise<string> {
  const whole = resolve(path)
  if (existsSync(whole)) return realpath(whole)
  const parent = dirname(whole)
  return parent === whole ? whole : join(await realPlace(parent), basename(whole))
}

async function writeProblem(path: string) {
  if (path === '') return { message: 'the path of an output is empty', fix: 'Name a file.' }
  try {
    if (existsSync(path) && (await stat(path)).isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' })
    if (await isSpecial(path)) {
      await access(path, constants.W_OK)
      return undefined
    }
    await makeFolder(dirname(path))
    const probe = `${path}.${process.pid}.tmp`
    await (await open(probe, 'w')).close()
    await rm(probe)
    await appendIfThere(path)
    return undefined
  } catch (error) {
    const code = errorCode(error)
    return { message: `cannot write ${path} (${code})`, fix: 'Choose a path in a folder that you may write to.' }
  }
}

/** Like `mkdir -p`, a folder at a time: Node's own recursive form never returns where the system answers ENOENT, as below /proc. */
async function makeFolder(path: string): Promise<void> {
  if (existsSync(path)) return
  await makeFolder(dirname(path))
  try {
    await mkdir(path)
  } catch (error) {
    // Another report of the same run has made it since.
    if (errorCode(error) !== 'EEXIST') throw error
  }
}

/** Touches an existing file, so that a read-only file or a folder of that name is found before the run and not after. */
async function appendIfThere(path: string): Promise<void> {
  try {
    const handle = await open(path, 'r+')
    await handle.close()
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error
  }
}

/**
 * Writes a file whole or not at all: nobody sees half a report. A link keeps pointing where it does, and what is no plain file
 * (a pipe, /dev/stdout) is written to and never replaced. `secret`: only the owner may ever read it, from the first byte. Otherwise a file that is there keeps its permissions.
 */
export async function writeWhole(path: string, text: string | Uint8Array, secret = false): Promise<void> {
  if (await isSpecial(path)) return writeThrough(path, text)
  const place = existsSync(path) ? await realpath(path) : path
  const mode = secret ? ownerOnly : existsSync(place) ? (await stat(place)).mode & 0o777 : 0o666 & ~process.umask()
  const draft = `${place}.${process.pid}.tmp`
  await rm(draft, { force: true })
  const file = await open(draft, 'wx', ownerOnly)
  try {
    await file.writeFile(text)
    await file.chmod(mode)
  } finally {
    await file.close()
  }
  await rename(draft, place)
}

/** What ends in .gz is unpacked where it is read (`readTextFile`), so it is packed. */
export const packed = (path: string, text: string): string | Uint8Array =>
  path.endsWith('.gz') ? gzipSync(text) : text

const ownerOnly = 0o600

/** A pipe that nobody reads would hold the process for ever, also against an interrupt: whoever is to read it has five seconds to come. */
async function writeThrough(path: string, text: string | Uint8Array): Promise<void> {
  const pipe = (await stat(path)).isFIFO() ? await openRead(path, 50) : undefined
  try {
    await appendFile(path, text)
  } finally {
    await pipe?.close()
  }
}

async function openRead(path: string, times: number): Promise<FileHandle> {
  try {
    return await open(path, constants.O_WRONLY | constants.O_NONBLOCK)
  } catch (error) {
    if (errorCode(error) !== 'ENXIO') throw error
    if (times <= 0) throw new Error(`nobody reads the pipe ${path}`)
    await sleep(100)
    return openRead(path, times - 1)
  }
}

/** /dev/stdout may lead to a plain file that is open already: that one must not be replaced either. */
async function isSpecial(path: string): Promise<boolean> {
  if (/^\/(?:dev|proc)\//u.test(resolve(path))) return true
  return existsSync(path) && !(await stat(path)).isFile()
}

/** The reason in a line, and the worst findings, where all reports go to files: a console that says nothing sends people to look for a file. */
export function tellReason(outputs: readonly Output[], { report }: FinishedRun, io: Io): void {
  if (outputs.some(({ path }) => path === undefined)) return
  const bySeverity = (['fail', 'warn', 'inconclusive'] as const).flatMap((severity) =>
    report.findings.filter((each) => each.severity === severity),
  )
  const worst = bySeverity.slice(0, told).map(({ severity, title }) => `  ${severity}: ${shown(title)}`)
  const rest = report.findings.length - worst.length
  const more = rest > 0 ? [`  and ${rest} more`] : []
  const files = `in full: ${outputs.map(({ path }) => path).join(', ')}`
  io.err(
    `${[`${headline(report)}: ${shownReason(reasonOf(report))}`, ...worst, ...more, files].map(inert).join('\n')}\n`,
  )
}

const told = 5

/** Writes every report. One faulty reporter does not stop the others; its fault is returned as a sentence. */
export async function writeReports(
  outputs: readonly Output[],
  run: FinishedRun,
  io: Io,
  verbose: boolean,
): Promise<readonly string[]> {
  const faults: string[] = []
  for (const output of outputs) {
    try {
      const color = output.path === undefined && io.color
      const { render, beside } = await formats[output.format]()
      const text = render(run, { color, width: io.width, verbose })
      if (output.path === undefined) io.out(text)
      else await writeWhole(output.path, packed(output.path, text))
      const page = beside === undefined ? undefined : io.env[beside.variable]
      if (beside !== undefined && page !== undefined) await appendFile(page, beside.render(run))
    } catch (error) {
      faults.push(`report ${output.format}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  return faults
}
