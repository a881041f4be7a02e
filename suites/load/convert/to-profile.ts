import type { ProfileFile } from '../../model/language.ts'
import type { Parameter, Profile } from '../../model/profile.ts'

type Whole = ProfileFile & { readonly extends?: never }
type Extension = ProfileFile & { readonly extends: string }

/** A profile that stands on its own -> the model's. */
export function toProfile({ profile, files: _, ...own }: Whole): Profile {
  return {
    endpoints: {},
    capabilities: [],
    limitations: [],
    severities: [],
    deviations: [],
    ...own,
    id: profile,
    parameters: parametersOf(own.parameters, {}),
  }
}

/**
 * A profile that extends another one -> the model's. Its own keys replace the base's; parameters, clients, severities and
 * deviations are merged by name. Own severity rules come first, because the first rule that fits counts.
 */
export function extendProfile(file: Extension, base: Profile): Profile {
  const { extends: _, files: __, adds = [], profile, deviations = [], ...own } = file
  return {
    ...base,
    ...own,
    id: profile,
    parameters: parametersOf(own.parameters, base.parameters),
    scenarios: [...(own.scenarios ?? base.scenarios), ...adds],
    clients: { ...base.clients, ...own.clients },
    severities: [...(own.severities ?? []), ...base.severities],
    deviations: [...base.deviations.filter((each) => !deviations.some((other) => other.id === each.id)), ...deviations],
  }
}

function parametersOf(own: ProfileFile['parameters'], base: Profile['parameters']): Profile['parameters'] {
  const described = Object.entries(own ?? {}).map(([name, parameter]): [string, Parameter] => [
    name,
    { description: base[name]?.description ?? name, ...parameter },
  ])
  return { ...base, ...Object.fromEntries(described) }
}
