import type { DraftOf } from './draft.ts'

const suffix = '/.well-known/oauth-protected-resource'

/**
 * The document of the protected resource (RFC 9728 section 3.1): the well-known string stands between the host and the path and query of its
 * identifier. The identifier is `resource` of the target file, where that is a web address, else the URL at which the resource is called.
 */
export const resourceMetadata: DraftOf = ({ scope }) => {
  const { resource, endpoints } = scope.facts
  const identifier = resource !== undefined && /^https?:/iu.test(resource) ? resource : endpoints.resource?.url
  if (identifier === undefined || !URL.canParse(identifier))
    return { kind: 'skipped', because: 'no protected resource with a web address is known' }
  const draft = { method: 'GET', endpoint: 'resource', content: { kind: 'none' }, auth: 'none' } as const
  return { kind: 'draft', ...draft, url: wellKnown(identifier) }
}

/** Only a slash that is all of the path goes away. */
function wellKnown(identifier: string): string {
  const { origin, pathname, search } = new URL(identifier)
  return `${origin}${suffix}${pathname === '/' ? '' : pathname}${search}`
}
