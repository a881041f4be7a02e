import type { Exchange, RecordedCertificate } from '../suites/model/evidence.ts'

/**
 * Shell variables for the files of certificate and private key (PEM). Those of a client that proves who it is are CLIENT_CERT and CLIENT_KEY; what
 * is presented in its place on purpose is named for what it is.
 */
const variables: Readonly<Record<Exclude<RecordedCertificate['name'], 'none'>, string>> = {
  self_signed: 'CLIENT',
  configured: 'CLIENT',
  lookalike: 'LOOKALIKE',
  other: 'OTHER',
  spoofed: 'SPOOFED',
}

/** Options of curl for the connection's client certificate, one unit of the line. None where there was none. */
export function certificateOptions({ request: { certificate } }: Exchange): readonly string[] {
  if (certificate === undefined || certificate.name === 'none') return []
  const name = variables[certificate.name]
  return [`--cert "$${name}_CERT" --key "$${name}_KEY"`]
}

/** The certificate beside what was asked for: ", certificate self_signed". Empty where nobody chose one. */
export function certificateNote({ request: { certificate } }: Exchange): string {
  if (certificate === undefined) return ''
  return certificate.name === 'none' ? ', no certificate' : `, certificate ${certificate.name}`
}
