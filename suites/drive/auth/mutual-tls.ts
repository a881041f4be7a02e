import { type Authentication, parts } from './parts.ts'

/** Methods that authenticate by the certificate of the connection (RFC 8705 sections 2.1.1 and 2.2.1). */
export const certificateMethods: readonly string[] = ['tls_client_auth', 'self_signed_tls_client_auth']

/** The client names itself in the form, and its certificate proves it (RFC 8705 section 2). */
export function mutualTls(id: string, method: string, configured: boolean): Authentication {
  const ownMaking = method === 'self_signed_tls_client_auth' && !configured
  return parts({ form: [['client_id', id]], certificate: ownMaking ? 'self_signed' : 'configured' })
}
