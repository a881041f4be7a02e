import type { ProfileFile } from '../../model/language.ts'
import type { Profile } from '../../model/profile.ts'
import type { Specs } from '../../model/specs.ts'
import { extendProfile, toProfile } from '../convert/to-profile.ts'
import { toLimitation, toScenario } from '../convert/to-scenario.ts'
import type { FileSet, Loaded } from './file-set.ts'

export const emptySpecs: Specs = {
  digest: '',
  requirements: {},
  scenarios: {},
  limitations: {},
  profiles: {},
  schemas: {},
  proof: { unproven: {} },
  frozen: {},
  allowances: [],
  findings: { rules: [], implications: [] },
  vulnerabilities: {},
  elsewhere: [],
}

/** Adds files without problems to the specifications that they stand beside. */
export function assemble(base: Specs, files: FileSet): Specs {
  const requirements = files.requirements.flatMap(({ raw }) => raw.requirements)
  const scenarios = files.scenarios.map(({ raw, yaml }) => toScenario(raw, yaml))
  const limitations = files.limitations.map(({ raw, yaml }) => toLimitation(raw, yaml))
  return {
    ...base,
    requirements: { ...base.requirements, ...byId(requirements) },
    scenarios: { ...base.scenarios, ...byId(scenarios) },
    limitations: { ...base.limitations, ...byId(limitations) },
    profiles: assembleProfiles(base, files.profiles),
  }
}

/** What others extend comes first. Those that extend each other in a circle stay out; the linter reports them. */
function assembleProfiles(base: Specs, files: FileSet['profiles']): Specs['profiles'] {
  const ready = files.flatMap((each) => profileOf(each, base) ?? [])
  const fresh = ready.filter(({ id }) => base.profiles[id] === undefined)
  const known = { ...base, profiles: { ...base.profiles, ...byId(ready) } }
  return fresh.length === 0 ? known.profiles : assembleProfiles(known, files)
}

/** The profile in a file; undefined when it extends one that does not exist, which is a problem reported elsewhere. */
export function profileOf({ raw }: Loaded<ProfileFile>, base: Specs): Profile | undefined {
  if (raw.extends === undefined) return toProfile(raw)
  const extended = base.profiles[raw.extends]
  return extended === undefined ? undefined : extendProfile(raw, extended)
}

export function byId<T extends { readonly id: string }>(list: readonly T[]): Record<string, T> {
  return Object.fromEntries(list.map((each) => [each.id, each]))
}
