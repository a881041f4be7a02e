import { describe, expect, it } from 'vitest'
import { type KeyMaterial, makeKeyPair } from '../../key-pairs/make-key-pair.ts'
import { InputError } from '../../model/errors.ts'
import { target } from '../testing/specs.ts'
import { configuredKeys } from './configured-keys.ts'

const withKey = (private_key: string) =>
  target('http://127.0.0.1', {
    client: { client_id: 'me', token_endpoint_auth_method: 'private_key_jwt', private_key },
  })

/** A key on secp256k1, which no algorithm here is for. */
const otherCurve = `-----BEGIN PRIVATE KEY-----
MIGEAgEAMBAGByqGSM49AgEGBSuBBAAKBG0wawIBAQQgQfIx+7goOhyD8tJHhEMZ
8WUw92snPdgI6xY+POp08CGhRANCAASu0rVV7jLjzZJAD8FMMJjQj+8Y54znTdFb
dtKlBarVlNxZTiP5sx1QjcND1byAjy5D49ixdKyS6YESCnhrCqrZ
-----END PRIVATE KEY-----`

/** One serves all: to make an RSA key takes long. */
const rsa = await makeKeyPair('RSA-2048')
const pair = async (material: KeyMaterial) => (material === 'RSA-2048' ? rsa : makeKeyPair(material))
const pem = async (material: KeyMaterial): Promise<string> =>
  String((await pair(material)).privateKey.export({ type: 'pkcs8', format: 'pem' }))

describe('private keys of the target file', async () => {
  it.each([
    ['ES256', await pem('P-256')],
    ['ES384', await pem('P-384')],
    ['ES512', await pem('P-521')],
    ['RS256', await pem('RSA-2048')],
    ['EdDSA', await pem('Ed25519')],
  ])('a PEM for %s', (alg, text) => {
    const { client } = configuredKeys(withKey(text))
    expect(client).toMatchObject({ alg, publicJwk: { use: 'sig' } })
    expect(client).not.toHaveProperty('kid')
    expect(client?.publicJwk).not.toHaveProperty('d')
  })

  it.each([
    ['RS384', 'RSA-2048'],
    ['RS512', 'RSA-2048'],
    ['PS384', 'RSA-2048'],
    ['PS512', 'RSA-2048'],
    ['Ed25519', 'Ed25519'],
  ] as const)('a JWK that says %s', async (alg, material) => {
    const jwk = (await pair(material)).privateKey.export({ format: 'jwk' })
    expect(configuredKeys(withKey(JSON.stringify({ ...jwk, alg }))).client).toMatchObject({ alg })
  })

  it('a JWK with kid and alg', async () => {
    const jwk = rsa.privateKey.export({ format: 'jwk' })
    const text = JSON.stringify({ ...jwk, kid: 'one', alg: 'PS256' })
    expect(configuredKeys(withKey(text)).client).toMatchObject({ alg: 'PS256', kid: 'one' })
  })

  it.each([
    ['no key at all', 'hunter2hunter2'],
    ['broken JSON', '{"kty":"EC",'],
    ['a public key', JSON.stringify((await makeKeyPair('Ed25519')).publicKey.export({ format: 'jwk' }))],
    ['a short RSA key', await pem('RSA-1024')],
    ['another curve', otherCurve],
  ])('%s is refused without quoting it', (_, text) => {
    expect(() => configuredKeys(withKey(text))).toThrow(InputError)
    expect(() => configuredKeys(withKey(text))).toThrow(/private_key of client is not a private key/u)
    expect(() => configuredKeys(withKey(text))).not.toThrow(text.slice(0, 12))
  })
})
