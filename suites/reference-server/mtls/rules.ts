import type { JsonObject } from '../../model/json.ts'
import type { Result } from '../result.ts'
import type { Binding, Client, Context } from '../state.ts'
import type { Incoming } from '../wire/incoming.ts'
import type { PresentedCertificate } from './certificate.ts'
import { certificateMethods } from './methods.ts'
import { acceptCertificates, registeredCertificates } from './registration.ts'
import { bearsSubject } from './subject.ts'

/** Mutual TLS (RFC 8705). All of it is off unless the server has a listener for it. */
export interface MtlsRules {
  /** Does the listener for mutual TLS ask clients for a certificate? */
  readonly requestsCertificate: () => boolean
  /** Client authentication methods by certificate (sections 2.1.1 and 2.2.1). */
  readonly certificateMethods: (context: Context) => readonly string[]
  /** The part of the metadata document that is about mutual TLS (sections 3.3 and 5). */
  readonly certificateMetadata: (context: Context) => JsonObject
  /** The part of a registration that is about certificates. */
  readonly acceptCertificates: (context: Context, method: string, requested: JsonObject) => Result<JsonObject>
  readonly trustsIssuer: (certificate: PresentedCertificate) => boolean
  readonly bearsSubject: (client: Client, certificate: PresentedCertificate) => boolean
  readonly isRegistered: (client: Client, certificate: PresentedCertificate) => boolean
  /** Does the connection's certificate prove that the client is who it says (sections 2.1 and 2.2)? */
  readonly certificateProves: (context: Context, client: Client, incoming: Incoming) => boolean
  /** What a new token is bound to by the connection (section 3.1). Undefined: to nothing. */
  readonly certificateBinding: (context: Context, client: Client, incoming: Incoming) => Binding | undefined
  readonly boundToCertificate: (certificate: PresentedCertificate) => Binding
  /** May a token with these claims be used on this connection (section 3)? */
  readonly connectionFits: (claims: JsonObject, incoming: Incoming) => boolean
}

declare module '../state.ts' {
  interface Rules extends MtlsRules {}
}

export const mtlsRules: MtlsRules = {
  requestsCertificate: () => true,
  certificateMethods: ({ state }) => (state.mutual === undefined ? [] : certificateMethods),
  certificateMetadata,
  acceptCertificates,
  trustsIssuer: (certificate) => certificate.trusted,
  bearsSubject: (client, certificate) => bearsSubject(client.metadata, certificate),
  isRegistered: (client, certificate) => registeredCertificates(client.metadata).includes(certificate.base64),
  certificateProves: ({ rules }, client, { certificate }) => {
    if (certificate === undefined) return false
    return client.metadata.token_endpoint_auth_method === 'tls_client_auth'
      ? rules.trustsIssuer(certificate) && rules.bearsSubject(client, certificate)
      : rules.isRegistered(client, certificate)
  },
  certificateBinding: ({ rules }, client, { certificate }) =>
    certificate !== undefined && client.metadata.tls_client_certificate_bound_access_tokens === true
      ? rules.boundToCertificate(certificate)
      : undefined,
  // The token stays a bearer token by type: what shows the binding is the connection.
  boundToCertificate: ({ thumbprint }) => ({ cnf: { 'x5t#S256': thumbprint }, tokenType: 'Bearer' }),
  connectionFits: (claims, { certificate }) => {
    const bound = thumbprintIn(claims)
    return bound === undefined || bound === certificate?.thumbprint
  },
}

/** Clients that do mutual TLS get a listener of their own: nobody else is asked for a certificate (section 5). */
function certificateMetadata({ state, rules }: Context): JsonObject {
  const { mutual, paths } = state
  if (mutual === undefined) return {}
  return {
    tls_client_certificate_bound_access_tokens: true,
    mtls_endpoint_aliases: {
      token_endpoint: `${mutual}${paths.token}`,
      ...(rules.offers('introspection') ? { introspection_endpoint: `${mutual}${paths.introspection}` } : {}),
      ...(rules.offers('revocation') ? { revocation_endpoint: `${mutual}${paths.revocation}` } : {}),
    },
  }
}

function thumbprintIn({ cnf }: JsonObject): string | undefined {
  if (typeof cnf !== 'object' || cnf === null || !('x5t#S256' in cnf)) return undefined
  return String(cnf['x5t#S256'])
}
