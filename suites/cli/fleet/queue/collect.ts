import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { count } from '../../../../reports/text.ts'
import type { FleetJob } from '../../../model/fleet.ts'
import { exitCodes } from '../../exit-codes.ts'
import type { FleetInput } from '../locally.ts'
import { forgetResult, jobId, nextDone, type QueuedJob, takeResult } from './exchange.ts'
import { connect, prefix, queueLibraries, queueName } from './redis.ts'

/** Seconds between two looks at what became of jobs of which nothing was heard. */
const patience = 2

/** Times that a job is begun anew: its worker was killed, or lost Redis. */
const attempts = 4

/** Gives the jobs to workers on any machines, and keeps what comes back. What was handed in while nobody collected is taken first. */
export async function runQueued(input: FleetInput, url: string): Promise<void> {
  const { fleet, round, choices, io, watcher } = input
  const libraries = queueLibraries()
  const redis = await connect(libraries, url, io)
  const waiting = redis.duplicate()
  const queue = new libraries.bullmq.Queue<QueuedJob>(queueName, { connection: redis, prefix })
  const open = new Map(round.todo.map((each) => [each.job.id, each]))
  const take = async (id: string): Promise<boolean> => {
    const todo = open.get(id)
    const done = todo === undefined ? undefined : await takeResult(redis, round.id, id)
    if (todo === undefined || done === undefined) return false
    // Handed in for what the target was before.
    if (done.result.digest === todo.digest) {
      await watcher.done(todo.job, done)
      open.delete(id)
    }
    await forgetResult(redis, round.id, id)
    await queue.remove(jobId(round.id, id))
    return true
  }
  const lost = async (): Promise<void> => {
    for (const { job, digest } of [...open.values()]) {
      const queued = await queue.getJob(jobId(round.id, job.id))
      if ((await queued?.getState()) !== 'failed') continue
      const because = `no worker could finish it: ${queued?.failedReason ?? 'unknown'}`
      const { id, target } = job
      const result = { id, target, digest, round: round.id, outcome: 'inconclusive', because } as const
      await watcher.done(job, { result: { ...result, exitCode: exitCodes.inconclusive } })
      open.delete(id)
      await queued?.remove()
    }
  }
  const wake = (): void => waiting.disconnect()
  io.signal.addEventListener('abort', wake, { once: true })
  try {
    for (const id of [...open.keys()]) await take(id)
    for (const { job, digest } of open.values()) {
      const data = { job: await portable(job), digest, round: round.id, choices, perHost: fleet.perHost }
      const options = { jobId: jobId(round.id, job.id), attempts, backoff: { type: 'fixed', delay: 1000 } }
      await queue.add('run', data, { ...options, removeOnComplete: true })
      watcher.started(job)
    }
    let isTold = false
    while (open.size > 0 && !io.signal.aborted) {
      const id = await nextDone(waiting, round.id, patience).catch(ifInterrupted)
      if (id !== undefined) {
        await take(id)
        continue
      }
      await lost()
      if (!isTold && open.size > 0 && (await queue.getWorkersCount()) === 0) {
        isTold = true
        io.err(
          `${count(open.size, 'job')} in the queue and no worker: start some with "grantcheck worker --queue ${url}"\n`,
        )
      }
    }
    // Who interrupts a fleet does not want it to go on; what workers have begun they finish, and the same command takes it later.
    if (io.signal.aborted) for (const id of open.keys()) await queue.remove(jobId(round.id, id)).catch(() => 0)
  } finally {
    io.signal.removeEventListener('abort', wake)
    waiting.disconnect()
    await queue.close()
    redis.disconnect()
  }

  function ifInterrupted(error: unknown): undefined {
    if (!io.signal.aborted) throw error
  }
}

/** The job for another machine: paths are absolute, and the target file goes with it. */
async function portable(job: FleetJob): Promise<FleetJob> {
  const { named, at, baseline } = job
  return {
    ...job,
    at: { ...at, file: resolve(at.file) },
    ...(baseline === undefined ? {} : { baseline: resolve(baseline) }),
    ...(named.kind === 'file' ? { named: { ...named, path: resolve(named.path), ...(await textOf(named.path)) } } : {}),
  }
}

/** A file that cannot be read is told by who opens the target. */
const textOf = async (path: string): Promise<{ readonly text?: string }> =>
  readFile(path, 'utf8').then(
    (text) => ({ text }),
    () => ({}),
  )
