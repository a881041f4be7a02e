import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { isOrphan } from './journal-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'grantcheck-journal-'))

function journalOf(pid: number): string {
  const path = join(folder, `${pid}.ndjson`)
  const job = { id: 'one', target: 'http://127.0.0.1:9', entry: {} }
  writeFileSync(path, `${JSON.stringify({ event: 'job', format: 1, job, host: hostname(), pid })}\n`)
  return path
}

/** Waits until proc(5) says this of a process: its name or its state. */
async function untilSaid(pid: number, wanted: string): Promise<void> {
  while (!readFileSync(`/proc/${pid}/stat`, 'utf8').includes(wanted))
    await new Promise((resolve) => setTimeout(resolve, 20))
}

it('a journal of a process that is gone is an orphan, one of a process at work is not', async () => {
  const child = spawn(process.execPath, ['--eval', ''])
  const { pid = 0 } = child
  await once(child, 'exit')
  expect(await isOrphan(journalOf(pid))).toBe(true)
  expect(await isOrphan(journalOf(process.pid))).toBe(false)
  expect(await isOrphan(journalOf(process.ppid))).toBe(false)
})

it.runIf(process.platform === 'linux')('a process that was killed and that nobody asks for is gone too', async () => {
  // The shell becomes a program that never asks for its children.
  const parent = spawn('sh', ['-c', 'sleep 600 & echo $!; exec sleep 600'], { stdio: ['ignore', 'pipe', 'ignore'] })
  const [said] = await once(parent.stdout, 'data')
  const pid = Number(String(said))
  try {
    await untilSaid(parent.pid ?? 0, '(sleep)')
    expect(await isOrphan(journalOf(pid))).toBe(false)
    process.kill(pid, 'SIGKILL')
    await untilSaid(pid, ') Z ')
    expect(await isOrphan(journalOf(pid))).toBe(true)
  } finally {
    parent.kill('SIGKILL')
  }
})
