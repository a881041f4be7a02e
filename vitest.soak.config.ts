import { defineConfig } from 'vitest/config'

/** Whole runs on a bad network: `npm run soak -- --runs 200`. */
export default defineConfig({ test: { include: ['suites/live/testing/soak.all.ts'], testTimeout: 36_000_000 } })
