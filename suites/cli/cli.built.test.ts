import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
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
