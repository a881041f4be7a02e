import { count, inert } from '../../../reports/text.ts'
import { compareReports } from '../../compare/compare.ts'
import { sleep } from '../../drive/http/sleep.ts'
import { loadFleet } from '../../load/fleet.ts'
import { fitsAny } from '../../load/lint/globs.ts'
import { loadShipped } from '../../load/shipped.ts'
import { targetFileOf, userPlace } from '../../load/user-place.ts'
import { InputError } from '../../model/errors.ts'
import type { Fleet, FleetIndex, FleetJob } from '../../model/fleet.ts'
import type { FinishedRun } from '../../model/report.ts'
import type { Specs } from '../../model/specs.ts'
import { exitCodes } from '../exit-codes.ts'
import { parseEvery } from '../fleet/duration.ts'
import { fleetExitCode } from '../fleet/exit-code.ts'
import { type EachFormat, folderOf, journalsIn, lastReport, saveDone, writeIndex } from '../fleet/folder.ts'
import { cleanUpAfterKilled, runLocally } from '../fleet/locally.ts'
import { type FleetOutput, parseEach, parseFleetOutputs, resultStream, writeFleetReports } from '../fleet/outputs.ts'
import { fleetProgress } from '../fleet/progress.ts'
import { beginRound, indexOf } from '../fleet/round.ts'
import { compared, type FleetChoices, type JobDone } from '../fleet/run-job.ts'
import { inShard, parseShard, type Shard } from '../fleet/shard.ts'
import type { Io } from '../io.ts'
import { withNamedFiles } from '../named-files.ts'
import { checkKept, checkWritable } from '../outputs.ts'
import { quote } from '../quote.ts'

/** Options of `grantcheck fleet`, as the command line parser delivers them. */
export interface FleetCommand extends FleetChoices {
  readonly fleet: string
  readonly out: string
  readonly report: readonly string[]
  readonly each: readonly string[]
  readonly target: readonly string[]
  readonly shard?: string
  readonly parallel?: number
  readonly fresh?: boolean
  /** Redis URL: workers run the targets. */
  readonly queue?: string
  /** Begins a round each time that this has passed: `1h`. */
  readonly every?: string
  readonly rounds?: number
  readonly onlyWorse?: boolean
  readonly dryRun?: boolean
  readonly quiet?: boolean
  readonly verbose?: boolean
}

/** Everything about the command that does not change from round to round. */
interface Setting {
  readonly fleet: Fleet
  readonly options: FleetCommand
  readonly choices: FleetChoices
  readonly outputs: readonly FleetOutput[]
  readonly each: readonly EachFormat[]
  readonly shard?: Shard
  readonly specs: Specs
  readonly io: Io
}

/** Runs every target of a fleet, and returns one exit code. Throws InputError, before anything is sent, for what is wrong with the command or the fleet file. */
export async function fleet(options: FleetCommand, io: Io): Promise<number> {
  const outputs = parseFleetOutputs(options.report)
  const each = parseEach(options.each)
  const shard = options.shard === undefined ? undefined : parseShard(options.shard)
  const loaded = await loadFleet(options.fleet)
  const fleetOf = { ...loaded, parallel: options.parallel ?? loaded.parallel }
  checkTargets(fleetOf, options.target)
  if (options.dryRun) return printJobs(fleetOf, options, shard, io)
  const files = fleetOf.jobs.flatMap(({ named, baseline }) => [
    named.kind === 'file' ? named.path : undefined,
    baseline,
  ])
  const inputs = [...(await withNamedFiles([options.fleet, options.profile, ...files])), options.ca]
  await checkWritable([`${options.out}/fleet.json`, ...outputs.flatMap(({ path }) => path ?? [])], inputs)
  // What an earlier round has left of a target goes.
  await checkKept(
    [],
    inputs,
    fleetOf.jobs.map(({ id }) => folderOf(options.out, id)),
  )
  const specs = await loadShipped()
  const choices = choicesIn(options)
  const setting = { fleet: fleetOf, options, choices, outputs, each, specs, io }
  return runRounds({ ...setting, ...(shard === undefined ? {} : { shard }) })
}

/** One round, or with --every one after the other. The exit code is that of the last one. */
async function runRounds(setting: Setting): Promise<number> {
  const { options, io } = setting
  const { every, rounds = Number.POSITIVE_INFINITY } = options
  const pause = every === undefined ? undefined : parseEvery(every)
  for (let done = 1; ; done += 1) {
    const began = performance.now()
    const { exitCode } = await runRound(setting)
    if (pause === undefined || done >= rounds || io.signal.aborted) return exitCode
    await sleep(pause - (performance.now() - began), io.signal)
    if (io.signal.aborted) return exitCode
  }
}

/** The part of the options that every run has. */
function choicesIn(options: FleetCommand): FleetChoices {
  const { set, only, skip, failOn, profile, ca, timeout, seed, concurrency, deadline, confirm, keepClients } = options
  const { tag, severity, readOnly, maxRequests } = options
  return {
    set,
    only,
    skip,
    failOn,
    ...(tag === undefined || tag.length === 0 ? {} : { tag }),
    ...(severity === undefined ? {} : { severity }),
    ...(readOnly === undefined ? {} : { readOnly }),
    ...(maxRequests === undefined ? {} : { maxRequests }),
    ...(profile === undefined ? {} : { profile }),
    ...(ca === undefined ? {} : { ca }),
    ...(timeout === undefined ? {} : { timeout }),
    ...(seed === undefined ? {} : { seed }),
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(deadline === undefined ? {} : { deadline }),
    ...(confirm === undefined ? {} : { confirm }),
    ...(keepClients === undefined ? {} : { keepClients }),
  }
}

