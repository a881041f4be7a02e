import { own } from '../decode/own-record.ts'
import { type FrozenSet, versionName } from '../model/frozen.ts'
import type { LimitationId } from '../model/limitation.ts'
import type { Profile, SeverityRule } from '../model/profile.ts'
import type { Check, Scenario } from '../model/scenario.ts'
import type { Specs } from '../model/specs.ts'
import { scenariosOf } from './plan.ts'
import { severityOf } from './severity.ts'

/** What a profile scores as its files are now: every requirement that its checks and limitations cite, sorted. Pure. */
export function scoredSet(specs: Specs, profile: Profile): FrozenSet {
  const checked = scenariosOf(specs, profile).flatMap(({ steps }) => steps.flatMap(({ expect }) => expect))
  const cited = [...checked, ...profile.limitations.flatMap((id) => specs.limitations[id] ?? [])]
  const ids = new Set(cited.flatMap(({ requirement }) => requirement ?? []))
  return Object.fromEntries(
    [...ids].sort().flatMap((id) => {
      const requirement = specs.requirements[id]
      return requirement === undefined ? [] : [[id, severityOf(requirement, profile).severity] as const]
    }),
  )
}

/** Specifications and profile, as a version of the profile sees them. */
export interface Version {
  readonly specs: Specs
  readonly profile: Profile
}

/**
 * A shipped profile in the version asked for; undefined when there is none. An old version is judged by what was frozen: a check that cites
 * another requirement is left out, and each severity is that of its day. Scenarios, clients and parameters are those of today: how something
 * is probed may become better, what counts may not change. Pure.
 */
export function versionOf(specs: Specs, id: string, version?: string): Version | undefined {
  const profile = own(specs.profiles, id)
  if (profile === undefined) return undefined
  if (version === undefined || version === profile.version) return { specs, profile }
  const set = specs.frozen[versionName(id, version)]
  return set === undefined ? undefined : asOf(specs, profile, version, set)
}

/** Versions of a profile that can be asked for, oldest first, today's last. */
export const versionsOf = (specs: Specs, { id, version }: Profile): readonly string[] => [
  ...Object.keys(specs.frozen)
    .flatMap((name) => (name.startsWith(versionName(id, '')) ? [name.slice(versionName(id, '').length)] : []))
    .filter((each) => each !== version)
    .sort((one, other) => one.localeCompare(other, 'en', { numeric: true })),
  version,
]

function asOf(specs: Specs, today: Profile, version: string, set: FrozenSet): Version {
  const scenarios = scenariosOf(specs, today).map((scenario) => narrowed(scenario, set))
  const kept = scenarios.filter(({ steps }) => steps.some(({ expect }) => expect.some((check) => check.requirement)))
  const counts = (id: LimitationId): boolean => {
    const limitation = specs.limitations[id]
    return limitation !== undefined && Object.hasOwn(set, limitation.requirement)
  }
  const profile: Profile = {
    ...today,
    version,
    scenarios: kept.map(({ id }) => id),
    limitations: today.limitations.filter(counts),
    severities: Object.entries(set).map(([id, severity]) => rule(specs, today, version, id, severity)),
  }
  return { specs: { ...specs, scenarios: Object.fromEntries(kept.map((each) => [each.id, each])) }, profile }
}

/** Only checks of the set. A control stays one: it then shows that the server works, and cites nothing. */
function narrowed(scenario: Scenario, set: FrozenSet): Scenario {
  const counts = ({ requirement }: Check): boolean => requirement === undefined || Object.hasOwn(set, requirement)
  const uncited = ({ requirement: _, ...check }: Check): Check => check
  const steps = scenario.steps.map((step) => ({
    ...step,
    expect: step.control
      ? step.expect.map((check) => (counts(check) ? check : uncited(check)))
      : step.expect.filter(counts),
  }))
  return { ...scenario, steps }
}

/** The reason is that of today's rule where it says the same. */
function rule(
  specs: Specs,
  today: Profile,
  version: string,
  id: string,
  severity: SeverityRule['severity'],
): SeverityRule {
  const requirement = specs.requirements[id]
  const now = requirement === undefined ? undefined : severityOf(requirement, today)
  const because =
    now?.severity === severity ? now.because : `version ${version} of the profile ${today.id} counts it so`
  return { requirement: id, severity, because }
}
