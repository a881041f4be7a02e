import type { MetadataFact } from '../../model/evidence.ts'

export interface MetadataLocation {
  readonly url: string
  readonly form: MetadataFact['form']
}

/**
 * Where a metadata document may be, in the order to try: where the target file says; inserted between host and path of the issuer
 * (RFC 8414 section 3.1); appended to it, as some servers do; OpenID Connect Discovery 1.0 section 4; where the profile says.
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

function wellKnown(issuer: string): readonly MetadataLocation[] {
  const { origin, pathname } = new URL(issuer)
  const path = pathname.replace(/\/+$/u, '')
  return [
    { url: `${origin}/.well-known/oauth-authorization-server${path}`, form: 'inserted' },
    { url: `${origin}${path}/.well-known/oauth-authorization-server`, form: 'appended' },
    { url: `${origin}${path}/.well-known/openid-configuration`, form: 'openid' },
  ]
}
