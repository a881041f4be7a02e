import type { Target } from '../model/target.ts'
import { diagnose } from '../session/diagnose.ts'
import type { Finding } from '../session/finding.ts'
import { findProfile } from '../session/open-target.ts'
import { runProfile } from '../session/run-profile.ts'
import { specs } from './engine.ts'

/** A doctor's visit, as `grantcheck doctor` makes it. */
export async function visit(profileId: string, target: Target): Promise<readonly Finding[]> {
  const { profile } = await findProfile(profileId, specs)
  const visiting = { ...profile, scenarios: ['doctor/introspection-caller'], limitations: [] }
  const opened = { specs, profile: visiting, target, ephemeral: false, close: async () => {} }
  return diagnose(await runProfile(opened, { only: [], skip: [], timeout: 1_000 }, new AbortController().signal))
}
