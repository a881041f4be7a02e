import { defineConfig } from 'vitest/config'

// One process, no isolation between files: a module per file with Vitest's defaults costs a hundred times the run itself.
export default defineConfig({
  test: {
    include: ['suites/**/*.test.ts', 'reports/**/*.test.ts', 'fixtures/**/*.test.ts'],
    pool: 'threads',
    isolate: false,
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
