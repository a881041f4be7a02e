import { X509Certificate } from 'node:crypto'
import { describe, expect, it, onTestFinished } from 'vitest'
import { makeKeyPair } from '../../key-pairs/make-key-pair.ts'
import { throwAway } from '../../reference-server/tls/throw-away.ts'
import { openTransport } from '../http/transport.ts'
import { listenForCertificates, type Presented } from '../testing/listener.ts'
import { identityOf, type TlsIdentity } from './identity.ts'
import { makeCertificateOf, makeSelfSigned, makeSpoofed } from './make-certificate.ts'

const { ca, client } = await throwAway()
const names = [{ type: 'dns', value: 'x.invalid' }] as const

/** What a real listener sees of a client that presents the certificate. */
async function shown(certificate: TlsIdentity | 'none'): Promise<Presented | undefined> {
  const listener = await listenForCertificates()
  onTestFinished(() => listener.close())
  const transport = openTransport({ connections: 1, timeoutMs: 120_000, tls: { ca: [ca] } })
  onTestFinished(() => transport.close())
  const request = { method: 'GET', url: `${listener.url}/`, headers: [], certificate }
  const { outcome } = await transport.send(request, new AbortController().signal)
  expect(outcome).toMatchObject({ status: 200 })
  return listener.seen[0]
}

it.each([
  'P-256',
  'RSA-2048',
  'Ed25519',
] as const)('a certificate of a %s key is by somebody else', async (material) => {
  const { publicKey } = await makeKeyPair(material)
  const made = new X509Certificate(await makeCertificateOf(publicKey, 'CN=x'))
  expect(made.publicKey.equals(publicKey)).toBe(true)
  expect(made.subject).toBe('CN=x')
  expect(made.verify(publicKey)).toBe(false)
})

describe('a certificate that signs itself', () => {
  it('holds for the day, names its subject, and is signed with its own key', async () => {
    const made = new X509Certificate((await makeSelfSigned('O=grantcheck, CN=x', names)).cert)
    expect(made.verify(made.publicKey)).toBe(true)
    expect(made.subject).toBe('O=grantcheck\nCN=x')
    expect(made.issuer).toBe(made.subject)
    expect(made.subjectAltName).toBe('DNS:x.invalid')
    expect(Date.parse(made.validFrom)).toBeLessThan(Date.now())
    expect(Date.parse(made.validTo)).toBeGreaterThan(Date.now() + 3_600_000)
  })

  it('has a new key each time', async () => {
    const [first, second] = [await makeSelfSigned('CN=x', names), await makeSelfSigned('CN=x', names)]
    expect(first.key).not.toBe(second.key)
    expect(first.cert).not.toBe(second.cert)
  })

  it('is presented, and nobody vouches for it', async () => {
    const identity = identityOf('self_signed', await makeSelfSigned('CN=x', names))
    expect(await shown(identity)).toMatchObject({ thumbprint: identity.thumbprint, authorized: false })
    expect(await shown('none')).toEqual({ authorized: false })
  })
})

describe('a spoofed certificate', () => {
  it('has the names of the genuine one, and of its issuer, but other keys', async () => {
    const genuine = new X509Certificate(client.cert)
    const { cert } = await makeSpoofed(client.cert)
    const spoofed = new X509Certificate(cert)
    expect(spoofed.subject).toBe(genuine.subject)
    expect(spoofed.subjectAltName).toBe(genuine.subjectAltName)
    expect(spoofed.issuer).toBe(genuine.issuer)
    const authority = new X509Certificate(ca)
    expect(genuine.verify(authority.publicKey)).toBe(true)
    expect(spoofed.verify(authority.publicKey)).toBe(false)
    const [, chained = ''] = cert.split(/(?<=-----END CERTIFICATE-----)\s+/u)
    expect(spoofed.verify(new X509Certificate(chained).publicKey)).toBe(true)
  })

  it('is not vouched for by the authority of the genuine one, which is', async () => {
    const genuine = identityOf('configured', client)
    const spoofed = identityOf('spoofed', await makeSpoofed(client.cert))
    expect(await shown(genuine)).toMatchObject({ thumbprint: genuine.thumbprint, authorized: true })
    expect(await shown(spoofed)).toMatchObject({ thumbprint: spoofed.thumbprint, authorized: false })
  })

  it('of one without alternative names has none', async () => {
    const { createAuthority } = await import('../../reference-server/tls/certificates.ts')
    const plain = await (await createAuthority()).issue('CN=plain', [])
    expect(new X509Certificate((await makeSpoofed(plain.cert)).cert).subject).toBe('CN=plain')
  })
})
