import { defineConfig } from 'vitest/config'
import { noneRan } from './scripts/none-ran.ts'

/** Each freedom of the reference server in a run of its own: `npm run freedoms`, or with `-- -t ID` one of them. */
export default defineConfig({
  plugins: [noneRan],
  test: { include: ['suites/live/testing/freedoms.alone.ts'], testTimeout: 900_000, maxConcurrency: 2 },
})
