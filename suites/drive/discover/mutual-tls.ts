import { isObject } from '../../decode/json.ts'
import type { CapabilityFact } from '../../model/evidence.ts'
import type { JsonObject } from '../../model/json.ts'
import type { CapabilitySources, Facts } from './sources.ts'

const methods = ['tls_client_auth', 'self_signed_tls_client_auth'] as const

/** What the target offers of mutual TLS (RFC 8705), and whether the target file has a certificate for it. */
export function mutualTls(sources: CapabilitySources): Facts {
  const { metadata, target } = sources
  const plain = plainHttp(sources)
  const fact = (shown: boolean, because: string): CapabilityFact =>
    shown && plain !== undefined ? { offered: false, because: plain } : { offered: shown, because }
  const listed = metadata?.token_endpoint_auth_methods_supported
  const ofMethods = methods.map((method) => {
    const lists = Array.isArray(listed) && listed.includes(method)
    return [
      method,
      fact(lists, `token_endpoint_auth_methods_supported ${lists ? 'lists' : 'does not list'} ${method}`),
    ] as const
  })
  const binds = metadata?.tls_client_certificate_bound_access_tokens === true
  const bound = fact(
    binds,
    `tls_client_certificate_bound_access_tokens is ${binds ? '' : 'not '}true in the metadata document`,
  )
  const some = [...ofMethods.map(([, each]) => each), bound].find((each) => each.offered)
  const none =
    plain ??
    'metadata names neither a method of client authentication by certificate nor certificate-bound access tokens'
  return {
    ...Object.fromEntries(ofMethods),
    certificate_bound_tokens: bound,
    mtls: some ?? { offered: false, because: none },
    client_certificate: {
      offered: target.tls.cert !== undefined,
      because: `the target file has ${target.tls.cert === undefined ? 'no' : 'a'} tls.cert`,
    },
  }
}

/** Certificates travel in the TLS handshake: where the token endpoint has none, the rest of the document promises in vain. */
function plainHttp({ metadata, endpoints }: CapabilitySources): string | undefined {
  const url = aliasIn(metadata) ?? endpoints.token?.url
  if (url === undefined || url.startsWith('https:')) return undefined
  return `the token endpoint is reached by plain http (${url}), where nobody can present a certificate`
}

function aliasIn(metadata: JsonObject | undefined): string | undefined {
  const aliases = metadata?.mtls_endpoint_aliases
  const alias = isObject(aliases) ? aliases.token_endpoint : undefined
  return typeof alias === 'string' ? alias : undefined
}
