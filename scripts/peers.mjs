// npm run peers -- NAME[@VERSION]...|--all [--profile P] [--record | --check]
// Without a version the newest one that is on record runs; --all runs each on record. Installs real servers (fixtures/peers) into a cache folder, starts each on a free loopback port, runs the profiles against it, and stops it.
// --record keeps the evidence in fixtures/recordings, where `npm test` judges it again. --check compares each run with the reviewed verdicts there.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { startPeer, stopAll } from './peers/server.mjs'
import { judgeRecorded, runSuite } from './peers/suite.mjs'
import { lineDifference, shiftsBetween, verdictText } from './peers/verdicts.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = join(root, 'fixtures/peers')

const known = readdirSync(folder, { withFileTypes: true })
  .filter((each) => each.isDirectory())
  .map((each) => each.name)
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    all: { type: 'boolean' },
    profile: { type: 'string' },
    record: { type: 'boolean' },
    check: { type: 'boolean' },
  },
})
const peers = Object.fromEntries(known.map((name) => [name, described(name)]))
const wanted = values.all
  ? known.flatMap((name) => [peers[name].version, ...(peers[name].earlier ?? [])].map((version) => ({ name, version })))
  : positionals.map((each) => {
      const [name, version] = each.split('@')
      return { name, version: version ?? peers[name]?.version }
    })
const unknown = wanted.filter(({ name }) => !known.includes(name)).map(({ name }) => name)
if (wanted.length === 0 || unknown.length > 0) {
  console.error(
    `${unknown.length > 0 ? `there is no peer ${unknown.join(', ')}\n` : ''}npm run peers -- NAME[@VERSION]...|--all [--profile P] [--record | --check]\nThe peers are ${known.join(', ')}.`,
  )
  process.exit(2)
}

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    await stopAll()
    process.exit(130)
  })
}

const rows = []
for (const { name, version } of wanted) {
  const peer = peers[name]
  for (const [edition, env] of Object.entries(peer.editions))
    rows.push(...(await visit(name, peer, version, edition, env)))
}
console.log(rows.map(({ words }) => words.join('  ')).join('\n'))
process.exit(rows.some((row) => row.failed) ? 1 : 0)

function described(name) {
  return JSON.parse(readFileSync(join(folder, name, 'peer.json'), 'utf8'))
}

/** An earlier version is on record for what changed since, so under one profile. */
function profilesOf(peer, version) {
  if (values.profile !== undefined) return [values.profile]
  return version === peer.version ? peer.profiles : peer.profiles.slice(0, 1)
}

async function visit(name, peer, version, edition, env) {
  const label = edition === 'default' ? name : `${name}-${edition}`
  let server
  try {
    server = await startPeer({ folder: join(folder, name), name, label, version, env })
    const rows = []
    for (const profile of profilesOf(peer, version)) {
      const run = await runSuite({ name, label, profile, replace: peer.replace ?? {}, server })
      rows.push(await rowOf(label, version, profile, run))
    }
    return rows
  } catch (error) {
    return [{ failed: true, words: [label.padEnd(22), version, 'failed', error.message] }]
  } finally {
    await server?.stop()
  }
}

/**
 * Whether a check finds an answer of its kind may depend on the order of the run: then it passes, or does not apply.
 * What fails or warns is compared; a check that passes in one run only is named, and is no failure.
 */
function comparable(text) {
  return text.replace(/"pass":\d+/u, '"pass":0').replace(/"notApplicable":\d+/u, '"notApplicable":0')
}

async function rowOf(label, version, profile, { report, evidence }) {
  const beside = join(root, 'fixtures/recordings', `${label}-${version}`)
  if (values.record) {
    mkdirSync(beside, { recursive: true })
    writeFileSync(join(beside, `${profile}.json.gz`), gzipSync(evidence, { level: 9 }))
  }
  const changed = values.check
    ? lineDifference(comparable(recorded(join(beside, `${profile}.verdicts`))), comparable(verdictText(report)))
    : []
  const shifts = values.check ? shiftsBetween(await judgeRecorded(join(beside, `${profile}.json.gz`)), report) : []
  const totals = Object.entries(report.totals).map(([kind, count]) => `${count} ${kind}`)
  const difference = changed.map((line) => `\n    ${line}`).join('')
  return {
    failed: changed.length > 0,
    words: [
      label.padEnd(22),
      `${version}  ${profile}`,
      report.conclusion,
      totals.join(', '),
      changed.length === 0 ? '' : `differs from the record:${difference}`,
      ...shifts.map((line) => `\n    ${line}`),
    ],
  }
}

function recorded(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return `(nothing on record: ${path})`
  }
}
