import { exportJWK, SignJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { type KeyMaterial, makeKeyPair } from '../key-pairs/make-key-pair.ts'
import type { Exchange } from '../model/evidence.ts'
import { attestSignatures } from './attest.ts'
import { signOctets } from './keys/sign-octets.ts'

const es = await makeKeyPair('P-256')
const ed = await makeKeyPair('Ed25519')
const other = await makeKeyPair('P-256')
/** Serves all RSA algorithms: to make one takes long. */
const rsa = await makeKeyPair('RSA-2048')
const published = [
  { ...(await exportJWK(es.privateKey)), kid: 'es' },
  { ...(await exportJWK(ed.publicKey)), kid: 'ed', use: 'sig' },
]

const jwks = (body: unknown, status = 200): Exchange => ({
  id: 1,
  owner: 'discovery',
  step: 'jwks',
  operation: 'jwks',
  request: { method: 'GET', url: 'http://127.0.0.1/jwks', headers: [], sentAt: '2026-01-01T00:00:00.000Z' },
  response: {
    status,
    headers: [],
    body: { text: JSON.stringify(body) },
    bytes: 1,
    receivedAt: '2026-01-01T00:00:00.000Z',
    durationMs: 1,
  },
})
const sign = (alg: string, key: Parameters<SignJWT['sign']>[0], kid?: string): Promise<string> =>
  new SignJWT({ sub: 'a' }).setProtectedHeader({ alg, ...(kid === undefined ? {} : { kid }) }).sign(key)
const attest = (token: string, from = jwks({ keys: published })) => attestSignatures([token], [from]).get(token)

describe('attested signatures', () => {
  it('verify against the published key, by kid or by trying those that fit', async () => {
    expect(attest(await sign('ES256', es.privateKey, 'es'))).toEqual({
      kind: 'verified',
      alg: 'ES256',
      kid: 'es',
    })
    expect(attest(await sign('Ed25519', ed.privateKey))).toEqual({ kind: 'verified', alg: 'Ed25519', kid: 'ed' })
  })

  it.each<[string, KeyMaterial]>([
    ['RS256', 'RSA-2048'],
    ['RS384', 'RSA-2048'],
    ['RS512', 'RSA-2048'],
    ['PS256', 'RSA-2048'],
    ['PS384', 'RSA-2048'],
    ['PS512', 'RSA-2048'],
    ['ES384', 'P-384'],
    ['ES512', 'P-521'],
    ['EdDSA', 'Ed25519'],
  ])('%s, as another library makes it, and not for other octets', async (alg, material) => {
    const { privateKey, publicKey } = material === 'RSA-2048' ? rsa : await makeKeyPair(material)
    const from = jwks({ keys: [await exportJWK(publicKey)] })
    const token = await sign(alg, privateKey)
    expect(attest(token, from)).toEqual({ kind: 'verified', alg })
    const [header = '', , signature = ''] = token.split('.')
    const other = `${header}.${Buffer.from('{"sub":"b"}').toString('base64url')}.${signature}`
    expect(attest(other, from)).toEqual({ kind: 'wrong', problem: 'the signature does not match the published key' })
    expect(attest(`${token.slice(0, -8)}`, from)).toMatchObject({ kind: 'wrong' })
  })

  it('need a key that is long enough, and one that can be read', async () => {
    const { privateKey, publicKey } = await makeKeyPair('RSA-1024')
    const input = `${Buffer.from('{"alg":"RS256"}').toString('base64url')}.${Buffer.from('{"sub":"a"}').toString('base64url')}`
    const token = `${input}.${Buffer.from(signOctets('RS256', Buffer.from(input), privateKey)).toString('base64url')}`
    const problem = 'the published key cannot be used: an RSA key of 1024 bits is too short'
    expect(attest(token, jwks({ keys: [await exportJWK(publicKey)] }))).toEqual({ kind: 'wrong', problem })
    expect(attest(await sign('ES256', es.privateKey), jwks({ keys: [{ kty: 'EC', crv: 'P-256' }] }))).toMatchObject({
      kind: 'wrong',
      problem: expect.stringContaining('the published key cannot be used'),
    })
  })

  it('try the keys without kid where none has the kid of the token', async () => {
    const nameless = { ...(await exportJWK(es.publicKey)) }
    const token = await sign('ES256', es.privateKey, 'es')
    expect(attest(token, jwks({ keys: [nameless] }))).toEqual({ kind: 'verified', alg: 'ES256' })
    const wrong = { ...(await exportJWK(other.publicKey)), kid: 'es' }
    expect(attest(token, jwks({ keys: [nameless, wrong] }))).toMatchObject({ kind: 'wrong' })
  })

  it.each([
    ['another key', async () => sign('ES256', other.privateKey, 'es'), 'does not match'],
    ['an unknown kid', async () => sign('ES256', es.privateKey, 'none'), 'has the kid "none"'],
    ['a kid of another type', async () => sign('ES256', es.privateKey, 'ed'), 'fits alg ES256'],
    [
      'no signature',
      async () => `${btoa('{"alg":"none"}').replaceAll('=', '')}.${btoa('{"sub":1}').replaceAll('=', '')}.`,
      'not signed',
    ],
    ['a broken payload', async () => `${(await sign('ES256', es.privateKey)).split('.')[0]}.!!.AAAA`, 'payload'],
  ])('are wrong with %s', async (_, token, problem) => {
    expect(attest(await token())).toMatchObject({ kind: 'wrong', problem: expect.stringContaining(problem) })
  })

  it('are unknown where nobody could check them', async () => {
    const token = await sign('ES256', es.privateKey, 'es')
    expect(attest(await sign('HS256', new Uint8Array(32)))).toMatchObject({ kind: 'unknown' })
    expect(attestSignatures([token], []).get(token)).toMatchObject({
      kind: 'unknown',
      because: 'no JWKS endpoint is known',
    })
    expect(attest(token, jwks({}, 404))).toMatchObject({
      kind: 'unknown',
      because: expect.stringContaining('404'),
    })
  })

  it('say nothing of an opaque token', async () => {
    expect(attest('opaque')).toBeUndefined()
  })
})
