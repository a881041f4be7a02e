import type { Json } from '../../model/json.ts'
import type { RequestSpec } from '../../model/scenario.ts'
import type { EndpointName } from '../../model/vocabulary.ts'
import type { Pair } from '../auth/parts.ts'
import type { NoRequest, RequestContext } from '../request/context.ts'

/** The correct request of an operation, before overrides and authentication. */
export interface Draft {
  readonly kind: 'draft'
  readonly method: string
  readonly url: string
  /** Whose additional header fields of the target file apply. Absent: the request goes to no endpoint of the server. */
  readonly endpoint?: EndpointName
  /** Those of a host that the target file names. */
  readonly fields?: Readonly<Record<string, string>>
  readonly content: Content
  readonly auth: DefaultAuth
  /** True: it goes to the place without TLS that the target file names. */
  readonly plain?: true
}

export type Content =
  | { readonly kind: 'form'; readonly members: readonly Pair[] }
  | { readonly kind: 'json'; readonly members: Readonly<Record<string, Json>> }
  | { readonly kind: 'none' }

/** `client`: by the client's own method. `management`: with the registration access token (RFC 7592 section 2). */
export type DefaultAuth = 'client' | 'introspection' | 'management' | 'initial' | 'none'

export type DraftOf = (context: RequestContext, spec: RequestSpec) => Draft | NoRequest

/** The URL of an endpoint, or why the operation is not applicable. */
export function endpointUrl(name: EndpointName, { scope }: RequestContext): { kind: 'url'; url: string } | NoRequest {
  const fact = scope.facts.endpoints[name]
  if (fact !== undefined) return { kind: 'url', url: fact.url }
  const because =
    scope.facts.capabilities[
      name === 'resource' ? 'protected_resource' : name === 'token' ? 'client_credentials' : name
    ]?.because
  return {
    kind: 'skipped',
    because: `the target has no ${name} endpoint${because === undefined ? '' : `: ${because}`}`,
  }
}

/** A form posted by an authenticated client. */
export function formDraft(
  endpoint: EndpointName,
  members: readonly Pair[],
  auth: DefaultAuth,
  context: RequestContext,
): Draft | NoRequest {
  const found = endpointUrl(endpoint, context)
  if (found.kind !== 'url') return found
  return { kind: 'draft', method: 'POST', url: found.url, endpoint, content: { kind: 'form', members }, auth }
}

/** A plain GET. */
export function getDraft(endpoint: EndpointName, context: RequestContext): Draft | NoRequest {
  const found = endpointUrl(endpoint, context)
  if (found.kind !== 'url') return found
  return { kind: 'draft', method: 'GET', url: found.url, endpoint, content: { kind: 'none' }, auth: 'none' }
}
