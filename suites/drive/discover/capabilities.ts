import type { CapabilityFact } from '../../model/evidence.ts'
import type { Profile } from '../../model/profile.ts'
import type { Target } from '../../model/target.ts'
import { type Capability, capabilities, type learntCapabilities } from '../../model/vocabulary.ts'
import { deniedBy, fromMetadata } from './from-metadata.ts'
import { fromTarget } from './from-target.ts'
import { mutualTls } from './mutual-tls.ts'
import type { CapabilitySources, Facts } from './sources.ts'

/**
 * What the target offers, and why we think so. The metadata document and the target's own entries say what is there; the profile
 * adds what its documentation promises; `capabilities` of the target file has the last word.
 */
export function capabilitiesOf(sources: CapabilitySources): Facts {
  const found: Facts = { ...fromMetadata(sources), ...fromTarget(sources), ...mutualTls(sources) }
  return withLastWord(withPromises(found, sources.profile, deniedBy(sources)), sources.target)
}

/** A promise fills what the server leaves open. What its metadata denies stays denied. */
function withPromises(found: Facts, profile: Profile, denied: readonly Capability[]): Facts {
  const promised = profile.capabilities.filter((name) => !found[name]?.offered)
  const open = promised.filter((name) => !denied.includes(name))
  const closed = promised.flatMap((name) => {
    const fact = found[name]
    return fact === undefined || open.includes(name) ? [] : [[name, { ...fact, denied: true as const }] as const]
  })
  return {
    ...found,
    ...each(open, { offered: true, because: `profile ${profile.id} promises it` }),
    ...Object.fromEntries(closed),
  }
}

/** Also to be applied to what is learnt later. */
export function withLastWord(found: Facts, target: Target): Facts {
  return {
    ...found,
    ...each(target.capabilities.add, { offered: true, because: 'the target file adds it' }),
    ...each(target.capabilities.remove, { offered: false, because: 'the target file removes it' }),
  }
}

/** Adds what only a first registration and a first token can show. */
export function withLearnt(
  found: Facts,
  learnt: Readonly<Partial<Record<(typeof learntCapabilities)[number], CapabilityFact>>>,
  target: Target,
): Facts {
  return withLastWord({ ...found, ...learnt }, target)
}

function each(names: readonly Capability[], fact: CapabilityFact): Facts {
  return Object.fromEntries(capabilities.filter((name) => names.includes(name)).map((name) => [name, fact]))
}
