import { rm } from 'node:fs/promises'
import { type RateLimiter, rateLimiter } from '../../drive/http/rate.ts'
import type { Fleet, FleetJob } from '../../model/fleet.ts'
import type { Specs } from '../../model/specs.ts'
import type { Io } from '../io.ts'
import { cleanedUpInWords, cleanUpBy } from './clean-up-by.ts'
import { journalPath, journalsIn } from './folder.ts'
import { isOrphan, openJournal } from './journal-file.ts'
import { inHostPool } from './pool.ts'
import type { Round } from './round.ts'
import { type FleetChoices, type JobDone, profileFinder, runJob } from './run-job.ts'

interface Watcher {
  started(job: FleetJob): void
  /** Resolves when the target's results are kept. */
  done(job: FleetJob, done: JobDone): Promise<void>
}

export interface FleetInput {
  readonly fleet: Fleet
  readonly round: Round
  readonly out: string
  readonly choices: FleetChoices
  readonly specs: Specs
  readonly io: Io
  readonly watcher: Watcher
}

/** Runs what is to be run in this process: a pool, and for each host its own limits. */
export async function runLocally({ fleet, round, out, choices, specs, io, watcher }: FleetInput): Promise<void> {
  const find = profileFinder(specs)
  const limiters = new Map<string, RateLimiter>()
  const { rate, targets: perHost } = fleet.perHost
  const limiterFor = (host: string): RateLimiter => {
    const limiter = limiters.get(host) ?? rateLimiter(rate)
    limiters.set(host, limiter)
    return limiter
  }
  const digests = new Map(round.todo.map(({ job, digest }) => [job.id, digest]))
  await inHostPool(
    round.todo.map(({ job }) => job),
    { parallel: fleet.parallel, perHost },
    io.signal,
    async (job) => {
      watcher.started(job)
      // A signal of its own: one that lives as long as the fleet would keep what each run has hung on it.
      const own = new AbortController()
      const abort = (): void => own.abort()
      io.signal.addEventListener('abort', abort)
      const journal = openJournal(journalPath(out, job.id), job, choices.ca)
      const shared =
        rate === undefined || job.host === undefined ? {} : { limiter: limiterFor(job.host), rate: rate / perHost }
      const tools = { env: io.env, find, choices, round: round.id, journal, ...shared }
      const done = await runJob(job, digests.get(job.id) ?? '', tools, own.signal)
      io.signal.removeEventListener('abort', abort)
      await watcher.done(job, done)
      await journal.end(choices.keepClients === true)
    },
  )
}

/** Deletes the clients of runs that were killed. What cannot be deleted now stays in its journal. */
export async function cleanUpAfterKilled(folder: string, io: Io): Promise<void> {
  for (const path of await journalsIn(folder)) {
    if (!(await isOrphan(path))) continue
    try {
      const cleaned = await cleanUpBy(path, io)
      const words = cleanedUpInWords(cleaned)
      if (words !== '') io.err(`${words}\n`)
      if (cleaned.left.length === 0) await rm(path, { force: true })
    } catch (error) {
      io.err(`${path}: not cleaned up: ${error instanceof Error ? error.message : String(error)}\n`)
    }
  }
}
