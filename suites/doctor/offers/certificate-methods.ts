import type { Evidence, TargetFacts } from '../../model/evidence.ts'
import type { Diagnosis } from '../diagnosis.ts'

type Method = 'self_signed_tls_client_auth' | 'tls_client_auth'

/** Client authentication by certificate (RFC 8705 section 2) and tokens bound to one (section 3). */
export const certificateMethods = ({ facts }: Evidence): readonly Diagnosis[] => [
  ...(facts.capabilities.self_signed_tls_client_auth?.offered ? [selfSigned(facts)] : []),
  ...(facts.capabilities.tls_client_auth?.offered ? [byAuthority(facts)] : []),
  ...(facts.capabilities.certificate_bound_tokens?.offered ? [boundTokens(facts)] : []),
]

function selfSigned(facts: TargetFacts): Diagnosis {
  const method = 'self_signed_tls_client_auth'
  if (facts.registers)
    return { kind: 'good', says: `${method}: clients are registered with certificates that are made for the run` }
  return byHand(method, facts)
}

function byAuthority(facts: TargetFacts): Diagnosis {
  const method = 'tls_client_auth'
  if (!facts.registers) return byHand(method, facts)
  if (facts.capabilities.client_certificate?.offered)
    return { kind: 'good', says: `${method}: clients are registered with the names in tls.cert of the target file` }
  return {
    kind: 'note',
    says: `${method}: only registration is checked, since the target file has no certificate by an authority that the server trusts`,
    fix: 'Write tls: { cert: client.pem, key: client.key } in the target file (RFC 8705 section 2.1).',
  }
}

/** Without registration only a client that the operator has made can show a certificate. */
function byHand(method: Method, facts: TargetFacts): Diagnosis {
  if (facts.clientMethod === method)
    return { kind: 'good', says: `${method}: the client of the target file authenticates by tls.cert` }
  return {
    kind: 'note',
    says: `${method} is left out: no client is registered`,
    fix: `Register a client by hand, and write client: { client_id: ID, token_endpoint_auth_method: ${method} } and tls: { cert: client.pem, key: client.key } in the target file.`,
  }
}

function boundTokens(facts: TargetFacts): Diagnosis {
  if (facts.registers && facts.capabilities.self_signed_tls_client_auth?.offered)
    return { kind: 'good', says: 'certificate-bound access tokens: asked for, and compared with the certificate' }
  return {
    kind: 'note',
    says: 'certificate-bound access tokens are left out: asking for them takes a registered client with self_signed_tls_client_auth',
    fix: 'If the server has that method, list it in token_endpoint_auth_methods_supported or write capabilities: { add: [self_signed_tls_client_auth] } in the target file, and let clients register.',
  }
}
