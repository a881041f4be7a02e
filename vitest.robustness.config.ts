import { defineConfig } from 'vitest/config'
import { noneRan } from './scripts/none-ran.ts'

/** All attacks of a server, one after the other at each place: `npm run robustness`. */
export default defineConfig({
  plugins: [noneRan],
  test: {
    include: ['suites/live/testing/robustness.all.ts'],
    globalSetup: 'scripts/build-when-changed.mjs',
    testTimeout: 3_600_000,
  },
})
