import { claimed } from '../../../reports/claim.ts'
import { count } from '../../../reports/text.ts'
import { runOpened } from '../../api/run.ts'
import { whyNotKept } from '../../drive/kept-signatures.ts'
import type { DriveObserver } from '../../drive/observer.ts'
import { loadShipped } from '../../load/shipped.ts'
import { targetFileOf, userPlace } from '../../load/user-place.ts'
import { InputError } from '../../model/errors.ts'
import type { KeptSignatures } from '../../model/evidence.ts'
import type { Narrowing } from '../../run/narrow.ts'
import { type Opened, openTarget, type TargetOptions } from '../../run/open-target.ts'
import type { RunChoices } from '../../run/run-profile.ts'
import { select } from '../../run/select.ts'
import { packageVersion } from '../../run/version.ts'
import { applyBaseline, openBaseline, tellBaseline } from '../apply-baseline.ts'
import { openEventStream } from '../event-stream.ts'
import { exitCodeOf, exitCodes, type FailOn } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { withNamedFiles } from '../named-files.ts'
import { checkWritable, packed, parseOutputs, tellReason, writeReports, writeWhole } from '../outputs.ts'
import { outsideOf } from '../outside.ts'
import { progress } from '../progress.ts'
import { repeatCommand } from '../repeat.ts'
import { openRunJournal } from '../run-journal.ts'

/** Options of `grantcheck run`, as the command line parser delivers them. */
export interface RunCommand extends TargetOptions, Omit<RunChoices, 'journal' | 'keepSignaturesAfter'>, Narrowing {
  readonly report: readonly string[]
  readonly evidence?: string
  readonly baseline?: string
  readonly failOn: FailOn
  /** JSON report or evidence of an earlier run: what failed, warned or could not be decided there is run. */
  readonly rerunFailed?: string
  readonly dryRun?: boolean
  readonly readOnly?: boolean
  /** Where clients are noted until they are deleted. Default: a file of its own in the user's state folder. */
  readonly journal?: string
  /** Keep the signatures of expired tokens of deleted clients in the evidence. */
  readonly keepExpiredSignatures?: boolean
  readonly verbose?: boolean
  readonly quiet?: boolean
  /** True: the embedded reference server is what is meant. */
  readonly demo?: boolean
}

/** The main job: drive, judge, report. Returns the exit code. Throws InputError before anything is sent. */
export async function run(wanted: RunCommand, io: Io): Promise<number> {
  if (wanted.keepExpiredSignatures === true && wanted.evidence === undefined) throw nowhereToKeep
  const outputs = parseOutputs(wanted.report.length === 0 ? ['pretty'] : wanted.report)
  const { target, profile, ca, baseline: known, rerunFailed } = wanted
  await checkWritable(
    [...outputs.map(({ path }) => path), wanted.evidence, wanted.journal].flatMap((path) => path ?? []),
    [...(await withNamedFiles([target, profile])), ca, known, rerunFailed],
  )
  const baseline = await openBaseline(wanted.baseline)
  const whole = await openTarget(wanted, await loadShipped(), outsideOf(io, wanted.demo))
  try {
    const failed = await rowsThatFailed(wanted, whole.target.profile)
    const { opened, selection, words } = select(whole, { ...wanted, only: [...wanted.only, ...failed] })
    if (words !== undefined && wanted.quiet !== true) io.err(`${words}\n`)
    const options = { ...wanted, ...selection }
    if (options.dryRun) return await printDryRun(opened, options, io)
    const { profile } = opened
    const isPartial = options.only.length + options.skip.length > 0
    const claim = claimed({ profile, ...(isPartial ? { partial: options } : {}) })
    const stream = openEventStream(outputs, claim, opened.target.named, io)
    const observer = progress(io, options.quiet === true)
    const { journal: _, ...choices } = options
    const { journal, end } = opened.ephemeral
      ? { journal: {}, end: async () => {} }
      : await openRunJournal(wanted, opened.target.named, io)
    const watched = {
      ...choices,
      ...journal,
      ...(options.keepExpiredSignatures === true ? { keepSignaturesAfter: 60 } : {}),
      signal: io.signal,
      observer: both(observer, stream),
    }
    const { evidence, report: judged } = await runOpened(opened, watched).finally(async () => {
      observer.clear()
      await end()
    })
    const report = applyBaseline(judged, baseline, evidence, options.failOn)
    const finished = {
      report,
      exchanges: evidence.exchanges,
      repeat: repeatCommand(options, evidence.run.seed),
      placeOf: userPlace(targetFileOf(evidence.facts)),
    }
    if (options.evidence !== undefined)
      await writeWhole(options.evidence, packed(options.evidence, `${JSON.stringify(evidence, null, 1)}\n`), true)
    if (evidence.keptSignatures !== undefined) io.err(`${keptWords(evidence.keptSignatures)}\n`)
    const broken = stream.finish(finished)
    const written = outputs.filter(({ format }) => format !== 'ndjson')
    const faults = [...broken, ...(await writeReports(written, finished, io, options.verbose === true))]
    for (const fault of faults) io.err(`${fault}\n`)
    tellReason(outputs, finished, io)
    await tellBaseline(report, io)
    if (evidence.run.interrupted) return exitCodes.interrupted
    return faults.length > 0 ? exitCodes.internal : exitCodeOf(report, options.failOn)
  } finally {
    await whole.close()
  }
}

