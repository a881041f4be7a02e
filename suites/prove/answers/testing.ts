import { deployments } from '../../embedded/deployments.ts'
import { specs } from '../../live/testing/engine.ts'
import type { Profile } from '../../model/profile.ts'
import type { SchemaValidator } from '../../model/specs.ts'
import { schemasOf } from '../../run/judge-evidence.ts'
import { findProfile } from '../../run/open-target.ts'
import { evidenceOf } from './deployment.ts'
import { type JudgedEvidence, judgeOnce } from './incremental.ts'

export interface JudgedRun {
  readonly profile: Profile
  readonly validate: SchemaValidator
  readonly judged: JudgedEvidence
}

/** One of the conformant servers, run and judged. */
export async function judgedRun(name: string): Promise<JudgedRun> {
  const deployment = deployments.find((each) => each.name === name)
  if (deployment === undefined) throw new Error(`there is no deployment ${name}`)
  const { profile } = await findProfile(deployment.profile, specs)
  const validate = await schemasOf(specs, profile)
  const evidence = await evidenceOf(specs, deployment, new AbortController().signal)
  return { profile, validate, judged: judgeOnce(specs, profile, evidence, validate) }
}
