import { createHash, X509Certificate } from 'node:crypto'
import { ObjectIdentifier, OctetString, Sequence } from 'asn1js'
import {
  Certificate,
  ExtKeyUsage,
  getHashAlgorithm,
  id_ExtKeyUsage,
  id_eContentType_TSTInfo,
  id_sha256,
  id_sha384,
  id_sha512,
} from 'pkijs'
import { bad, type Decoded, good } from '../../decode/decoded.ts'
import type { Token } from './token.ts'

/** Who signed a token. */
export interface TokenSigner {
  readonly certificate: Certificate
  /** The subject of the certificate. */
  readonly name: string
}

/** Hash functions in which nobody finds two texts of one digest. */
const strong: Readonly<Record<string, string>> = { [id_sha256]: 'sha256', [id_sha384]: 'sha384', [id_sha512]: 'sha512' }
const contentType = '1.2.840.113549.1.9.3'
const signingCertificate = '1.2.840.113549.1.9.16.2.12'
const signingCertificateV2 = '1.2.840.113549.1.9.16.2.47'
const timeStamping = '1.3.6.1.5.5.7.3.8'

/** Whether the token is over these octets: the imprint is their digest (RFC 3161 section 2.4.2). */
export function isOver({ info: { messageImprint } }: Token, octets: Uint8Array): boolean {
  const hash = strong[messageImprint.hashAlgorithm.algorithmId]
  return hash !== undefined && same(createHash(hash).update(octets).digest(), messageImprint.hashedMessage)
}

/**
 * Who signed the token, once the signature holds and the certificate is one for timestamps that counted at the time that is stated.
 * Whether anybody trusts it is another question. Never throws.
 */
export async function signerOf(token: Token, octets: Uint8Array): Promise<Decoded<TokenSigner>> {
  const weak = weakness(token)
  if (weak !== undefined) return bad(weak)
  try {
    const data = new Uint8Array(octets).buffer
    const { signatureVerified, signerCertificate } = await token.signed.verify({ signer: 0, data, extendedMode: true })
    if (signatureVerified !== true || !(signerCertificate instanceof Certificate))
      return bad('has a signature that does not fit what it states')
    const problem = certificateProblem(signerCertificate, token)
    return problem === undefined
      ? good({ certificate: signerCertificate, name: nameOf(signerCertificate) })
      : bad(problem)
  } catch (error) {
    return bad(`has a signature that does not hold (${error instanceof Error ? error.message : String(error)})`)
  }
}

function weakness({ signer }: Token): string | undefined {
  const digest = strong[signer.digestAlgorithm.algorithmId]
  // An RSA signature may leave the hash function to the digest algorithm.
  const ofSignature = getHashAlgorithm(signer.signatureAlgorithm)
  if (digest !== undefined && /^(?:SHA-(?:256|384|512))?$/u.test(ofSignature)) return undefined
  return 'is signed over a digest that is not SHA-256, SHA-384 or SHA-512'
}

/** What keeps a certificate from signing this token (RFC 3161 section 2.3). */
function certificateProblem(certificate: Certificate, token: Token): string | undefined {
  const uses = (certificate.extensions ?? []).filter(({ extnID }) => extnID === id_ExtKeyUsage)
  const [use] = uses
  const purposes = use?.parsedValue instanceof ExtKeyUsage ? use.parsedValue.keyPurposes : []
  if (uses.length !== 1 || purposes.length !== 1 || purposes[0] !== timeStamping)
    return 'is signed with a certificate that is not for timestamps alone (extended key usage timeStamping)'
  if (use?.critical !== true) return 'is signed with a certificate whose extended key usage is not critical'
  const { notBefore, notAfter } = certificate
  const at = token.info.genTime
  if (at < notBefore.value || at > notAfter.value)
    return `is of ${at.toISOString()}, and its certificate counts from ${notBefore.value.toISOString()} to ${notAfter.value.toISOString()}`
  return attributeProblem(certificate, token)
}

/**
 * The signature covers what kind of content it is over, and with which certificate: ESSCertID (RFC 3161 section 2.4.2), or ESSCertIDv2 (RFC 5035),
 * which RFC 5816 allows instead.
 */
function attributeProblem(certificate: Certificate, { signer }: Token): string | undefined {
  const attribute = (id: string): unknown => signer.signedAttrs?.attributes.find(({ type }) => type === id)?.values[0]
  const kind = attribute(contentType)
  if (!(kind instanceof ObjectIdentifier) || kind.valueBlock.toString() !== id_eContentType_TSTInfo)
    return 'has a signature over another kind of content'
  const found = [attribute(signingCertificateV2), attribute(signingCertificate)].flatMap((each) => each ?? [])
  const der = new Uint8Array(certificate.toSchema().toBER())
  const [id] = found
  if (id === undefined) return 'has a signature that does not cover the certificate of the authority'
  const named = found.every((each) => isNamed(each, der))
  return named ? undefined : 'has a signature that covers another certificate than its own'
}

/** Whether the first identifier in a SigningCertificate, or SigningCertificateV2, is that of the certificate. */
function isNamed(value: unknown, der: Uint8Array): boolean {
  const id = child(child(value, 0), 0)
  const [first, second] = [child(id, 0), child(id, 1)]
  // ESSCertID has a hash alone, SHA-1; ESSCertIDv2 has an algorithm in front, unless it is SHA-256.
  if (!(first instanceof OctetString)) return isHash(second, algorithmIn(first), der)
  return ['sha1', 'sha256'].some((hash) => isHash(first, hash, der))
}

function algorithmIn(value: unknown): string | undefined {
  const id = child(value, 0)
  return id instanceof ObjectIdentifier ? strong[id.valueBlock.toString()] : undefined
}

const child = (value: unknown, place: number): unknown =>
  value instanceof Sequence ? value.valueBlock.value[place] : undefined

const isHash = (value: unknown, hash: string | undefined, der: Uint8Array): boolean =>
  hash !== undefined && value instanceof OctetString && same(createHash(hash).update(der).digest(), value)

const same = (digest: Buffer, value: OctetString): boolean => digest.equals(value.valueBlock.valueHexView)

const nameOf = (certificate: Certificate): string =>
  new X509Certificate(Buffer.from(certificate.toSchema().toBER())).subject.split('\n').join(', ')
