import { withoutTail } from '../../decode/without-tail.ts'
import { writtenParameter } from '../../language/parameter.ts'
import type { Profile } from '../../model/profile.ts'
import type { Target } from '../../model/target.ts'

/** Issuer and base URL of a target, as far as they are known. */
export interface Addresses {
  readonly issuer?: string
  readonly baseUrl?: string
}

/**
 * Which of the two a target names depends on the profile: its TARGET is the issuer, or the base URL of a host from which a
 * template makes the issuer. An issuer with a path stands as it is: then the template has nothing to say.
 */
export function addressesOf({ url, ...target }: Target, profile: Profile): Addresses {
  if (url !== undefined)
    return addressesOf({ ...target, [profile.target === 'issuer' ? 'issuer' : 'baseUrl']: url }, profile)
  const named = target.baseUrl === undefined ? undefined : withoutTail(target.baseUrl, '/')
  // Whatever the issuer is: everything is found below the base URL.
  if (profile.target === 'fhir-base-url')
    return clean({
      issuer: undefined,
      baseUrl: named ?? (target.issuer === undefined ? undefined : withoutTail(target.issuer, '/')),
    })
  if (profile.target === 'issuer') return clean({ issuer: target.issuer ?? named, baseUrl: named })
  const { issuer } = target
  if (issuer !== undefined && (named !== undefined || new URL(issuer).pathname !== '/'))
    return { issuer, baseUrl: named ?? new URL(issuer).origin }
  const baseUrl = named ?? (issuer === undefined ? undefined : new URL(issuer).origin)
  if (baseUrl === undefined) return {}
  return clean({ issuer: fillTemplate(profile.issuer, { ...parametersAsText(target, profile), baseUrl }), baseUrl })
}

/** Replaces "{name}" by its value. Undefined when there is no template or a name in it has no value. */
export function fillTemplate(
  template: string | undefined,
  values: Readonly<Record<string, string>>,
): string | undefined {
  if (template === undefined) return undefined
  let complete = true
  const filled = template.replace(/\{(\w+)\}/gu, (_, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined
    if (value === undefined) complete = false
    return value ?? ''
  })
  return complete ? filled : undefined
}

/** Parameters for templates: what the target says, else the profile's default. */
export function parametersAsText(target: Target, profile: Profile): Readonly<Record<string, string>> {
  const defaults = Object.entries(profile.parameters).flatMap(([name, parameter]) =>
    parameter.default === undefined ? [] : [[name, writtenParameter(parameter.default)] as const],
  )
  const set = Object.entries(target.parameters).map(([name, value]) => [name, writtenParameter(value)] as const)
  return Object.fromEntries([...defaults, ...set])
}

function clean({ issuer, baseUrl }: { issuer: string | undefined; baseUrl: string | undefined }): Addresses {
  return { ...(issuer === undefined ? {} : { issuer }), ...(baseUrl === undefined ? {} : { baseUrl }) }
}
