import { type ChildProcess, spawn } from 'node:child_process'
import { EventEmitter, once } from 'node:events'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { startReferenceServer } from '../reference-server/index.ts'
import { rulesOf } from '../reference-server/rules.ts'

// Vitest as users have it: the built package, a process of Vitest with workers of its own, and real signals.

const root = fileURLToPath(new URL('../..', import.meta.url))
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'grantcheck-vitest-'))
  await mkdir(join(folder, 'node_modules'))
  await symlink(root, join(folder, 'node_modules/grantcheck'))
  await symlink(join(root, 'node_modules/vitest'), join(folder, 'node_modules/vitest'))
  // A package that is linked is taken for a source file of the project.
  await writeFile(
    join(folder, 'vitest.config.mjs'),
    'export default { test: { pool: "forks", server: { deps: { external: [/dist/] } } } }\n',
  )
})

afterAll(() => rm(folder, { recursive: true }))

interface Watched {
  readonly issuer: string
  /** Resolves when a run is in full swing. From then on the server issues no token: a run that goes on would wait for very long. */
  readonly busy: Promise<void>
  /** Resolves when its last client is gone. */
  readonly tidy: Promise<void>
}

async function watchedServer(): Promise<Watched> {
  const told = new EventEmitter()
  const { signToken } = rulesOf('full')
  let answers = 0
  const server = await startReferenceServer({
    mode: 'full',
    rules: {
      signToken: (...given) => (answers < 30 ? signToken(...given) : new Promise(() => {})),
      finish: ({ state: { clients } }, _endpoint, reply) => {
        answers += 1
        if (answers === 30) told.emit('busy')
        if (answers > 30 && clients.size === 0) told.emit('tidy')
        return reply
      },
    },
  })
  onTestFinished(() => server.close())
  const when = async (name: string): Promise<void> => {
    await once(told, name)
  }
  return { issuer: server.issuer, busy: when('busy'), tidy: when('tidy') }
}

interface Started {
  readonly child: ChildProcess
  readonly ended: Promise<{ code: number | null; out: string }>
}

async function start(issuer: string, program: readonly string[]): Promise<Started> {
  const options = JSON.stringify({ target: issuer, profile: 'rfc', concurrency: 2 })
  await writeFile(
    join(folder, 'rfc.test.mjs'),
    `import { grantcheck } from 'grantcheck/vitest'\nawait grantcheck(${options})\n`,
  )
  // A process group of its own, as a terminal gives to what it starts.
  const child = spawn(process.execPath, program, {
    cwd: folder,
    detached: true,
    env: { ...process.env, NO_COLOR: '1', VITEST: undefined, VITEST_MODE: undefined },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-(child.pid ?? 0), 'SIGKILL')
  })
  let out = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      out += chunk.toString()
    })
  return {
    child,
    ended: new Promise((resolve) => {
      child.once('close', (code) => resolve({ code, out }))
    }),
  }
}

const vitest = [join(root, 'node_modules/vitest/vitest.mjs'), 'run']

describe('the Vitest host deletes the clients of a run that is ended early', () => {
  it.each([
    ['by Ctrl-C, which a terminal sends to all of the group', (pid: number) => process.kill(-pid, 'SIGINT')],
    ['by a signal to Vitest alone', (pid: number) => process.kill(pid, 'SIGINT')],
  ])('%s', async (_, interrupt) => {
    const server = await watchedServer()
    const { child, ended } = await start(server.issuer, vitest)
    await server.busy
    interrupt(child.pid ?? 0)
    await server.tidy
    expect((await ended).code).not.toBe(0)
  })

  it("by Vitest's own cancel", async () => {
    await writeFile(
      join(folder, 'cancel.mjs'),
      `import { createVitest } from 'vitest/node'
       const vitest = await createVitest('test', { watch: false })
       process.once('SIGUSR2', async () => { await vitest.cancelCurrentRun('keyboard-input'); await vitest.close(); console.log('closed') })
       await vitest.start()\n`,
    )
    const server = await watchedServer()
    const { child, ended } = await start(server.issuer, [join(folder, 'cancel.mjs')])
    await server.busy
    process.kill(child.pid ?? 0, 'SIGUSR2')
    await server.tidy
    expect((await ended).out).toContain('closed')
  })
})

it('a run that is left alone has one test for each check', async () => {
  const server = await startReferenceServer({ mode: 'full' })
  onTestFinished(() => server.close())
  const { ended } = await start(server.issuer, [...vitest, '-t', 'token/response'])
  const { code, out } = await ended
  expect(out).toMatch(/Tests +\d+ passed \| \d+ skipped/u)
  expect(code).toBe(0)
})
