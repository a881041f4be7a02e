// npm run soak -- --runs 200 [--profile rfc] [--mutant ID] [--resets 0.01]
// Whole runs of a profile on a bad network, each held against a clean one. What .soak has is not run again.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '20' },
    profile: { type: 'string' },
    mutant: { type: 'string' },
    resets: { type: 'string' },
  },
})
const env = {
  ...process.env,
  SOAK_RUNS: values.runs,
  ...(values.profile === undefined ? {} : { SOAK_PROFILE: values.profile }),
  ...(values.mutant === undefined ? {} : { SOAK_MUTANT: values.mutant }),
  ...(values.resets === undefined ? {} : { SOAK_RESETS: values.resets }),
}
const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url))
const args = [vitest, 'run', '--config', 'vitest.soak.config.ts', '--disableConsoleIntercept']
process.exit(spawnSync(process.execPath, args, { stdio: 'inherit', env }).status ?? 1)
