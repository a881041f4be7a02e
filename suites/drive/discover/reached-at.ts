import type { EndpointFact, TargetFacts } from '../../model/evidence.ts'

/**
 * Where a URI that the server states is reached (RFC 7592 section 3, registration_client_uri). It begins with the name that the server publishes; where the target file
 * sends the requests of an endpoint elsewhere, this one goes there too. A URI below no published endpoint is taken as it stands.
 */
export function reachedAt(uri: string, endpoints: TargetFacts['endpoints']): string {
  if (!URL.canParse(uri)) return uri
  const { href } = new URL(uri)
  const { registration, ...others } = endpoints
  for (const { from, to } of [registration, ...Object.values(others)].flatMap(moved)) {
    if (href.startsWith(from) && /^(?:[/?#]|$)/u.test(href.slice(from.length))) return `${to}${href.slice(from.length)}`
  }
  return uri
}

/** What of a published URL the target file replaces: all before the segments that both end with. */
function moved(endpoint: EndpointFact | undefined): readonly { readonly from: string; readonly to: string }[] {
  if (endpoint?.published === undefined) return []
  const [published, configured] = [new URL(endpoint.published), new URL(endpoint.url)]
  const [one, other] = [published.pathname.split('/'), configured.pathname.split('/')]
  let same = 0
  while (same < Math.min(one.length, other.length) - 1 && one.at(-1 - same) === other.at(-1 - same)) same += 1
  const before = ({ origin }: URL, segments: readonly string[]): string =>
    `${origin}${segments.slice(0, segments.length - same).join('/')}`
  return [{ from: before(published, one), to: before(configured, other) }]
}
