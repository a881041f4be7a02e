// Builds dist/ unless it is what the present sources give: what tests and commands run is never older than the sources. Also the global setup of the
// tests of the built command (`npm test` and watch mode).
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
/** Left by the last build: the digest of what it was made from. */
const stamp = join(root, 'dist/.built-from')
const inputs = [
  'suites',
  'reports',
  'specs',
  'fixtures',
  'scripts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
]
const noInputs = /\.test\.ts$|^(?:fixtures\/(?:recordings|peers)|reports\/latest)\//u

/** Called by Vitest before the first run. */
export function setup(project) {
  const build = () => {
    if (!buildWhenChanged()) throw new Error('the build failed')
  }
  build()
  project.onTestsRerun((tests) => {
    if (tests.some((test) => test.project.name === project.name)) build()
  })
}

/** Whether dist/ is there. What went wrong else, the build has printed. */
function buildWhenChanged() {
  const digest = digestOf(inputs.flatMap(filesIn).filter((path) => !noInputs.test(path)))
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return true
  const { status } = spawnSync(process.execPath, ['scripts/build.mjs'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  if (status !== 0) return false
  writeFileSync(stamp, digest)
  return true
}

function filesIn(path) {
  if (!statSync(join(root, path)).isDirectory()) return [path]
  return readdirSync(join(root, path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length))
    .sort()
}

function digestOf(paths) {
  const hash = createHash('sha256')
  for (const path of paths)
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0')
  return hash.digest('hex')
}

if (process.argv[1] === fileURLToPath(import.meta.url) && !buildWhenChanged()) process.exitCode = 2