const isSelected =
  (globs: readonly string[]) =>
  ({ id, target }: FleetJob): boolean =>
    globs.length === 0 || globs.some((glob) => fitsAny(glob, [id, target]))

function checkTargets({ jobs, file }: Fleet, globs: readonly string[]): void {
  const lost = globs.filter((glob) => !jobs.some(isSelected([glob])))
  const fix = `"grantcheck fleet ${file} --dry-run" lists them all.`
  if (lost.length > 0)
    throw new InputError(lost.map((glob) => ({ message: `"${glob}" fits no target of ${file}`, fix })))
}

/** Which targets would be run, with their folders; nothing is sent. */
async function printJobs(loaded: Fleet, options: FleetCommand, shard: Shard | undefined, io: Io): Promise<number> {
  const jobs = (shard === undefined ? loaded.jobs : inShard(loaded.jobs, shard)).filter(isSelected(options.target))
  const width = Math.max(...jobs.map(({ id }) => id.length), 0)
  io.out(jobs.map(({ id, target }) => `${id.padEnd(width)}  ${target}\n`).join(''))
  return exitCodes.conformant
}

async function runRound(setting: Setting): Promise<FleetIndex> {
  const { fleet: loaded, options, choices, outputs, each, shard, specs, io } = setting
  const { out } = options
  await cleanUpAfterKilled(`${out}/journals`, io)
  const round = await beginRound(loaded, choices, specs.digest, {
    out,
    ...(shard === undefined ? {} : { shard }),
    selected: isSelected(options.target),
    fresh: options.fresh === true,
  })
  if (round.finished.size > 0)
    io.err(`${round.finished.size} of ${round.jobs.length} targets are finished in ${out}; --fresh runs them again\n`)
  const results = new Map(round.finished)
  const began = performance.now()
  const index = (interrupted: boolean): FleetIndex => {
    const open = round.jobs.filter(({ id }) => !results.has(id)).length
    const ending = { open, interrupted, onlyWorse: options.onlyWorse === true }
    const exitCode = fleetExitCode([...results.values()], ending)
    const durationMs = Math.round(round.before + performance.now() - began)
    const about = { fleet: loaded, round, results, durationMs, exitCode, specsDigest: specs.digest }
    return indexOf({ ...about, ...(shard === undefined ? {} : { shard }) })
  }
  await writeIndex(out, index(false))
  const stream = resultStream(outputs, io)
  const progress = fleetProgress(io, {
    total: round.jobs.length,
    done: round.finished.size,
    quiet: options.quiet === true,
  })
  const watcher = {
    started: () => progress.started(),
    done: async (job: FleetJob, done: JobDone): Promise<void> => {
      if (done.evidence?.run.interrupted === true) return tellInterrupted(job, done, io)
      const kept = await withChange(done, out)
      await saveDone(out, kept, each, finishedRun(kept, options))
      results.set(job.id, kept.result)
      stream.write(kept.result)
      progress.finished(kept.result)
    },
  }
  const input = { fleet: loaded, round, out, choices, specs, io, watcher }
  if (options.queue === undefined) await runLocally(input)
  else await (await import('../fleet/queue/collect.ts')).runQueued(input, options.queue)
  progress.clear()
  const last = index(io.signal.aborted)
  await writeIndex(out, last)
  stream.end(last)
  await writeFleetReports(outputs, last, io, options.verbose === true)
  await tellFolder(last, options, io)
  return last
}

/** The clients of a run that was cut short are deleted as far as they could be; its verdicts are not kept. */
function tellInterrupted({ id }: FleetJob, { evidence }: JobDone, io: Io): void {
  const left = evidence?.leftBehind ?? []
  if (left.length > 0) io.err(`${id}: interrupted; clients that stay: ${left.join(', ')}\n`)
}

/** The result with what is different from the round before, where there was one. */
async function withChange(done: JobDone, out: string): Promise<JobDone> {
  const { report, result } = done
  const before = report === undefined ? undefined : await lastReport(out, result.id)
  if (report === undefined || before === undefined) return done
  return compared(done, compareReports(before, report))
}

function finishedRun({ report, evidence, result }: JobDone, { fleet: file }: FleetCommand): FinishedRun | undefined {
  if (report === undefined || evidence === undefined) return undefined
  const repeat = (scenario: string): string =>
    `grantcheck fleet ${quote(file)} --target ${quote(result.id)} --out again --only ${quote(scenario)} --seed ${evidence.run.seed}`
  return { report, exchanges: evidence.exchanges, repeat, placeOf: userPlace(targetFileOf(evidence.facts)) }
}

async function tellFolder(index: FleetIndex, { out, target, queue, keepClients }: FleetCommand, io: Io): Promise<void> {
  const left = index.entries.reduce((sum, { run }) => sum + (run?.leftBehind ?? 0), 0)
  if (left > 0 && keepClients === true)
    io.err(`${count(left, 'client')} kept (--keep-clients): the reports name them\n`)
  else if (left > 0) {
    const how = queue === undefined ? await howToDelete(`${out}/journals`) : 'their journals are with the workers'
    io.err(`${inert(`${count(left, 'client')} could not be deleted: the reports name them; ${how}`)}\n`)
  }
  if (index.complete) return
  const command = target.length === 0 ? 'the same command' : 'the same command without --target'
  io.err(`${count(index.open.length, 'target')} not run: ${command} goes on with them\n`)
}

/** A journal is there where it can still delete a client: a server that gives no registration access token lets nobody do so. */
async function howToDelete(folder: string): Promise<string> {
  if ((await journalsIn(folder)).length === 0)
    return 'grantcheck cannot try again, since the servers gave nothing to delete them with'
  return `to try again: grantcheck cleanup ${quote(folder)}/*.ndjson`
}
