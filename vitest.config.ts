import { setFlagsFromString } from 'node:v8'
import { defineConfig } from 'vitest/config'
import { noneRan } from './scripts/none-ran.ts'

const tests = ['suites/**/*.test.ts', 'reports/**/*.test.ts', 'fixtures/**/*.test.ts']
/** Whole runs against many servers, and what takes many seconds otherwise. */
const slow = '**/*.slow.test.ts'
/** Tests of what the build makes: the command and the packages as users have them. */
const built = { quick: '**/*.built.test.ts', slow: '**/*.built.slow.test.ts' }
const build = 'scripts/build-when-changed.mjs'

/**
 * Most code of the quick tier runs a few times only: to compile it for speed costs V8 a fifth of all CPU time, and to collect the garbage of a small young generation a tenth. Later
 * versions of V8 do not know the first flag.
 */
const quickFlags = ['--interrupt-budget=2000000', '--min-semi-space-size=32', '--max-semi-space-size=64']

/** `npm test` runs the quick projects (`--mode quick`), `npm run test:all` all. A test's name says where it belongs. */
export default defineConfig(({ mode }) => {
  if (mode === 'quick' && Number.parseInt(process.versions.v8, 10) < 12) quickFlags.forEach(setFlagsFromString)
  return {
    plugins: [noneRan],
    test: {
      // No isolation between files: a module per file with Vitest's defaults costs a hundred times the run itself.
      pool: 'threads',
      isolate: false,
      // Most of a run waits for servers of its own or computes: both cores of a small machine have work. `npm test` has one (--no-file-parallelism), that loads everything once.
      maxWorkers: 2,
      // Only what hangs ends by time: a busy machine takes ten times as long, and that is no failure.
      testTimeout: 900_000,
      hookTimeout: 900_000,
      projects: [
        { extends: true, test: { name: 'quick', include: tests, exclude: [slow, built.quick] } },
        { extends: true, test: { name: 'quick-built', include: [built.quick], globalSetup: build } },
        { extends: true, test: { name: 'full', include: [slow], exclude: ['**/node_modules/**', built.slow] } },
        { extends: true, test: { name: 'full-built', include: [built.slow], globalSetup: build } },
      ],
    },
  }
})
