import type { X509Certificate } from 'node:crypto'
import { Certificate, CertificateChainValidationEngine, getHashAlgorithm } from 'pkijs'
import type { Token } from './token.ts'

/**
 * Why the certificate of the authority does not lead to one that the reviewer trusts, as a sentence; undefined when it does. All certificates between
 * have to count at the time of the timestamp. Never throws. Nothing asks whether one was revoked.
 */
export async function distrust(
  certificate: Certificate,
  { signed, info }: Token,
  anchors: readonly X509Certificate[],
): Promise<string | undefined> {
  const own = derOf(certificate)
  if (anchors.some(({ raw }) => raw.equals(own))) return undefined
  const known = [own, ...anchors.map(({ raw }) => raw)]
  const between = (signed.certificates ?? [])
    .filter((each) => each instanceof Certificate)
    .filter((each) => !known.some((der) => der.equals(derOf(each))))
  try {
    const trustedCerts = anchors.map(({ raw }) => Certificate.fromBER(new Uint8Array(raw)))
    // The engine looks for a way from the last one.
    const engine = new CertificateChainValidationEngine({
      trustedCerts,
      certs: [...between, certificate],
      checkDate: info.genTime,
    })
    const { result, resultMessage, certificatePath = [] } = await engine.verify()
    if (!result) return resultMessage
    const weak = certificatePath.slice(0, -1).some((each) => !isStrong(each))
    return weak ? 'a certificate on the way is signed over a weak digest' : undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

const isStrong = ({ signatureAlgorithm }: Certificate): boolean =>
  /^SHA-(?:256|384|512)$/u.test(getHashAlgorithm(signatureAlgorithm))
const derOf = (certificate: Certificate): Buffer => Buffer.from(certificate.toSchema().toBER())
