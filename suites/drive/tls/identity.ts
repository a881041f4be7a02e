import { createHash, createPrivateKey, X509Certificate } from 'node:crypto'
import type { JsonObject } from '../../model/json.ts'
import type { CertificateName } from '../../model/vocabulary.ts'

/** A client certificate with its private key, as a TLS connection presents it. The key never leaves memory. */
export interface TlsIdentity {
  readonly name: CertificateName
  /** PEM, the client's own certificate first. */
  readonly cert: string
  /** PEM. */
  readonly key: string
  /** base64url of SHA-256 over the DER encoding: `x5t#S256` (RFC 8705 section 3.1). */
  readonly thumbprint: string
  /** Distinguished name in one line. */
  readonly subject: string
  readonly certificate: X509Certificate
}

/** Reads a pair in PEM. Throws what Node says of it when it is not usable, or Error when the key is another one's. */
export function identityOf(name: CertificateName, pair: { readonly cert: string; readonly key: string }): TlsIdentity {
  const identity = withoutKey(name, pair.cert)
  if (!identity.certificate.checkPrivateKey(createPrivateKey(pair.key)))
    throw new Error('the key is not that of the certificate')
  return { ...identity, key: pair.key }
}

/** What is known of one whose key somebody else has: it can be named, and not presented. */
export function withoutKey(name: CertificateName, cert: string): TlsIdentity {
  const certificate = new X509Certificate(cert)
  const thumbprint = createHash('sha256').update(certificate.raw).digest('base64url')
  return { name, cert, key: '', thumbprint, subject: distinguishedName(certificate), certificate }
}

/** The subject as RFC 4514 section 2.1 writes it: the most specific name first. Node has one name a line, the other way round. */
const distinguishedName = ({ subject }: X509Certificate): string => subject.split('\n').reverse().join(',')

/**
 * What scenarios may say of a certificate in a request: how it is registered (RFC 8705 sections 2.1.2 and 2.2.2). Alternative names are
 * there as far as the certificate has one of the kind.
 */
export function registrable({ certificate, subject, thumbprint }: TlsIdentity): JsonObject {
  const x5c = [certificate.raw.toString('base64')]
  const jwk = Object.entries(certificate.publicKey.export({ format: 'jwk' }))
  const alternatives = Object.entries(kinds).flatMap(([member, kind]) => {
    const found = certificate.subjectAltName?.split(', ').find((name) => name.startsWith(`${kind}:`))
    return found === undefined ? [] : [[member, found.slice(kind.length + 1)] as const]
  })
  return {
    subject_dn: subject,
    ...Object.fromEntries(alternatives),
    'x5t#S256': thumbprint,
    jwks: { keys: [{ ...Object.fromEntries(jwk.filter(isText)), use: 'sig', x5c }] },
  }
}

const kinds = { san_dns: 'DNS', san_uri: 'URI', san_ip: 'IP Address', san_email: 'email' }

const isText = (entry: [string, unknown]): entry is [string, string] => typeof entry[1] === 'string'
