import type { Target } from '../model/target.ts'
import { diagnose } from '../session/diagnose.ts'
import type { Finding } from '../session/finding.ts'
import { findProfile } from '../session/open-target.ts'
import { runProfile } from '../session/run-profile.ts'
import { visitOf } from '../session/visit.ts'
import { specs } from './engine.ts'

/** A doctor's visit, as `grantcheck doctor` makes it. */
export async function visit(profileId: string, target: Target): Promise<readonly Finding[]> {
  const found = await findProfile(profileId, specs)
  const { profile, tried } = visitOf(specs, found.profile)
  const opened = { specs, profile, target, ephemeral: false, close: async () => {} }
  return diagnose(await runProfile(opened, { only: [], skip: [], timeout: 1_000 }, new AbortController().signal), tried)
}
