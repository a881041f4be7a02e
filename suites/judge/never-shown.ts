import type { Evidence } from '../model/evidence.ts'
import type { Profile } from '../model/profile.ts'
import type { Condition } from '../model/scenario.ts'
import { type Capability, learntCapabilities } from '../model/vocabulary.ts'
import { unanswered } from './gate.ts'

/** Capabilities of which nothing is known, and why. */
export type NeverShown = ReadonlyMap<Capability, string>

/**
 * The capabilities that only the answers to the profile's entry clients show, where none of these answers came: the evidence says "not offered", and what
 * asks for them, or for their absence, is not known to apply. The network decides nothing about what applies.
 */
export function neverShown({ clients }: Profile, { facts, exchanges }: Evidence): NeverShown {
  const entries = Object.keys(clients).filter((template) => clients[template]?.entry)
  const asked = (what: string) => exchanges.filter(({ step }) => entries.some((entry) => step === `${what} ${entry}`))
  const [registrations, tokens] = [asked('register'), asked('token')]
  const lost = [...registrations, ...tokens].flatMap((each) => unanswered(each) ?? [])[0]
  if (lost === undefined) return new Map()
  const unknown = learntCapabilities.filter((name) => {
    const showing = name === 'registration_management' ? registrations : tokens
    return facts.capabilities[name]?.offered !== true && showing.every((each) => unanswered(each) !== undefined)
  })
  return new Map(unknown.map((name) => [name, lost]))
}

/** Why it is not known whether a condition holds that asks for a capability, or for its absence. */
export const neverShownTo = (condition: Condition | undefined, never: NeverShown): string | undefined =>
  [...(condition?.capability ?? []), ...(condition?.lacks ?? [])].flatMap((name) => never.get(name) ?? [])[0]
