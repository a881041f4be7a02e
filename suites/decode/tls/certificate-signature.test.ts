import { X509Certificate } from 'node:crypto'
import { expect, it } from 'vitest'
import { createAuthority } from '../../reference-server/tls/certificates.ts'
import { signatureAlgorithm } from './certificate-signature.ts'

it('names SHA-1, and anything else by its object identifier', async () => {
  const authority = await createAuthority()
  const der = (pem: string): Uint8Array => new X509Certificate(pem).raw
  expect(signatureAlgorithm(der((await authority.issue('CN=a', [], { hash: 'SHA-1' })).cert))).toBe('ecdsaWithSHA1')
  expect(signatureAlgorithm(der((await authority.issue('CN=a', [])).cert))).toBe('1.2.840.10045.4.3.2')
})

it('anything else has none', () => {
  for (const octets of [[], [0x30], [0x30, 0x82], [0x30, 0x02, 0x30, 0x00], [0x04, 0x01, 0x00]])
    expect(signatureAlgorithm(Uint8Array.from(octets))).toBeUndefined()
})
