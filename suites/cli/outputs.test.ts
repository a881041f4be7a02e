import { execFile, execFileSync } from 'node:child_process'
import {
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import { formatNames } from '../../reports/index.ts'
import { mixedRun } from '../../reports/samples.ts'
import { openEventStream } from './event-stream.ts'
import type { Io } from './io.ts'
import { checkWritable, type Output, writeReports, writeWhole } from './outputs.ts'

const folder = mkdtempSync(join(tmpdir(), 'grantcheck-outputs-'))
afterAll(() => rmSync(folder, { recursive: true }))

const io = (env: Io['env'] = {}): Io & { readonly said: string[] } => {
  const said: string[] = []
  const signal = new AbortController().signal
  return { said, out: (text) => void said.push(text), err: () => {}, env, color: false, width: 80, tty: false, signal }
}

describe('one faulty reporter', () => {
  /** Whatever asks how to repeat a scenario meets a fault. */
  const faulty = {
    ...mixedRun(),
    repeat: (): string => {
      throw new Error('no way to repeat this')
    },
  }

  it('stops neither the others nor the run, and is told of', async () => {
    const outputs = formatNames.map((format): Output => ({ format, path: join(folder, `${format}.out`) }))
    const faults = await writeReports(outputs, faulty, io(), true)
    expect(faults).toContain('report html: no way to repeat this')
    const broken = faults.map((fault) => /^report (\w+):/u.exec(fault)?.[1] ?? '')
    const written = readdirSync(folder).map((name) => name.replace('.out', ''))
    expect(written.sort()).toEqual(formatNames.filter((name) => !broken.includes(name)).sort())
    expect(written).toEqual(expect.arrayContaining(['json', 'sarif', 'badge', 'ctrf']))
  })

  it('the page beside a report that cannot be written is a fault of that report alone', async () => {
    const outputs = [{ format: 'github' }, { format: 'json', path: join(folder, 'after.json') }] as const
    const env = { GITHUB_STEP_SUMMARY: join(folder, 'no/such/folder') }
    expect(await writeReports(outputs, mixedRun(), io(env), false)).toEqual([
      expect.stringMatching(/^report github: ENOENT/u),
    ])
    expect(readFileSync(join(folder, 'after.json'), 'utf8')).toContain('"complete": true')
  })

  it('a stream whose disk is full falls silent, and the other one goes on', () => {
    const outputs: readonly Output[] = [{ format: 'ndjson', path: '/dev/full' }, { format: 'ndjson' }]
    const console = io()
    const stream = openEventStream(outputs, 'rfc 1.0', 'http://127.0.0.1', console)
    stream.scenarioFinished?.({ id: 'a/b', scenario: 'a/b', row: {}, steps: {} })
    expect(stream.finish(mixedRun())).toEqual([expect.stringMatching(/^report ndjson: ENOSPC/u)])
    expect(console.said.map((line) => JSON.parse(line).event)).toEqual(
      expect.arrayContaining(['started', 'driven', 'finished']),
    )
  })

  it('a stream that cannot be opened is a fault at the end', () => {
    const stream = openEventStream([{ format: 'ndjson', path: join(folder, 'no/folder/x') }], 'rfc 1.0', 'x', io())
    expect(stream.finish(mixedRun())).toEqual([expect.stringMatching(/^report ndjson: ENOENT/u)])
  })
})

describe('writeWhole', () => {
  it('writes to a pipe and leaves it a pipe', async () => {
    const pipe = join(folder, 'pipe')
    execFileSync('mkfifo', [pipe])
    const reader = promisify(execFile)('cat', [pipe])
    await checkWritable([pipe])
    await writeWhole(pipe, 'through the pipe')
    expect((await reader).stdout).toBe('through the pipe')
    expect(lstatSync(pipe).isFIFO()).toBe(true)
  })

  it('writes what a link points at, and replaces a file whole', async () => {
    const [file, link] = [join(folder, 'file'), join(folder, 'link')]
    writeFileSync(file, 'a long text from before')
    symlinkSync(file, link)
    await writeWhole(link, 'new')
    expect(readFileSync(file, 'utf8')).toBe('new')
    expect(lstatSync(link).isSymbolicLink()).toBe(true)
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([])
  })

  it('makes a folder that is not there for two files at once', async () => {
    const paths = ['a.xml', 'b.html'].map((name) => join(folder, 'new/deep', name))
    await checkWritable(paths)
    await Promise.all(paths.map((path) => writeWhole(path, 'there')))
    expect(readdirSync(join(folder, 'new/deep')).sort()).toEqual(['a.xml', 'b.html'])
  })

  it('a folder is found before the run', async () => {
    await expect(checkWritable([folder])).rejects.toThrow(/cannot write .* \(EISDIR\)/u)
  })
})

describe('who may read a file', () => {
  const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8)

  it('of evidence: its owner only, also where the file was open to all', async () => {
    const path = join(folder, 'evidence.json')
    writeFileSync(path, '', { mode: 0o644 })
    await writeWhole(path, 'x', true)
    expect([modeOf(path), readFileSync(path, 'utf8')]).toEqual(['600', 'x'])
  })

  it('of a report: who could before', async () => {
    const path = join(folder, 'report.json')
    writeFileSync(path, '', { mode: 0o600 })
    await writeWhole(path, 'x')
    expect(modeOf(path)).toBe('600')
  })

  it('a pipe that nobody reads ends with a sentence', async () => {
    const path = join(folder, 'unread')
    execFileSync('mkfifo', [path])
    await expect(writeWhole(path, 'x')).rejects.toThrow(`nobody reads the pipe ${path}`)
  })
})
