// The X.509 library registers its algorithms in a container that needs this.
import 'reflect-metadata'
import { KeyObject, randomBytes, type webcrypto } from 'node:crypto'
import {
  BasicConstraintsExtension,
  type Extension,
  type JsonGeneralName,
  Name,
  SubjectAlternativeNameExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509'
import { makeCertificateKeys } from '../../key-pairs/make-key-pair.ts'

/** PEM. */
interface CertificateAndKey {
  readonly cert: string
  readonly key: string
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const day = 86_400_000

const common = () => ({
  serialNumber: randomBytes(16).toString('hex'),
  // The server's clock may be behind ours.
  notBefore: new Date(Date.now() - day),
  notAfter: new Date(Date.now() + day),
  signingAlgorithm: algorithm,
})

/** A self-signed certificate for a client (RFC 8705 section 2.2), ES256, valid for two days, with a new key. */
export async function makeSelfSigned(subject: string, names: readonly JsonGeneralName[]): Promise<CertificateAndKey> {
  const keys = await makeCertificateKeys()
  const extensions: Extension[] = [new SubjectAlternativeNameExtension([...names])]
  const made = await X509CertificateGenerator.createSelfSigned({ ...common(), name: subject, keys, extensions })
  return { cert: made.toString('pem'), key: exportKey(keys) }
}

/**
 * A certificate with subject and alternative names of a given one, but by an authority that was made a moment ago, and is called like the
 * genuine one. What it is presented to must not trust it (RFC 8705 section 7.4). The chain is complete.
 */
export async function makeSpoofed(genuine: string): Promise<CertificateAndKey> {
  const model = new X509Certificate(genuine)
  const authority = await makeCertificateKeys()
  const issuer = await X509CertificateGenerator.createSelfSigned({
    ...common(),
    name: new Name(model.issuerName.toArrayBuffer()),
    keys: authority,
    extensions: [new BasicConstraintsExtension(true, 0, true)],
  })
  const keys = await makeCertificateKeys()
  const names = model.getExtension(SubjectAlternativeNameExtension)
  const made = await X509CertificateGenerator.create({
    ...common(),
    subject: new Name(model.subjectName.toArrayBuffer()),
    issuer: issuer.subjectName,
    publicKey: keys.publicKey,
    signingKey: authority.privateKey,
    extensions: names === null ? [] : [names],
  })
  return { cert: `${made.toString('pem')}\n${issuer.toString('pem')}\n`, key: exportKey(keys) }
}

/** A certificate (PEM) of a key that is there already, by an authority that was made a moment ago. */
export async function makeCertificateOf(publicKey: KeyObject, subject: string): Promise<string> {
  const { privateKey } = await makeCertificateKeys()
  const made = await X509CertificateGenerator.create({
    ...common(),
    subject,
    issuer: 'CN=Nobody',
    publicKey: publicKey.export({ type: 'spki', format: 'der' }),
    signingKey: privateKey,
  })
  return made.toString('pem')
}

const exportKey = ({ privateKey }: webcrypto.CryptoKeyPair): string =>
  KeyObject.from(privateKey).export({ type: 'pkcs8', format: 'pem' }).toString()
