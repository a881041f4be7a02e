import { defineConfig } from 'vitest/config'

/** All attacks of a server, one after the other at each place: `npm run robustness`. */
export default defineConfig({
  test: {
    include: ['suites/live/testing/robustness.all.ts'],
    globalSetup: 'scripts/build-when-changed.mjs',
    testTimeout: 3_600_000,
  },
})
