import { loadShipped } from '../load/shipped.ts'
import type { Report } from '../model/report.ts'
import { judgeEvidence } from '../run/judge-evidence.ts'
import { openTarget } from '../run/open-target.ts'
import { runProfile } from '../run/run-profile.ts'
import { checkSelection } from '../run/selection.ts'
import type { GrantcheckOptions } from './public.d.mts'

/** One whole run for the options of a Vitest file. Throws InputError for a wrong option before anything is sent. */
export async function runForVitest(options: GrantcheckOptions): Promise<Report> {
  const set = Object.entries(options.parameters ?? {}).map(([name, value]) => `${name}=${String(value)}`)
  const profile = options.profile === undefined ? {} : { profile: options.profile }
  const opened = await openTarget({ target: options.target, ...profile, set }, await loadShipped(), {
    env: process.env,
  })
  const { only = [], skip = [], timeout = 10_000 } = options
  checkSelection(opened.specs, opened.profile, only, skip)
  const evidence = await runProfile(opened, { ...options, only, skip, timeout }, new AbortController().signal)
  await opened.close()
  return judgeEvidence(opened.specs, opened.profile, evidence)
}
