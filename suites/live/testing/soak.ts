import { type Network, startNetwork, type Weather } from '../../../fixtures/network/index.ts'
import { embed } from '../../embedded/embedded.ts'
import type { Evidence } from '../../model/evidence.ts'
import type { Report } from '../../model/report.ts'
import { findProfile, modeFor } from '../../run/open-target.ts'
import { type Ran, runAgainst, specs } from './engine.ts'

/** What a run said, as far as a bad network must not change it. */
export interface Said {
  readonly evidence: Evidence
  readonly conclusion: Report['conclusion']
  readonly because: string
  /** By check and by limitation. */
  readonly verdicts: ReadonlyMap<string, string>
}

export interface Soaked {
  readonly seed: number
  readonly conclusion: Report['conclusion']
  readonly because: string
  readonly happened: Network['happened']
  /** Checks that could be decided without the bad network, and could not with it. */
  readonly undecided: number
  /** Verdicts that differ otherwise. None may. */
  readonly wrong: readonly string[]
  /** Of a run that was wrong: what has to be looked at. */
  readonly evidence?: Evidence
}

/** A check on every answer says what it saw. Where the only answer of its kind, or with the member that it is about, was lost, the row that asked for it is undecided. */
const wordOf = ({ verdict, because }: Report['scenarios'][number]['checks'][number]): string =>
  /^no answer of this run is of this kind$|is absent, which is allowed$/u.test(because ?? '') ? 'no sample' : verdict

const saidBy = ({ report, evidence }: Ran): Said => ({
  evidence,
  conclusion: report.conclusion,
  because: report.because,
  verdicts: new Map([
    ...report.scenarios.flatMap(({ checks }) => checks.map((check) => [check.id, wordOf(check)] as const)),
    ...report.limitations.map(({ id, outcome }) => [`limitation ${id}`, outcome] as const),
  ]),
})

/** What is judged: the reference server, or a mutant of it. */
export interface Tested {
  readonly profile: string
  readonly mutant?: string
}

/** One run through a network. */
async function through(network: Network, seed: number, { profile, mutant }: Tested): Promise<Said> {
  const { target, close } = await embed(modeFor((await findProfile(profile, specs)).profile), profile, {
    front: network,
    ...(mutant === undefined ? {} : { broken: mutant }),
  })
  try {
    // Longer than the server waits for documents that never come.
    return saidBy(await runAgainst(profile, target, { seed, timeout: 10_000 }))
  } finally {
    await close()
  }
}

export const quiet: Weather = { seed: 1, latencyMs: 0, jitterMs: 0, resets: 0 }

interface Bad {
  readonly seed: number
  /** The share of requests whose connection is reset. */
  readonly resets: number
}

/** 5 ms and up to 15 ms more in each direction, and in every third run one of the first requests for metadata is never answered. */
const bad = ({ seed, resets }: Bad): Weather => ({
  seed,
  resets,
  latencyMs: 5,
  jitterMs: 15,
  ...(seed % 3 === 0 ? { hangs: 1 + (Math.floor(seed / 3) % 3) } : {}),
})

export async function cleanRun(tested: Tested): Promise<Said> {
  const network = await startNetwork(quiet)
  return through(network, 1, tested).finally(network.close)
}

/** A run with this seed on a bad network, held against a clean one. */
export async function soaked(clean: Said, how: Bad, tested: Tested): Promise<Soaked> {
  const { seed } = how
  const network = await startNetwork(bad(how))
  const said = await through(network, seed, tested).finally(network.close)
  const changed = [...clean.verdicts].flatMap(([id, before]) => {
    const now = said.verdicts.get(id) ?? 'absent'
    return now === before ? [] : [{ id, before, now }]
  })
  // A run that could not even begin judges nothing, and says so.
  const open = (now: string): boolean =>
    now === 'inconclusive' || (['absent', 'no sample'].includes(now) && said.conclusion === 'inconclusive')
  const added = [...said.verdicts].filter(([id, now]) => !clean.verdicts.has(id) && !open(now))
  const wrong = [
    ...changed.filter(({ now }) => !open(now)).map(({ id, before, now }) => `${id}: ${before} -> ${now}`),
    ...added.map(([id, now]) => `${id}: absent -> ${now}`),
    ...(said.conclusion === clean.conclusion || said.conclusion === 'inconclusive'
      ? []
      : [`the run: ${clean.conclusion} -> ${said.conclusion}`]),
  ]
  const { conclusion, because, evidence } = said
  const undecided = changed.filter(({ now }) => open(now)).length
  const shown = wrong.length === 0 ? {} : { evidence }
  return { seed, conclusion, because, happened: network.happened, undecided, wrong, ...shown }
}
