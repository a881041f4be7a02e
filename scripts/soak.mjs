// npm run soak -- --runs 200 [--profile rfc] [--mutant ID] [--resets 0.01]
// Whole runs of a profile on a bad network, each held against a clean one. What .soak has is not run again.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { Command, InvalidArgumentError } from 'commander'

/** A number that fits; kept as text, for the environment. */
const number = (fits, words) => (text) => {
  if (!fits(Number(text))) throw new InvalidArgumentError(`Expected ${words}.`)
  return text
}
const values = new Command('npm run soak --')
  .option(
    '--runs <n>',
    'how many',
    number((n) => Number.isInteger(n) && n > 0, 'a whole number from 1 up'),
    '20',
  )
  .option('--profile <id>')
  .option('--mutant <id>')
  .option(
    '--resets <share>',
    'connections that are reset',
    number((n) => n >= 0 && n <= 1, 'a number from 0 to 1'),
  )
  .parse()
  .opts()
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
