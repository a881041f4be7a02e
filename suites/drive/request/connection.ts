import { isObject } from '../../decode/json.ts'
import type { CertificateName } from '../../model/vocabulary.ts'
import { endpointMembers } from '../discover/endpoints.ts'
import type { Draft } from '../operations/draft.ts'
import type { TlsIdentity } from '../tls/identity.ts'
import type { NoRequest, RequestContext } from './context.ts'

/** Where a request goes, and the client certificate that goes with it. */
export interface Connection {
  readonly kind: 'connection'
  readonly url: string
  readonly certificate?: TlsIdentity | 'none'
}

/**
 * A request that does mutual TLS, or would but for its certificate, goes to the endpoint's alias where the metadata document names one
 * (RFC 8705 section 5). What the target file says of an endpoint stands.
 */
export function connectionOf(
  draft: Draft,
  chosen: CertificateName | 'none' | undefined,
  context: RequestContext,
): Connection | NoRequest {
  if (chosen === undefined) return { kind: 'connection', url: draft.url }
  const url = aliasOf(draft, context) ?? draft.url
  const certificate = chosen === 'none' ? chosen : context.certificates[chosen]
  if (certificate === undefined) return { kind: 'skipped', because: missing(chosen) }
  if (!url.startsWith('https:'))
    return { kind: 'skipped', because: `${url} is reached by plain http, where nobody can present a certificate` }
  return { kind: 'connection', url, certificate }
}

function aliasOf({ endpoint }: Draft, { scope }: RequestContext): string | undefined {
  const member = endpoint === undefined ? undefined : endpointMembers[endpoint]
  if (endpoint === undefined || member === undefined || scope.facts.endpoints[endpoint]?.from !== 'metadata')
    return undefined
  const aliases = isObject(scope.metadata) ? scope.metadata.mtls_endpoint_aliases : undefined
  const alias = isObject(aliases) ? aliases[member] : undefined
  return typeof alias === 'string' && URL.canParse(alias) ? alias : undefined
}

const missing = (name: CertificateName | 'none'): string =>
  name === 'configured' || name === 'spoofed'
    ? 'the target file has no tls.cert and tls.key that could be presented'
    : 'the target offers no mutual TLS, so no certificate was made for it'
