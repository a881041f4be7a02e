import { diagnose } from '../../doctor/diagnose.ts'
import type { Finding } from '../../doctor/finding.ts'
import { visitOf } from '../../doctor/visit.ts'
import type { Target } from '../../model/target.ts'
import { findProfile } from '../../run/open-target.ts'
import { runProfile } from '../../run/run-profile.ts'
import { specs } from './engine.ts'

/** A doctor's visit, as `grantcheck doctor` makes it. */
export async function visit(profileId: string, target: Target): Promise<readonly Finding[]> {
  const found = await findProfile(profileId, specs)
  const { profile, tried } = visitOf(specs, found.profile)
  const opened = { specs, profile, target, ephemeral: false, close: async () => {} }
  return diagnose(await runProfile(opened, { only: [], skip: [], timeout: 1_000 }, new AbortController().signal), tried)
}
