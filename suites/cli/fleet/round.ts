import { createHash, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { InputError } from '../../model/errors.ts'
import type { Fleet, FleetIndex, FleetJob, FleetResult } from '../../model/fleet.ts'
import { packageVersion } from '../../run/version.ts'
import { readIndex, readResultOf } from './folder.ts'
import type { FleetChoices } from './run-job.ts'
import { inShard, type Shard } from './shard.ts'

/** One pass over a fleet, or over a part of it. */
export interface Round {
  readonly id: string
  readonly startedAt: string
  /** What took its time before this process began. */
  readonly before: number
  /** Targets of the folder, in the order of the fleet file. */
  readonly jobs: readonly FleetJob[]
  /** Those that are still to be run, with what they are to be run with. */
  readonly todo: readonly Todo[]
  /** Those that are finished in this round, by id. */
  readonly finished: ReadonlyMap<string, FleetResult>
}

interface Todo {
  readonly job: FleetJob
  readonly digest: string
}

export interface RoundOptions {
  readonly out: string
  readonly shard?: Shard
  /** Only these are run; what the folder has of the others stays. */
  readonly selected?: (job: FleetJob) => boolean
  /** True: nothing that is finished counts. */
  readonly fresh: boolean
}

/**
 * Begins a round, or goes on with one that was cut short: then targets that are finished, with the very same choices and files, are not run again. A folder of another fleet is
 * not touched. Throws InputError.
 */
export async function beginRound(
  fleet: Fleet,
  choices: FleetChoices,
  specsDigest: string,
  options: RoundOptions,
): Promise<Round> {
  const { out, shard, selected = () => true, fresh } = options
  const known = await readIndex(out)
  if (known !== undefined && known.fleet.title !== fleet.title) throw otherFleet(out, known)
  const jobs = shard === undefined ? fleet.jobs : inShard(fleet.jobs, shard)
  const narrowed = jobs.some((job) => !selected(job))
  const goesOn = known !== undefined && !fresh && (!known.complete || narrowed)
  const id = goesOn ? known.round : randomUUID()
  const todo: Todo[] = []
  const finished = new Map<string, FleetResult>()
  for (const job of jobs) {
    const digest = await digestOf(job, choices, specsDigest)
    const result = goesOn ? await readResultOf(out, job.id) : undefined
    const stays = result?.round === id && (narrowed ? !selected(job) : result.digest === digest)
    if (stays) finished.set(job.id, result)
    else if (selected(job)) todo.push({ job, digest })
  }
  const begun = goesOn ? known : { startedAt: new Date().toISOString(), durationMs: 0 }
  return { id, startedAt: begun.startedAt, before: begun.durationMs, jobs, todo, finished }
}

function otherFleet(out: string, { fleet }: FleetIndex): InputError {
  const message = `${out} holds the results of another fleet: "${fleet.title}" (${fleet.file})`
  return new InputError([{ message, fix: 'Choose another folder with --out.' }])
}

/** What a target is run with: the job, the files that it names, and the choices of the command. */
async function digestOf(job: FleetJob, choices: FleetChoices, specsDigest: string): Promise<string> {
  const { at: _, named, ...rest } = job
  const profile = choices.profile ?? job.own.profile ?? job.defaults.profile
  const files = [named.kind === 'file' ? named.path : undefined, job.baseline, profile].map(contentOf)
  const parts = [packageVersion(), specsDigest, rest, named, choices, await Promise.all(files)]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32)
}

const contentOf = async (path: unknown): Promise<string | null> =>
  typeof path === 'string' && existsSync(path) ? readFile(path, 'utf8').catch(() => null) : null

export interface IndexOf {
  readonly fleet: Fleet
  readonly round: Round
  readonly shard?: Shard
  readonly results: ReadonlyMap<string, FleetResult>
  readonly durationMs: number
  readonly exitCode: number
  readonly specsDigest: string
}

export function indexOf({ fleet, round, shard, results, durationMs, exitCode, specsDigest }: IndexOf): FleetIndex {
  const entries = round.jobs.flatMap(({ id }) => results.get(id) ?? [])
  const open = round.jobs.filter(({ id }) => !results.has(id)).map(({ id }) => id)
  return {
    format: 1,
    tool: { name: 'grantcheck', version: packageVersion(), specsDigest },
    fleet: { title: fleet.title, file: fleet.file, targets: fleet.jobs.length },
    round: round.id,
    startedAt: round.startedAt,
    durationMs,
    ...(shard === undefined ? {} : { shard }),
    exitCode,
    entries,
    open,
    complete: open.length === 0,
  }
}
