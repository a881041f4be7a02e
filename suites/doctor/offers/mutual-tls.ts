import { isObject } from '../../decode/json.ts'
import type { Evidence } from '../../model/evidence.ts'
import type { JsonObject } from '../../model/json.ts'
import type { Diagnosis } from '../diagnosis.ts'
import { certificateMethods } from './certificate-methods.ts'
import { documentOf, textsIn } from './document.ts'
import { knocks } from './knocks.ts'

const announceable = ['self_signed_tls_client_auth', 'tls_client_auth'] as const

/** Mutual TLS (RFC 8705): where requests with a certificate go, with which certificates, and what is missing for it. Pure. */
export function mutualTls(evidence: Evidence): readonly Diagnosis[] {
  const { capabilities } = evidence.facts
  const document = documentOf(evidence)
  if (capabilities.mtls?.offered)
    return [place(evidence, document), ...knocks(evidence), ...certificateMethods(evidence)]
  const announced = announcedBy(document)
  if (announced.length > 0) return [leftOut(announced, evidence, document)]
  if (document.mtls_endpoint_aliases === undefined) return []
  return [
    {
      kind: 'note',
      says: 'mtls_endpoint_aliases is not used: metadata names neither a method of client authentication by certificate nor certificate-bound access tokens',
      fix: 'List tls_client_auth or self_signed_tls_client_auth in token_endpoint_auth_methods_supported, or say tls_client_certificate_bound_access_tokens: true (RFC 8705 sections 2 and 3.3).',
    },
  ]
}

const announcedBy = (document: JsonObject): readonly string[] => [
  ...announceable.filter((method) => textsIn(document.token_endpoint_auth_methods_supported).includes(method)),
  ...(document.tls_client_certificate_bound_access_tokens === true
    ? ['tls_client_certificate_bound_access_tokens']
    : []),
]

function leftOut(announced: readonly string[], { facts }: Evidence, document: JsonObject): Diagnosis {
  const because = facts.capabilities.mtls?.because ?? 'nothing offers it'
  const says = `mutual TLS is announced (${announced.join(', ')}) and left out: ${because}`
  const alias = aliasIn(document)
  const fix =
    alias === undefined
      ? 'Name the server by an address that begins with https: in the target file, and, where its certificate is by an authority of your own, tls: { ca: ca.pem }.'
      : 'Let mtls_endpoint_aliases name addresses that begin with https: (RFC 8705 section 5).'
  const isPlain = (alias ?? facts.endpoints.token?.url ?? '').startsWith('http:')
  return { kind: 'note', says, ...(isPlain ? { fix } : {}) }
}

function place({ facts: { endpoints } }: Evidence, document: JsonObject): Diagnosis {
  const alias = aliasIn(document)
  if (alias === undefined)
    return { kind: 'good', says: 'mutual TLS: at the token endpoint itself, since metadata names no alias of it' }
  if (endpoints.token?.from === 'metadata')
    return { kind: 'good', says: `mutual TLS: at ${alias} (mtls_endpoint_aliases)` }
  return {
    kind: 'note',
    says: `mutual TLS: at ${endpoints.token?.url ?? 'the token endpoint'} of the ${endpoints.token?.from ?? 'target file'}, not at ${alias} (mtls_endpoint_aliases)`,
    fix: 'Leave endpoints.token out of the target file if clients with a certificate shall go to the alias (RFC 8705 section 5).',
  }
}

function aliasIn({ mtls_endpoint_aliases: aliases }: JsonObject): string | undefined {
  const alias = isObject(aliases) ? aliases.token_endpoint : undefined
  return typeof alias === 'string' && URL.canParse(alias) ? alias : undefined
}
