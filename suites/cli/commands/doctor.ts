import pc from 'picocolors'
import { diagnose } from '../../doctor/diagnose.ts'
import type { Diagnosis } from '../../doctor/diagnosis.ts'
import { hosting } from '../../doctor/hosting.ts'
import { hosts } from '../../doctor/hosts.ts'
import { visitOf } from '../../doctor/visit.ts'
import { loadShipped } from '../../load/shipped.ts'
import { openTarget, type TargetOptions } from '../../run/open-target.ts'
import { runProfile } from '../../run/run-profile.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { outsideOf } from '../outside.ts'

export interface DoctorOptions extends TargetOptions {
  readonly timeout?: number
}

/** Can we run at all? A handful of requests, then every finding with a fix. 0: yes; 3: a run could decide nothing. */
export async function doctor(options: DoctorOptions, io: Io): Promise<number> {
  const opened = await openTarget(options, await loadShipped(), outsideOf(io))
  try {
    const { profile, tried } = visitOf(opened.specs, opened.profile)
    const evidence = await runProfile(
      { ...opened, profile },
      { only: [], skip: [], ...(options.timeout === undefined ? {} : { timeout: options.timeout }) },
      io.signal,
    )
    const findings = [
      ...diagnose(evidence, tried),
      ...hosts(opened.specs, opened.profile, opened.target),
      ...(await hosting(opened.target, tried)),
    ]
    io.out(findings.map((finding) => print(finding, io.color)).join(''))
    return conclude(findings, io)
  } finally {
    await opened.close()
  }
}

function conclude(findings: readonly Diagnosis[], io: Io): number {
  const blocking = findings.filter((finding) => finding.kind === 'blocking').length
  const problems = findings.filter((finding) => finding.kind === 'problem').length
  if (blocking > 0) {
    io.out('\nA run could decide nothing yet. Mend the first finding marked "blocking" and come back.\n')
    return exitCodes.inconclusive
  }
  io.out(
    problems === 0
      ? '\nReady to run.\n'
      : '\nReady to run, but some verdicts will be inconclusive until the problems are fixed.\n',
  )
  return exitCodes.conformant
}

function print(finding: Diagnosis, color: boolean): string {
  const { green, yellow, red, dim } = pc.createColors(color)
  const marks = {
    good: green('good    '),
    note: dim('note    '),
    problem: yellow('problem '),
    blocking: red('blocking'),
  }
  const fix = finding.fix === undefined ? '' : `          fix: ${finding.fix}\n`
  return `${marks[finding.kind]}  ${finding.says}\n${fix}`
}
