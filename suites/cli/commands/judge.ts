import { judgeBy } from '../../api/judge.ts'
import { readEvidence } from '../../load/evidence.ts'
import { targetFileOf, userPlace } from '../../load/user-place.ts'
import { applyBaseline, openBaseline, tellBaseline } from '../apply-baseline.ts'
import { exitCodeOf, exitCodes, type FailOn } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { withNamedFiles } from '../named-files.ts'
import { checkWritable, parseOutputs, tellReason, writeReports } from '../outputs.ts'
import { readTextFile } from '../read-file.ts'
import { repeatCommand } from '../repeat.ts'

export interface JudgeCommand {
  readonly evidence: string
  readonly profile?: string
  readonly baseline?: string
  readonly report: readonly string[]
  readonly failOn: FailOn
  readonly verbose?: boolean
}

/** Judges recorded evidence offline. The same specification gives the very verdicts of the run that recorded it. */
export async function judgeFile(options: JudgeCommand, io: Io): Promise<number> {
  const outputs = parseOutputs(options.report.length === 0 ? ['pretty'] : options.report)
  await checkWritable(
    outputs.flatMap((output) => output.path ?? []),
    [options.evidence, options.baseline, ...(await withNamedFiles([options.profile]))],
  )
  const baseline = await openBaseline(options.baseline)
  const text = await readTextFile(options.evidence, 'Name a file that "grantcheck run --evidence PATH" wrote.')
  const evidence = readEvidence(text, options.evidence)
  const { specs, profile, report: judged } = await judgeBy(evidence, options.profile)
  if (specs.digest !== evidence.tool.specsDigest) {
    io.err('note: this evidence was recorded with other specification files; verdicts may differ from that run\n')
  }
  const report = applyBaseline(judged, baseline, evidence, options.failOn)
  const repeat = repeatCommand(
    { target: evidence.facts.named, profile: options.profile ?? profile.id, set: [] },
    evidence.run.seed,
  )
  const placeOf = userPlace(targetFileOf(evidence.facts))
  const finished = { report, exchanges: evidence.exchanges, repeat, placeOf }
  const faults = await writeReports(outputs, finished, io, options.verbose === true)
  for (const fault of faults) io.err(`${fault}\n`)
  tellReason(outputs, finished, io)
  await tellBaseline(report, io)
  if (evidence.run.interrupted) return exitCodes.interrupted
  return faults.length > 0 ? exitCodes.internal : exitCodeOf(report, options.failOn)
}
