import { withoutTail } from '../../decode/without-tail.ts'
import type { MetadataFact } from '../../model/evidence.ts'
import type { MetadataPlace } from '../../model/vocabulary.ts'

export interface MetadataLocation {
  readonly url: string
  readonly form: MetadataFact['form']
}

/**
 * Where a metadata document may be, in the order to try: where the target file says; inserted between host and path of the issuer
 * (RFC 8414 section 3.1); OpenID Connect Discovery 1.0 section 4; its name, inserted (RFC 8414 section 5). Only where none of these right
 * places has it: appended, as some servers do; where the profile says.
 */
export function metadataLocations(
  issuer: string | undefined,
  explicit?: string,
  fromProfile?: string,
): readonly MetadataLocation[] {
  const candidates: MetadataLocation[] = []
  if (explicit !== undefined) candidates.push({ url: explicit, form: 'explicit' })
  if (issuer !== undefined) candidates.push(...wellKnown(issuer))
  if (fromProfile !== undefined) candidates.push({ url: fromProfile, form: 'explicit' })
  return candidates.filter((each, index) => candidates.findIndex((other) => other.url === each.url) === index)
}

const wellKnown = (issuer: string): readonly MetadataLocation[] =>
  (['inserted', 'openid', 'openid_inserted', 'appended'] as const).map((form) => ({
    url: wellKnownUrl(issuer, form),
    form,
  }))

/** The URL of one well-known place of an issuer's metadata. */
export function wellKnownUrl(issuer: string, place: MetadataPlace): string {
  const { origin, pathname } = new URL(issuer)
  const path = withoutTail(pathname, '/')
  switch (place) {
    case 'inserted':
      return `${origin}/.well-known/oauth-authorization-server${path}`
    case 'appended':
      return `${origin}${path}/.well-known/oauth-authorization-server`
    case 'openid':
      return `${origin}${path}/.well-known/openid-configuration`
    case 'openid_inserted':
      return `${origin}/.well-known/openid-configuration${path}`
    default:
      return place satisfies never
  }
}