const nowhereToKeep = new InputError([
  { message: '--keep-expired-signatures needs --evidence', fix: 'Say where the evidence is written: --evidence FILE.' },
])

function keptWords(kept: KeptSignatures): string {
  const many = Object.keys(kept.signatures).length
  if (many > 0)
    return `${count(many, 'signature')} of expired tokens kept${kept.notKept.length === 0 ? '' : `, others not: ${whyNotKept(kept)}`}`
  return `no signature was kept, so "verify --online" has nothing to check: ${whyNotKept(kept)}. Let the server issue tokens that live for some seconds to test clients, or make the run longer (--rate)`
}

/** The rows of an earlier run that were not in order. Throws InputError where there is none: a run of nothing shows nothing. */
async function rowsThatFailed(
  { rerunFailed: path, profile }: RunCommand,
  otherwise: string | undefined,
): Promise<readonly string[]> {
  if (path === undefined) return []
  const { readResult } = await import('../read-result.ts')
  const { scenarios, limitations } = await readResult(path, profile, otherwise)
  const rows = scenarios.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'not-applicable')
  const undone = limitations.filter(({ outcome }) => outcome !== 'upheld').map(({ id }) => `limitations/${id}`)
  // A check on every answer of a run needs the requests whose answers violated it.
  const senders = rows.flatMap(({ checks }) => checks.flatMap((check) => check.senders ?? []))
  const ids = [...new Set([...rows.map(({ id }) => id), ...senders, ...undone])]
  if (ids.length > 0) return ids
  const fix = 'Run the whole profile: leave --rerun-failed out.'
  throw new InputError([{ message: `nothing failed, warned or stayed open in ${path}`, fix }])
}

/** Tells two observers the same. */
function both(one: DriveObserver, other: DriveObserver): DriveObserver {
  return {
    planned: (plan) => {
      one.planned?.(plan)
      other.planned?.(plan)
    },
    repeating: (rows) => {
      one.repeating?.(rows)
      other.repeating?.(rows)
    },
    exchange: (notice) => {
      one.exchange?.(notice)
      other.exchange?.(notice)
    },
    scenarioFinished: (run) => {
      one.scenarioFinished?.(run)
      other.scenarioFinished?.(run)
    },
  }
}

async function printDryRun(opened: Opened, options: RunCommand, io: Io): Promise<number> {
  const { dryRun } = await import('../../drive/dry-run.ts')
  const lines = await dryRun({
    specs: opened.specs,
    profile: opened.profile,
    target: opened.target,
    only: options.only,
    skip: options.skip,
    seed: options.seed ?? 0,
    version: packageVersion(),
  })
  io.out(`${lines.join('\n')}\n`)
  return exitCodes.conformant
}
