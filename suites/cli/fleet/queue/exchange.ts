import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import type { Redis } from 'ioredis'
import { trustedJson } from '../../../decode/trusted.ts'
import type { FleetJob } from '../../../model/fleet.ts'
import type { FleetChoices, JobDone } from '../run-job.ts'
import { prefix } from './redis.ts'

/** What a worker needs to run one target. Holds no secret: those come from the worker's environment and files. */
export interface QueuedJob {
  readonly job: FleetJob
  readonly digest: string
  readonly round: string
  readonly choices: FleetChoices
  readonly perHost: { readonly targets: number; readonly rate?: number }
}

/** Ids of BullMQ hold no colon. */
export const jobId = (round: string, id: string): string => `${round}_${id}`

const resultKey = (round: string, id: string): string => `${prefix}:result:${round}:${id}`
const doneKey = (round: string): string => `${prefix}:done:${round}`

/** A week: whoever has asked for it may come back. */
const keptSeconds = 7 * 24 * 3600

/** Puts what a job has left where its fleet takes it from. Evidence is redacted. */
export async function handIn(redis: Redis, { round, job }: QueuedJob, done: JobDone): Promise<void> {
  const packed = await promisify(gzip)(JSON.stringify(done), { level: 2 })
  await redis
    .multi()
    .set(resultKey(round, job.id), packed, 'EX', keptSeconds)
    .rpush(doneKey(round), job.id)
    .expire(doneKey(round), keptSeconds)
    .exec()
}

/** What a job has left; undefined while it is not done. */
export async function takeResult(redis: Redis, round: string, id: string): Promise<JobDone | undefined> {
  const packed = await redis.getBuffer(resultKey(round, id))
  return packed === null ? undefined : trustedJson<JobDone>((await promisify(gunzip)(packed)).toString('utf8'))
}

/** To be called when it is kept elsewhere. */
export const forgetResult = (redis: Redis, round: string, id: string): Promise<unknown> =>
  redis.del(resultKey(round, id))

/** The id of a job that is done; undefined when none was for so many seconds. */
export async function nextDone(redis: Redis, round: string, seconds: number): Promise<string | undefined> {
  const found = await redis.blpop(doneKey(round), seconds)
  return found?.[1]
}
