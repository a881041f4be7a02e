import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startReferenceServer } from '../reference-server/index.ts'
import { builtCommand, runBuilt } from './testing-built.ts'

// The command as users have it: the bundle, in a process of its own. Everything else about command lines is tested from the sources.
const box = mkdtempSync(join(tmpdir(), 'grantcheck-'))
const grantcheck = runBuilt(box)

describe('the command', () => {
  it('runs, with the report alone on stdout, and judges the evidence to the same report, byte for byte', async () => {
    const run = await grantcheck('demo', '--evidence', 'e.json', '--report', 'json')
    expect(run.code, run.err).toBe(0)
    expect(JSON.parse(run.out)).toMatchObject({ conclusion: 'conformant', complete: true })
    expect(run.err).toMatch(/\d+ scenarios, about \d+ requests, \d+ clients to register/u)
    const again = await grantcheck('judge', 'e.json', '--report', 'json')
    expect(again).toEqual({ code: 0, out: run.out, err: '' })
  })

  it('tells what is wrong with its input, and shows no stack', async () => {
    const { code, out, err } = await grantcheck('demo', '--profile', 'airlok-iam')
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain('Did you mean "airlock-iam"')
    expect(err).not.toMatch(/\n\s+at .+:\d+:\d+/u)
  })

  it.each([
    ['CI alone', { CI: '1' }, false],
    ['FORCE_COLOR', { FORCE_COLOR: '1' }, true],
    ['NO_COLOR together with it', { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
  ])('in a pipe %s decides on colours', (_, named, colored) => {
    const { NO_COLOR, FORCE_COLOR, CI, ...outer } = process.env
    const run = (...args: readonly string[]) =>
      spawnSync(process.execPath, [builtCommand, ...args], { cwd: box, encoding: 'utf8', env: { ...outer, ...named } })
    expect(run('list', 'scenarios', '--profile', 'rfc').stdout.includes('\u001b[')).toBe(colored)
    expect(run('run', 'no-such-file.yaml').stderr.includes('\u001b[')).toBe(colored)
  })

  it('Ctrl-C: exit 130, reports and evidence written and marked incomplete, clients deleted', async () => {
    const server = await startReferenceServer({ mode: 'full', delayMs: 150 })
    onTestFinished(() => server.close())
    const [json, evidence] = [join(box, 'cut.json'), join(box, 'cut-evidence.json')]
    const child = spawn(
      process.execPath,
      [builtCommand, 'run', server.issuer, '--concurrency', '1', '--report', `json=${json}`, '--evidence', evidence],
      { stdio: 'ignore' },
    )
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
    while (server.requests() < 12) await new Promise((resolve) => setTimeout(resolve, 20))
    child.kill('SIGINT')
    expect(await ended).toBe(130)
    const report = JSON.parse(readFileSync(json, 'utf8'))
    expect(report).toMatchObject({ complete: false, leftBehind: [] })
    const { exchanges } = JSON.parse(readFileSync(evidence, 'utf8'))
    expect(exchanges.some((exchange: { operation: string }) => exchange.operation === 'delete_client')).toBe(true)
  })

  /** A command line as a shell runs it, with what it has printed on a terminal or on stderr. */
  const inShell = (line: string, input = ''): { readonly code: number | null; readonly said: string } => {
    const { status, stdout, stderr } = spawnSync(
      'sh',
      ['-c', line.replace('GRANTCHECK', `'${process.execPath}' '${builtCommand}'`)],
      {
        cwd: box,
        input,
        encoding: 'utf8',
      },
    )
    return { code: status, said: stdout + stderr }
  }

  it.runIf(process.platform === 'linux')('a full disk behind stdout is no verdict: exit 4, and a sentence', () => {
    for (const line of ['demo --quiet', 'list requirements']) {
      const { code, said } = inShell(`GRANTCHECK ${line} > /dev/full`)
      expect([line, code, said]).toEqual([
        line,
        4,
        expect.stringMatching(/^cannot write to standard output \(ENOSPC\): .*\n$/u),
      ])
    }
  })

  it.runIf(process.platform === 'linux').each([
    ['Ctrl-C', '\u0003', 130, 'nothing was written'],
    ['Ctrl-D', '\u0004', 2, 'the input has ended before the last question was answered'],
  ])('%s at a question of init writes nothing', (_, key, code, says) => {
    // A terminal is what asks for an answer. The key is pressed when the question is there.
    const line = `(while ! grep -q Issuer typed 2>/dev/null; do sleep 0.1; done; printf '${key}') | script -qefc "GRANTCHECK init --folder asked" typed`
    rmSync(join(box, 'typed'), { force: true })
    const ended = inShell(line)
    expect([ended.code, existsSync(join(box, 'asked'))], ended.said).toEqual([code, false])
    expect(ended.said).toContain(says)
    expect(ended.said).not.toContain('a fault of its own')
  })

  it('SIGHUP, as of a connection that is lost: clients are deleted, reports written', async () => {
    const server = await startReferenceServer({ mode: 'full', delayMs: 50 })
    onTestFinished(() => server.close())
    const json = join(box, 'hung-up.json')
    const child = spawn(
      process.execPath,
      [builtCommand, 'run', server.issuer, '--concurrency', '1', '--report', `json=${json}`],
      { stdio: 'ignore' },
    )
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
    while (server.requests() < 12) await new Promise((resolve) => setTimeout(resolve, 20))
    child.kill('SIGHUP')
    expect(await ended).toBe(130)
    expect(JSON.parse(readFileSync(json, 'utf8'))).toMatchObject({ complete: false, leftBehind: [] })
  })

  it('serve says that it has stopped, and nothing of a run', async () => {
    const child = spawn(process.execPath, [builtCommand, 'serve'], { stdio: ['ignore', 'ignore', 'pipe'] })
    let err = ''
    child.stderr.on('data', (text) => {
      err += text
      if (`${text}`.includes('stop with')) child.kill('SIGTERM')
    })
    const code = await new Promise((resolve) => child.once('close', resolve))
    expect([code, err]).toEqual([
      0,
      'stop with Ctrl-C\n\ninterrupted: ending in good order (interrupt again to stop at once)\nthe server has stopped\n',
    ])
  })

  it('a reader that has seen enough is no fault', async () => {
    const child = spawn(process.execPath, [builtCommand, 'list', 'requirements'], { stdio: ['ignore', 'pipe', 'pipe'] })
    let err = ''
    child.stderr.on('data', (text) => {
      err += text
    })
    child.stdout.once('data', () => child.stdout.destroy())
    const code = await new Promise((resolve) => child.once('close', resolve))
    expect([code, err]).toEqual([0, ''])
  })
})
