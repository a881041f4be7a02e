import { InternalError } from '../../model/errors.ts'
import type { Evidence } from '../../model/evidence.ts'
import type { Specs } from '../../model/specs.ts'
import { type Embedded, findProfile } from '../../run/open-target.ts'
import { runProfile } from '../../run/run-profile.ts'

/** The reference server as somebody may run it, and the profile that judges it. */
export interface Deployment {
  readonly name: string
  readonly profile: string
  /** Globs of scenarios. Empty: all. */
  readonly only: readonly string[]
  readonly start: () => Promise<Embedded>
}

/** Milliseconds for one answer: the server answers at once, a busy machine does not. */
const timeout = 60_000

/** The evidence of a run in which nothing is run twice, so that what one answer shows is a verdict. */
export async function evidenceOf(
  specs: Specs,
  { name, profile: id, only, start }: Deployment,
  signal: AbortSignal,
): Promise<Evidence> {
  const { profile } = await findProfile(id, specs)
  const { target, close } = await start()
  const opened = { specs, profile, target, ephemeral: true, close }
  const evidence = await runProfile(
    opened,
    { only, skip: [], timeout, seed: 7, concurrency: 1, confirm: false },
    signal,
  ).finally(close)
  if (evidence.facts.blocker !== undefined) throw new InternalError(`${name}: ${evidence.facts.blocker}`)
  return evidence
}
