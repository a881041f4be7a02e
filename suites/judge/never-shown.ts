import type { Evidence } from '../model/evidence.ts'
import type { Profile } from '../model/profile.ts'
import type { Condition } from '../model/scenario.ts'
import type { Capability } from '../model/vocabulary.ts'
import { unanswered } from './gate.ts'

/** Capabilities of which nothing is known, and why. */
export type NeverShown = ReadonlyMap<Capability, string>

/** What shows a capability: the answer to the last of these operations, which a client of the template is for. Absent: those that enter. */
const shownBy: readonly (readonly [Capability, readonly string[], string?])[] = [
  ['registration_management', ['register']],
  ['jwt_access_token', ['register', 'token']],
  ['opaque_access_token', ['register', 'token']],
  ['rfc9068_access_token', ['register', 'token']],
  ['token_exchange', ['register', 'token', 'exchange'], 'exchange'],
  ['jwt_bearer', ['register', 'jwt_grant'], 'jwt_grant'],
]

/**
 * The capabilities that only the answers to the first clients show, where the answer that would have shown one never came: the evidence says "not offered", and what
 * asks for them, or for their absence, is not known to apply. The network decides nothing about what applies.
 */
export function neverShown({ clients }: Profile, { facts, exchanges }: Evidence): NeverShown {
  const entries = Object.keys(clients).filter((template) => clients[template]?.entry)
  const unknown = shownBy.flatMap(([capability, operations, template]): [Capability, string][] => {
    if (facts.capabilities[capability]?.offered !== false) return []
    const asked = operations.map((operation) => {
      const steps = (template === undefined ? entries : [template]).map((each) => `${operation} ${each}`)
      return exchanges.filter(({ step }) => steps.includes(step))
    })
    if (asked.at(-1)?.some((each) => unanswered(each) === undefined)) return []
    return asked
      .flat()
      .flatMap((each) => unanswered(each) ?? [])
      .slice(0, 1)
      .map((lost) => [capability, lost])
  })
  return new Map(unknown)
}

/** Why it is not known whether a condition holds that asks for a capability, or for its absence. */
export const neverShownTo = (condition: Condition | undefined, never: NeverShown): string | undefined =>
  [...(condition?.capability ?? []), ...(condition?.lacks ?? [])].flatMap((name) => never.get(name) ?? [])[0]
