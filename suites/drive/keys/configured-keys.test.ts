import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { InputError } from '../../model/errors.ts'
import { target } from '../testing/specs.ts'
import { configuredKeys } from './configured-keys.ts'

const withKey = (private_key: string) =>
  target('http://127.0.0.1', {
    client: { client_id: 'me', token_endpoint_auth_method: 'private_key_jwt', private_key },
  })

const pem = (key: { privateKey: { export: (as: { type: 'pkcs8'; format: 'pem' }) => string | Buffer } }): string =>
  String(key.privateKey.export({ type: 'pkcs8', format: 'pem' }))

describe('private keys of the target file', () => {
  it.each([
    ['ES256', pem(generateKeyPairSync('ec', { namedCurve: 'P-256' }))],
    ['ES384', pem(generateKeyPairSync('ec', { namedCurve: 'P-384' }))],
    ['RS256', pem(generateKeyPairSync('rsa', { modulusLength: 2048 }))],
    ['EdDSA', pem(generateKeyPairSync('ed25519'))],
  ])('a PEM for %s', (alg, text) => {
    const { client } = configuredKeys(withKey(text))
    expect(client).toMatchObject({ alg, publicJwk: { use: 'sig' } })
    expect(client).not.toHaveProperty('kid')
    expect(client?.publicJwk).not.toHaveProperty('d')
  })

  it('a JWK with kid and alg', () => {
    const jwk = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' })
    const text = JSON.stringify({ ...jwk, kid: 'one', alg: 'PS256' })
    expect(configuredKeys(withKey(text)).client).toMatchObject({ alg: 'PS256', kid: 'one' })
  })

  it.each([
    ['no key at all', 'hunter2hunter2'],
    ['broken JSON', '{"kty":"EC",'],
    ['a public key', JSON.stringify(generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }))],
    ['a short RSA key', pem(generateKeyPairSync('rsa', { modulusLength: 1024 }))],
    ['another curve', pem(generateKeyPairSync('ec', { namedCurve: 'secp256k1' }))],
  ])('%s is refused without quoting it', (_, text) => {
    expect(() => configuredKeys(withKey(text))).toThrow(InputError)
    expect(() => configuredKeys(withKey(text))).toThrow(/private_key of client is no private key/u)
    expect(() => configuredKeys(withKey(text))).not.toThrow(text.slice(0, 12))
  })
})
