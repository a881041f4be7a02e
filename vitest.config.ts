import { defineConfig } from 'vitest/config'

const tests = ['suites/**/*.test.ts', 'reports/**/*.test.ts', 'fixtures/**/*.test.ts']
const live = 'suites/live/*.test.ts'
const built = 'suites/**/*.built.test.ts'
// Units that take many seconds.
const heavy = 'suites/**/*.heavy.test.ts'

/** What belongs to `npm test`, and what only to `npm run test:all`, follows from a test's place and name. */
export default defineConfig({
  test: {
    // No isolation between files: a module per file with Vitest's defaults costs a hundred times the run itself.
    pool: 'threads',
    isolate: false,
    // Most of a run waits for servers of its own or computes: both cores of a small machine have work.
    maxWorkers: 2,
    // Only what hangs ends by time: a busy machine takes ten times as long, and that is no failure.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    projects: [
      { extends: true, test: { name: 'quick', include: tests, exclude: [live, built, heavy] } },
      // The command and the packages as users have them.
      { extends: true, test: { name: 'built', include: [built], globalSetup: 'scripts/build-when-changed.mjs' } },
      { extends: true, test: { name: 'full', include: [live, heavy] } },
    ],
  },
})
