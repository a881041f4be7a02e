// One real server: installed, started on a free port, waited for, stopped with everything that it started.
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, openSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const cache = process.env.GRANTCHECK_PEERS ?? join(homedir(), '.cache/grantcheck-peers')
/** Milliseconds for an installation (one server is compiled) and a first start. */
const patience = 1_200_000
const running = new Set()

/** Starts fixtures/peers/<name>/start.sh. What it says goes to server.log in its cache folder, and is shown when it does not start. Gives the issuer, the environment for the run, and stop(). */
export async function startPeer({ folder, name, label, version, env }) {
  const port = await freePort()
  const secrets = {
    CLIENT_SECRET: randomBytes(24).toString('hex'),
    SECOND_CLIENT_SECRET: randomBytes(24).toString('hex'),
    INTROSPECTION_SECRET: randomBytes(24).toString('hex'),
  }
  const home = join(cache, `${name}-${version}`)
  mkdirSync(home, { recursive: true })
  const log = join(home, 'server.log')
  console.error(`${label} ${version}: starting on port ${port}`)
  const child = spawn('sh', [join(folder, 'start.sh')], {
    env: { ...process.env, ...env, ...secrets, PORT: String(port), PEER_HOME: home, PEER_VERSION: version },
    stdio: ['ignore', 'pipe', openSync(log, 'w')],
    detached: true,
  })
  running.add(child)
  try {
    const { issuer, made } = await ready(child)
    return { issuer, made, env: { ...env, ...secrets, ...made }, stop: () => stop(child) }
  } catch (error) {
    await stop(child)
    throw new Error(`${error.message}\n${readFileSync(log, 'utf8').split('\n').slice(-20).join('\n')}`)
  }
}

export const stopAll = () => Promise.all([...running].map(stop))

/** "READY <issuer> [NAME=value ...]": the values become environment variables of the run, for secrets and addresses that the server made. */
function ready(child) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('was not ready in time')), patience)
    child.once('exit', (code) => reject(new Error(`ended with ${code} before it was ready`)))
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (!line.startsWith('READY ')) return
      clearTimeout(timer)
      const [issuer, ...made] = line.slice('READY '.length).split(' ')
      resolve({ issuer, made: Object.fromEntries(made.map((each) => each.split(/=(.*)/su, 2))) })
    })
  })
}

/** The whole process group, since a start script may have children; by force when it does not end by itself. */
async function stop(child) {
  running.delete(child)
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  signal(child, 'SIGTERM')
  const force = setTimeout(() => signal(child, 'SIGKILL'), 15_000)
  await ended
  clearTimeout(force)
}

function signal(child, name) {
  try {
    process.kill(-child.pid, name)
  } catch {
    // It has just ended.
  }
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}
