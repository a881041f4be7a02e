import { readFile } from 'node:fs/promises'
import { readEvidence } from '../../load/evidence.ts'
import { loadShipped } from '../../load/shipped.ts'
import { InputError } from '../../model/errors.ts'
import { judgeEvidence } from '../../session/judge-evidence.ts'
import { findProfile } from '../../session/open-target.ts'
import { exitCodeOf, exitCodes, type FailOn } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { checkWritable, parseOutputs, writeReports } from '../outputs.ts'
import { repeatCommand } from '../repeat.ts'

export interface JudgeOptions {
  readonly evidence: string
  readonly profile?: string
  readonly report: readonly string[]
  readonly failOn: FailOn
  readonly verbose?: boolean
}

/** Judges recorded evidence offline. The same specification gives the very verdicts of the run that recorded it. */
export async function judgeFile(options: JudgeOptions, io: Io): Promise<number> {
  const outputs = parseOutputs(options.report.length === 0 ? ['pretty'] : options.report)
  await checkWritable(outputs.flatMap((output) => output.path ?? []))
  const evidence = readEvidence(await readText(options.evidence), options.evidence)
  const { specs, profile } = await findProfile(options.profile ?? evidence.profile.id, await loadShipped())
  if (specs.digest !== evidence.tool.specsDigest) {
    io.err('note: this evidence was recorded with other specification files; verdicts may differ from that run\n')
  }
  const report = await judgeEvidence(specs, profile, evidence)
  const repeat = repeatCommand({ target: evidence.facts.named, profile: profile.id, set: [] }, evidence.run.seed)
  const faults = await writeReports(
    outputs,
    { report, exchanges: evidence.exchanges, repeat },
    io,
    options.verbose === true,
  )
  for (const fault of faults) io.err(`${fault}\n`)
  if (evidence.run.interrupted) return exitCodes.interrupted
  return faults.length > 0 ? exitCodes.internal : exitCodeOf(report, options.failOn)
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    throw new InputError([
      { message: `cannot read ${path} (${code})`, fix: 'Name a file that "grantcheck run --evidence PATH" wrote.' },
    ])
  }
}
