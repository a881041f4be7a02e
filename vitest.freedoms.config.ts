import { defineConfig } from 'vitest/config'

/** Each freedom of the reference server in a run of its own: `npm run freedoms`, or with `-- -t ID` one of them. */
export default defineConfig({
  test: { include: ['suites/live/testing/freedoms.alone.ts'], testTimeout: 900_000, maxConcurrency: 2 },
})
