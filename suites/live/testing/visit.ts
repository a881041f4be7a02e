import { diagnose } from '../../doctor/diagnose.ts'
import type { Diagnosis } from '../../doctor/diagnosis.ts'
import { visitOf } from '../../doctor/visit.ts'
import type { Target } from '../../model/target.ts'
import { findProfile } from '../../run/open-target.ts'
import { runProfile } from '../../run/run-profile.ts'
import { patient, specs } from './engine.ts'

/** A doctor's visit, as `grantcheck doctor` makes it. `timeout` is for servers that never answer. */
export async function visit(profileId: string, target: Target, timeout = patient): Promise<readonly Diagnosis[]> {
  const found = await findProfile(profileId, specs)
  const { profile, tried } = visitOf(specs, found.profile)
  const opened = { specs, profile, target, ephemeral: false, close: async () => {} }
  return diagnose(await runProfile(opened, { only: [], skip: [], timeout }, new AbortController().signal), tried)
}
