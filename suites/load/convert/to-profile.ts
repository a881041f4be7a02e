import type { ClientTemplate, Deviation, Parameter, Profile } from '../../model/profile.ts'
import type { Source } from '../../model/source.ts'
import type { RawDeviation, RawExtension, RawFullProfile, RawProfile, RawTemplate } from '../raw/raw-profile.ts'
import type { YamlFile } from '../yaml/yaml-file.ts'

/** A profile that stands on its own -> the model's. */
export function toProfile(raw: RawFullProfile, yaml: YamlFile): Profile {
  return {
    id: raw.profile,
    version: raw.version,
    title: raw.title,
    description: raw.description,
    target: raw.target,
    parameters: parametersOf(raw, {}),
    endpoints: raw.endpoints ?? {},
    ...(raw.issuer === undefined ? {} : { issuer: raw.issuer }),
    capabilities: raw.capabilities ?? [],
    clients: templatesOf(raw.clients),
    scenarios: raw.scenarios,
    limitations: raw.limitations ?? [],
    severities: raw.severities ?? [],
    deviations: (raw.deviations ?? []).map(toDeviation),
    at: placeOf(yaml),
  }
}

/**
 * A profile that extends another one -> the model's. Its own keys replace the base's; parameters, clients, severities and
 * deviations are merged by name. Own severity rules come first, because the first rule that fits counts.
 */
export function extendProfile(raw: RawExtension, base: Profile, yaml: YamlFile): Profile {
  const { extends: _, files: __, adds = [], profile, deviations, ...own } = raw
  const added = (deviations ?? []).map(toDeviation)
  return {
    ...base,
    ...own,
    id: profile,
    parameters: parametersOf(raw, base.parameters),
    scenarios: [...(own.scenarios ?? base.scenarios), ...adds],
    clients: { ...base.clients, ...templatesOf(raw.clients ?? {}) },
    severities: [...(raw.severities ?? []), ...base.severities],
    deviations: [...base.deviations.filter((each) => !added.some((other) => other.id === each.id)), ...added],
    at: placeOf(yaml),
  }
}

function parametersOf(raw: RawProfile, base: Profile['parameters']): Profile['parameters'] {
  const own = Object.entries(raw.parameters ?? {}).map(([name, parameter]): [string, Parameter] => [
    name,
    { default: parameter.default, description: parameter.description ?? base[name]?.description ?? name },
  ])
  return { ...base, ...Object.fromEntries(own) }
}

function templatesOf(raw: Readonly<Record<string, RawTemplate>>): Record<string, ClientTemplate> {
  return Object.fromEntries(
    Object.entries(raw).map(([name, template]) => [name, { ...template, entry: template.entry ?? false }]),
  )
}

const toDeviation = (raw: RawDeviation): Deviation => ({ ...raw, requirements: raw.requirements ?? [] })

const placeOf = (yaml: YamlFile): Source => yaml.locate(['profile'])
