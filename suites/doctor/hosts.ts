import type { Profile } from '../model/profile.ts'
import type { Specs } from '../model/specs.ts'
import { scenariosOf } from '../plan/plan.ts'
import type { Diagnosis } from './diagnosis.ts'

/** Hosts that steps of the profile ask by name, and that the target file lacks: what asks them cannot be decided. Pure. */
export function hosts(specs: Specs, profile: Profile, target: { readonly hosts?: object }): readonly Diagnosis[] {
  const steps = scenariosOf(specs, profile).flatMap(({ id, steps }) => steps.map((step) => ({ id, step })))
  const asked = steps.flatMap(({ id, step: { request } }) =>
    typeof request.host === 'string' && !Object.hasOwn(target.hosts ?? {}, request.host)
      ? [{ id, host: request.host }]
      : [],
  )
  return [...new Set(asked.map(({ host }) => host))].map((host) => {
    const by = [...new Set(asked.filter((each) => each.host === host).map(({ id }) => id))]
    return {
      kind: 'problem',
      says: `the target file names no host "${host}", which ${by.join(', ')} asks`,
      fix: `Add hosts: { ${host}: https://… } to the target file.`,
    }
  })
}
