import { createHash, X509Certificate } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createAuthority } from '../../reference-server/tls/certificates.ts'
import { throwAway } from '../../reference-server/tls/throw-away.ts'
import { identityOf, registrable } from './identity.ts'
import { makeSelfSigned } from './make-certificate.ts'

const { client, server } = await throwAway()
const authority = await createAuthority()
const der = (pem: string): Buffer => new X509Certificate(pem).raw

describe('an identity', () => {
  it('has the thumbprint of RFC 8705 section 3.1', () => {
    expect(identityOf('configured', client)).toMatchObject({
      name: 'configured',
      ...client,
      thumbprint: createHash('sha256').update(der(client.cert)).digest('base64url'),
    })
  })

  it('has the subject as RFC 4514 writes it: the most specific name first', () => {
    expect(identityOf('configured', client).subject).toBe('CN=client,OU=Machines,O=grantcheck,C=CH')
  })

  it('has commas in names escaped', async () => {
    const pair = await authority.issue('O=Acme\\, Inc., CN=x', [])
    expect(identityOf('configured', pair).subject).toBe('CN=x,O=Acme\\, Inc.')
  })

  it('is none with the key of another, or with no key', () => {
    expect(() => identityOf('configured', { cert: client.cert, key: server.key })).toThrow(
      'the key is not that of the certificate',
    )
    expect(() => identityOf('configured', { cert: client.cert, key: 'nonsense' })).toThrow()
    expect(() => identityOf('configured', { cert: 'nonsense', key: client.key })).toThrow()
  })
})

describe('how a certificate is registered', () => {
  it('has one alternative name of each kind, and the certificate itself in a key', () => {
    const said = registrable(identityOf('configured', client))
    expect(said).toMatchObject({
      subject_dn: 'CN=client,OU=Machines,O=grantcheck,C=CH',
      san_dns: 'client.grantcheck.invalid',
      san_uri: 'urn:grantcheck:client',
      san_ip: '192.0.2.7',
      san_email: 'client@grantcheck.invalid',
      'x5t#S256': identityOf('configured', client).thumbprint,
      jwks: { keys: [{ kty: 'EC', crv: 'P-256', use: 'sig', x5c: [der(client.cert).toString('base64')] }] },
    })
    expect(JSON.stringify(said)).not.toContain('"d"')
  })

  it('says nothing of names that the certificate does not have', async () => {
    const pair = await makeSelfSigned('CN=bare', [{ type: 'dns', value: 'bare.invalid' }])
    const said = registrable(identityOf('other', pair))
    expect(Object.keys(said).sort()).toEqual(['jwks', 'san_dns', 'subject_dn', 'x5t#S256'])
  })
})
