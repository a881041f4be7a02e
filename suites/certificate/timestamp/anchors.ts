import { X509Certificate } from 'node:crypto'
import { InputError } from '../../model/errors.ts'

const block = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/gu

/** The certificates of a PEM file: those that a reviewer trusts for timestamps. Throws InputError where there is none, or one that cannot be read. */
export function readAnchors(text: string, path: string): readonly X509Certificate[] {
  const blocks = text.match(block) ?? []
  if (blocks.length === 0) throw problem(`${path} has no certificate in PEM`)
  return blocks.map((each, place) => {
    try {
      return new X509Certificate(each)
    } catch {
      throw problem(`certificate ${place + 1} of ${path} cannot be read`)
    }
  })
}

const problem = (message: string): InputError =>
  new InputError([
    {
      message,
      fix: 'Name the CA certificate of the time-stamping authority, in PEM. Of a file in DER, "openssl x509 -inform der -in FILE -out CA.pem" makes one.',
    },
  ])
