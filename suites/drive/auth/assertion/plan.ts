import type { Scope } from '../../../language/scope.ts'
import type { Json, JsonObject } from '../../../model/json.ts'
import type { AssertionSpec } from '../../../model/scenario.ts'
import { type AssertionFault, assertionFaults } from '../../../model/vocabulary.ts'
import type { NoRequest } from '../../request/context.ts'
import { resolveOne, resolveOverrides, withOverrides } from '../../request/overrides.ts'

/** What an assertion is made from, with nothing left to look up. */
export interface AssertionPlan {
  readonly kind: 'plan'
  readonly header: JsonObject
  readonly claims: JsonObject
  /** Members written before or after the usual ones, so that a name may occur twice. */
  readonly first: { readonly header: JsonObject; readonly claims: JsonObject }
  readonly last: { readonly header: JsonObject; readonly claims: JsonObject }
  readonly fault?: AssertionFault
  /** True: as correct as can be, so that a library can make it. */
  readonly usual: boolean
}

/** The correct parts with what the step replaces. */
export function planAssertion(
  spec: AssertionSpec | undefined,
  usual: { readonly header: JsonObject; readonly claims: JsonObject },
  { scope, now }: { readonly scope: Scope; readonly now: number },
): AssertionPlan | NoRequest {
  const part = (members: AssertionSpec['header'], name: string) =>
    resolveOverrides(members, scope, `auth.assertion.${name}`)
  const header = part(spec?.header, 'header')
  const claims = part(spec?.claims, 'claims')
  const times = part(spec?.times, 'times')
  const firstHeader = part(spec?.first?.header, 'first.header')
  const firstClaims = part(spec?.first?.claims, 'first.claims')
  const lastHeader = part(spec?.last?.header, 'last.header')
  const lastClaims = part(spec?.last?.claims, 'last.claims')
  const fault = resolveOne(spec?.fault, scope, 'auth.assertion.fault')
  if (header.kind !== 'value') return header
  if (claims.kind !== 'value') return claims
  if (times.kind !== 'value') return times
  if (firstHeader.kind !== 'value') return firstHeader
  if (firstClaims.kind !== 'value') return firstClaims
  if (lastHeader.kind !== 'value') return lastHeader
  if (lastClaims.kind !== 'value') return lastClaims
  if (fault.kind !== 'value') return fault
  const named = assertionFaults.find((each) => each === fault.value)
  return {
    kind: 'plan',
    header: withOverrides(usual.header, header.value),
    claims: withOverrides(
      withOverrides(usual.claims, claims.value),
      times.value.map(([name, value]) => [name, later(value, now)]),
    ),
    first: { header: withOverrides({}, firstHeader.value), claims: withOverrides({}, firstClaims.value) },
    last: { header: withOverrides({}, lastHeader.value), claims: withOverrides({}, lastClaims.value) },
    usual: spec?.header === undefined && spec?.first === undefined && spec?.last === undefined && named === undefined,
    ...(named === undefined ? {} : { fault: named }),
  }
}

/** Times are given in seconds from now. */
const later = (value: Json | undefined, now: number): Json | undefined =>
  typeof value === 'number' ? now + value : value
