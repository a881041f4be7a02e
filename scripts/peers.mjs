// npm run peers -- NAME...|--all [--profile P] [--record]
// Installs real servers (fixtures/peers) into a cache folder, starts each on a free loopback port, runs the profiles against it, and stops it.
// --record keeps the evidence in fixtures/recordings, where `npm test` judges it again.
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = join(root, 'fixtures/peers')
const cache = process.env.GRANTCHECK_PEERS ?? join(homedir(), '.cache/grantcheck-peers')
/** Milliseconds for an installation and a first start. */
const patience = 600_000

const known = readdirSync(folder, { withFileTypes: true })
  .filter((each) => each.isDirectory())
  .map((each) => each.name)
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { all: { type: 'boolean' }, profile: { type: 'string' }, record: { type: 'boolean' } },
})
const names = values.all ? known : positionals
const unknown = names.filter((name) => !known.includes(name))
if (names.length === 0 || unknown.length > 0) {
  console.error(
    `${unknown.length > 0 ? `there is no peer ${unknown.join(', ')}\n` : ''}npm run peers -- NAME...|--all [--profile P] [--record]\nThe peers are ${known.join(', ')}.`,
  )
  process.exit(2)
}

let current
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    stop(current)
    process.exit(130)
  })
}

const rows = []
for (const name of names) {
  const peer = JSON.parse(readFileSync(join(folder, name, 'peer.json'), 'utf8'))
  for (const [edition, env] of Object.entries(peer.editions)) rows.push(...(await visit(name, peer, edition, env)))
}
console.log(rows.map((row) => row.join('  ')).join('\n'))
process.exit(rows.some((row) => row[2] === 'failed') ? 1 : 0)

async function visit(name, peer, edition, env) {
  const label = edition === 'default' ? name : `${name}-${edition}`
  const port = await freePort()
  const secrets = {
    CLIENT_SECRET: randomBytes(24).toString('hex'),
    SECOND_CLIENT_SECRET: randomBytes(24).toString('hex'),
  }
  const home = join(cache, `${name}-${peer.version}`)
  mkdirSync(home, { recursive: true })
  console.error(`${label} ${peer.version}: starting on port ${port}`)
  const child = spawn('sh', [join(folder, name, 'start.sh')], {
    env: { ...process.env, ...env, ...secrets, PORT: String(port), PEER_HOME: home },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  })
  current = child
  try {
    const facts = await ready(child)
    const results = []
    for (const profile of values.profile === undefined ? peer.profiles : [values.profile])
      results.push(await run({ label, peer, profile, facts, env: { ...env, ...secrets } }))
    return results
  } catch (error) {
    return [[label, peer.version, 'failed', error.message]]
  } finally {
    await stop(child)
  }
}

/** "READY <issuer> [NAME=value ...]": the values become environment variables of the run, for secrets that the server made. */
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

async function run({ label, peer, profile, facts, env }) {
  const work = mkdtempSync(join(tmpdir(), 'grantcheck-peer-'))
  const target = JSON.stringify({ issuer: facts.issuer, ...peer.target })
    .replaceAll('{issuer}', facts.issuer)
    .replaceAll('{origin}', new URL(facts.issuer).origin)
  // Evidence names the file as it was given: without a temporary folder it is the same on every machine.
  const file = `${label}.yaml`
  writeFileSync(join(work, file), target)
  const evidence = join(work, 'evidence.json')
  const report = join(work, 'report.json')
  const args = [
    'run',
    file,
    '--profile',
    profile,
    '--seed',
    '1',
    '--quiet',
    '--evidence',
    evidence,
    '--report',
    `json=${report}`,
  ]
  const cli = spawn(process.execPath, [join(root, 'dist/grantcheck.mjs'), ...args], {
    cwd: work,
    env: { ...process.env, ...env, ...facts.made },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const code = await new Promise((resolve) => cli.once('exit', resolve))
  if (code !== 0 && code !== 1 && code !== 3) throw new Error(`grantcheck ended with ${code}`)
  const { conclusion, totals } = JSON.parse(readFileSync(report, 'utf8'))
  if (values.record) {
    const to = join(root, 'fixtures/recordings', `${label}-${peer.version}`)
    mkdirSync(to, { recursive: true })
    writeFileSync(join(to, `${profile}.json.gz`), gzipSync(readFileSync(evidence), { level: 9 }))
  }
  rmSync(work, { recursive: true })
  return [
    label.padEnd(22),
    `${peer.version}  ${profile}`,
    conclusion,
    Object.entries(totals)
      .map(([kind, count]) => `${count} ${kind}`)
      .join(', '),
  ]
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}

/** The whole process group: a start script may have children. */
async function stop(child) {
  if (child === undefined || child.exitCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  try {
    process.kill(-child.pid, 'SIGTERM')
  } catch {
    return
  }
  await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 10_000).unref())])
}
