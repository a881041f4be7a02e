import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { cleanRun, type Soaked, soaked } from './soak.ts'

// Whole runs on a bad network, as many as one likes: `npm run soak -- --runs 200`. Each is a line of a log, and is not run again.

const { SOAK_RUNS = '20', SOAK_PROFILE = 'rfc', SOAK_MUTANT, SOAK_RESETS = '0.01' } = process.env
const tested = { profile: SOAK_PROFILE, ...(SOAK_MUTANT === undefined ? {} : { mutant: SOAK_MUTANT }) }
const resets = Number(SOAK_RESETS)
const name = `${SOAK_PROFILE}-${SOAK_MUTANT ?? 'reference'}-${SOAK_RESETS}`
const folder = fileURLToPath(new URL('../../../.soak', import.meta.url))
const log = join(folder, `${name}.ndjson`)

const logged = (): readonly Soaked[] =>
  existsSync(log)
    ? readFileSync(log, 'utf8')
        .split('\n')
        .flatMap((line) => (line === '' ? [] : [JSON.parse(line)]))
    : []

it(`${SOAK_RUNS} runs of ${name} on a bad network`, async () => {
  mkdirSync(folder, { recursive: true })
  const seeds = Array.from({ length: Number(SOAK_RUNS) }, (_, index) => index + 1)
  const done = logged().map(({ seed }) => seed)
  const left = seeds.filter((seed) => !done.includes(seed))
  if (left.length > 0) {
    const clean = await cleanRun(tested)
    const next = async (): Promise<void> => {
      for (let seed = left.shift(); seed !== undefined; seed = left.shift()) {
        const { evidence, ...one } = await soaked(clean, { seed, resets }, tested)
        // Of a wrong verdict: what has to be looked at.
        if (evidence !== undefined) writeFileSync(join(folder, `${name}-${seed}.json`), JSON.stringify(evidence))
        appendFileSync(log, `${JSON.stringify(one)}\n`)
        console.log(`${name} ${seed}: ${one.conclusion}, ${one.undecided} undecided, ${one.wrong.length} wrong`)
      }
    }
    // A run waits more than it computes.
    await Promise.all([next(), next(), next(), next()])
  }
  const all = logged().filter(({ seed }) => seeds.includes(seed))
  const sum = (each: (one: Soaked) => number): number => all.reduce((total, one) => total + each(one), 0)
  console.log(
    [
      `${all.length} runs of ${name}`,
      `${sum(({ happened }) => happened.requests)} requests`,
      `${sum(({ happened }) => happened.resets)} resets`,
      `${sum(({ happened }) => happened.hung)} that hung`,
      `${all.filter(({ undecided }) => undecided > 0).length} runs with verdicts that changed to inconclusive`,
      `${sum(({ undecided }) => undecided)} such verdicts`,
      `${sum(({ wrong }) => wrong.length)} wrong`,
    ].join(', '),
  )
  expect(all.flatMap(({ seed, wrong }) => wrong.map((line) => `seed ${seed}: ${line}`))).toEqual([])
})
