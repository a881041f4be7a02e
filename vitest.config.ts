import { defineConfig } from 'vitest/config'

// One process, no isolation between files: a module per file with Vitest's defaults costs a hundred times the run itself.
export default defineConfig({
  test: {
    include: ['suites/**/*.test.ts', 'reports/**/*.test.ts', 'fixtures/**/*.test.ts'],
    pool: 'threads',
    isolate: false,
    // Most of a run waits for servers of its own or computes: both cores of a small machine have work.
    maxWorkers: 2,
    // Only what hangs ends by time: a busy machine takes ten times as long, and that is no failure.
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
})
