import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Job } from 'bullmq'
import { inert, shown } from '../../../reports/text.ts'
import { loadShipped } from '../../load/shipped.ts'
import { exitCodes } from '../exit-codes.ts'
import { cleanedUpInWords, cleanUpBy } from '../fleet/clean-up-by.ts'
import { openJournal } from '../fleet/journal-file.ts'
import { cleanUpAfterKilled } from '../fleet/locally.ts'
import { handIn, jobId, type QueuedJob } from '../fleet/queue/exchange.ts'
import { placeAt, sharedLimiter } from '../fleet/queue/limits.ts'
import { connect, prefix, queueLibraries, queueName } from '../fleet/queue/redis.ts'
import { profileFinder, runJob } from '../fleet/run-job.ts'
import type { Io } from '../io.ts'

export interface WorkerCommand {
  readonly queue: string
  readonly parallel: number
  /** Folder of the journals of this machine. */
  readonly journal: string
  /** Seconds after which the job of a worker that is dead goes to another. */
  readonly lost: number
  /** True: ends when the queue is empty. */
  readonly once?: boolean
  readonly quiet?: boolean
}

/** A host has no place: look again so much later. */
const againMs = 500

/** Takes jobs from a queue until it is interrupted. Each result goes back through Redis; secrets come from this process's environment and files. */
export async function worker(options: WorkerCommand, io: Io): Promise<number> {
  const libraries = queueLibraries()
  const { bullmq } = libraries
  const redis = await connect(libraries, options.queue, io)
  const specs = await loadShipped()
  const find = profileFinder(specs)
  await cleanUpAfterKilled(options.journal, io)
  const tell = (text: string): void => {
    if (options.quiet !== true && text !== '') io.err(`${inert(text)}\n`)
  }

  async function work(job: Job<QueuedJob>, token?: string): Promise<void> {
    const { data } = job
    const { job: todo, perHost, choices, round, digest } = data
    const id = jobId(round, todo.id)
    const later = async (ms: number): Promise<never> => {
      await job.moveToDelayed(Date.now() + ms, token)
      throw new bullmq.DelayedError()
    }
    const host = todo.host
    const place = host === undefined ? undefined : await placeAt(redis, host, perHost.targets, id)
    if (host !== undefined && place === undefined) return later(againMs)
    const path = join(options.journal, `${id}.ndjson`)
    try {
      if (existsSync(path)) await cleanUpKilled(path)
      const journal = openJournal(path, todo, choices.ca)
      const own = new AbortController()
      const abort = (): void => own.abort()
      io.signal.addEventListener('abort', abort)
      const { rate } = perHost
      const shared =
        rate === undefined || host === undefined
          ? {}
          : { limiter: sharedLimiter(libraries, redis, host, rate), rate: rate / (perHost.targets * 2) }
      const done = await runJob(todo, digest, { env: io.env, find, choices, round, journal, ...shared }, own.signal)
      io.signal.removeEventListener('abort', abort)
      await journal.end(choices.keepClients === true)
      // Whoever stops a worker wants the job done by another.
      if (done.evidence?.run.interrupted === true) return await later(0)
      await handIn(redis, data, done)
      tell(`${done.result.outcome.padEnd(13)} ${shown(todo.id, 60)}`)
    } finally {
      await place?.leave()
    }
  }

  async function cleanUpKilled(path: string): Promise<void> {
    const cleaned = await cleanUpBy(path, io)
    tell(cleanedUpInWords(cleaned))
    if (cleaned.left.length === 0) await rm(path, { force: true })
  }

  /** Nothing waits, or was put off until its host has a place. BullMQ's "drained" tells neither of a queue that was empty before, nor of what was put off. */
  async function emptied(): Promise<void> {
    const queue = new bullmq.Queue<QueuedJob>(queueName, { connection: redis, prefix })
    while (!io.signal.aborted && (await queue.getJobCountByTypes('waiting', 'delayed')) > 0) await sleep(againMs)
    await queue.close()
  }

  const jobs = new bullmq.Worker<QueuedJob>(queueName, work, {
    connection: redis,
    prefix,
    concurrency: options.parallel,
    lockDuration: options.lost * 1000,
    stalledInterval: options.lost * 1000,
    maxStalledCount: 3,
  })
  jobs.on('error', (error) => tell(`Redis: ${error.message}`))
  jobs.on('failed', (job, error) => tell(`${job?.data.job.id ?? 'a job'}: ${error.message}`))
  await jobs.waitUntilReady()
  tell(`takes jobs from ${queueName}, ${options.parallel} at a time`)
  const interrupted = new Promise<void>((resolve) => {
    if (io.signal.aborted) resolve()
    io.signal.addEventListener('abort', () => resolve(), { once: true })
  })
  await (options.once === true ? Promise.race([interrupted, emptied()]) : interrupted)
  await jobs.close()
  redis.disconnect()
  return io.signal.aborted ? exitCodes.interrupted : exitCodes.conformant
}
