// npm run peers -- NAME...|--all [--profile P] [--record | --check]
// Installs real servers (fixtures/peers) into a cache folder, starts each on a free loopback port, runs the profiles against it, and stops it.
// --record keeps the evidence in fixtures/recordings, where `npm test` judges it again. --check compares each run with the reviewed verdicts there.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { startPeer, stopAll } from './peers/server.mjs'
import { runSuite } from './peers/suite.mjs'
import { lineDifference, verdictText } from './peers/verdicts.mjs'

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
const names = values.all ? known : positionals
const unknown = names.filter((name) => !known.includes(name))
if (names.length === 0 || unknown.length > 0) {
  console.error(
    `${unknown.length > 0 ? `there is no peer ${unknown.join(', ')}\n` : ''}npm run peers -- NAME...|--all [--profile P] [--record | --check]\nThe peers are ${known.join(', ')}.`,
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
for (const name of names) {
  const peer = JSON.parse(readFileSync(join(folder, name, 'peer.json'), 'utf8'))
  for (const [edition, env] of Object.entries(peer.editions)) rows.push(...(await visit(name, peer, edition, env)))
}
console.log(rows.map(({ words }) => words.join('  ')).join('\n'))
process.exit(rows.some((row) => row.failed) ? 1 : 0)

async function visit(name, peer, edition, env) {
  const label = edition === 'default' ? name : `${name}-${edition}`
  let server
  try {
    server = await startPeer({ folder: join(folder, name), name, label, version: peer.version, env })
    const rows = []
    for (const profile of values.profile === undefined ? peer.profiles : [values.profile]) {
      const run = await runSuite({ name, label, profile, replace: peer.replace ?? {}, server })
      rows.push(rowOf(label, peer, profile, run))
    }
    return rows
  } catch (error) {
    return [{ failed: true, words: [label.padEnd(22), peer.version, 'failed', error.message] }]
  } finally {
    await server?.stop()
  }
}

/** Whether a check finds an answer of its kind may depend on the order of the run: then it passes, or does not apply. What fails or warns is compared. */
function comparable(text) {
  return text.replace(/"pass":\d+/u, '"pass":0').replace(/"notApplicable":\d+/u, '"notApplicable":0')
}

function rowOf(label, peer, profile, { report, evidence }) {
  const beside = join(root, 'fixtures/recordings', `${label}-${peer.version}`)
  if (values.record) {
    mkdirSync(beside, { recursive: true })
    writeFileSync(join(beside, `${profile}.json.gz`), gzipSync(evidence, { level: 9 }))
  }
  const changed = values.check
    ? lineDifference(comparable(recorded(join(beside, `${profile}.verdicts`))), comparable(verdictText(report)))
    : []
  const totals = Object.entries(report.totals).map(([kind, count]) => `${count} ${kind}`)
  const difference = changed.map((line) => `\n    ${line}`).join('')
  return {
    failed: changed.length > 0,
    words: [
      label.padEnd(22),
      `${peer.version}  ${profile}`,
      report.conclusion,
      totals.join(', '),
      changed.length === 0 ? '' : `differs from the record:${difference}`,
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
