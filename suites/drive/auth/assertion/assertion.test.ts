import { createHmac } from 'node:crypto'
import { compactVerify, importJWK, jwtVerify } from 'jose'
import { describe, expect, it } from 'vitest'
import { decodeJws } from '../../../decode/jws.ts'
import type { AssertionSpec } from '../../../model/scenario.ts'
import { assertionFaults } from '../../../model/vocabulary.ts'
import { signing } from '../../testing/signing.ts'
import { clientSecretJwt } from '../client-secret-jwt.ts'
import type { Authentication } from '../parts.ts'
import { privateKeyJwt } from '../private-key-jwt.ts'

const client = signing({ token_endpoint_auth_signing_alg_values_supported: ['ES256'], issuer: 'https://as.example' })
const own = await client.keys.key('client auth', 'ES256')

const memberOf = (found: Authentication, name: string): readonly string[] =>
  found.kind === 'parts' ? found.parts.form.filter(([each]) => each === name).map(([, value]) => value) : []

async function assertionOf(spec?: AssertionSpec): Promise<string> {
  return memberOf(await privateKeyJwt('me', client, spec), 'client_assertion')[0] ?? ''
}

async function partsOf(spec?: AssertionSpec) {
  const jws = decodeJws(await assertionOf(spec))
  if (!jws.ok) throw new Error(jws.problem)
  return jws.value
}

describe('private_key_jwt', () => {
  it('is signed with the key of the client, about itself, to the issuer, for two minutes', async () => {
    const { payload, protectedHeader } = await jwtVerify(
      await assertionOf(),
      await importJWK({ ...own.publicJwk }, 'ES256'),
      {
        issuer: 'me',
        subject: 'me',
        audience: 'https://as.example',
        currentDate: new Date(client.now * 1000),
      },
    )
    expect(protectedHeader).toEqual({ alg: 'ES256', kid: own.kid })
    expect(payload).toMatchObject({ iat: client.now, exp: client.now + 120, jti: expect.any(String) })
  })

  it('has the members of RFC 7521 section 4.2', async () => {
    const found = await privateKeyJwt('me', client)
    expect(memberOf(found, 'client_id')).toEqual(['me'])
    expect(memberOf(found, 'client_assertion_type')).toEqual(['urn:ietf:params:oauth:client-assertion-type:jwt-bearer'])
  })

  it('is a new one each time', async () => {
    expect((await partsOf()).claims.jti).not.toBe((await partsOf()).claims.jti)
  })

  it('goes to the audience that the server was seen to accept', async () => {
    const scope = { ...client.scope, facts: { ...client.scope.facts, audience: 'https://as.example/token' } }
    const [text = ''] = memberOf(await privateKeyJwt('me', { ...client, scope }), 'client_assertion')
    expect(decodeJws(text)).toMatchObject({ value: { claims: { aud: 'https://as.example/token' } } })
  })

  it('has the typ that the server was seen to accept', async () => {
    const scope = { ...client.scope, facts: { ...client.scope.facts, assertionTyp: 'client-authentication+jwt' } }
    const [text = ''] = memberOf(await privateKeyJwt('me', { ...client, scope }), 'client_assertion')
    expect(decodeJws(text)).toMatchObject({ value: { header: { typ: 'client-authentication+jwt' } } })
    const [mac = ''] = memberOf(await clientSecretJwt('me', 's'.repeat(32), { ...client, scope }), 'client_assertion')
    expect(decodeJws(mac)).toMatchObject({ value: { header: { typ: 'client-authentication+jwt' } } })
  })

  it('has parts replaced and left out', async () => {
    const { header, claims } = await partsOf({
      header: { kid: null, typ: 'JWT' },
      claims: { iss: 'other', sub: null },
      times: { exp: -60 },
    })
    expect(header).toEqual({ alg: 'ES256', typ: 'JWT' })
    expect(claims).toMatchObject({ iss: 'other', exp: client.now - 60 })
    expect(claims).not.toHaveProperty('sub')
  })

  it('can repeat a name', async () => {
    const text = Buffer.from(
      (await assertionOf({ last: { claims: { sub: 'other' } } })).split('.')[1] ?? '',
      'base64url',
    )
    expect(text.toString()).toMatch(/"sub":"me".*"sub":"other"\}$/u)
  })

  it('is signed by the key of another client under the own kid', async () => {
    const text = await assertionOf({ of: 'other' })
    await expect(compactVerify(text, await importJWK({ ...own.publicJwk }, 'ES256'))).rejects.toThrow('signature')
    expect(decodeJws(text)).toMatchObject({ value: { header: { kid: own.kid } } })
  })

  it('says what is wrong with the name of a key', async () => {
    expect(await privateKeyJwt('me', client, { key: 'auth.HS256' })).toMatchObject({ kind: 'blocked' })
  })

  it('signs with RS256 where the server lists nothing (RFC 7523 section 5)', async () => {
    const [text = ''] = memberOf(await privateKeyJwt('me', signing()), 'client_assertion')
    expect(decodeJws(text)).toMatchObject({ value: { header: { alg: 'RS256' } } })
  })

  it.each(['RS512', 'PS256'])('signs by %s when the header says so', async (alg) => {
    const key = await client.keys.key('client rsa', 'RS256')
    const text = await assertionOf({ key: 'rsa.RS256', header: { alg } })
    const { alg: _, ...jwk } = key.publicJwk
    await expect(compactVerify(text, await importJWK({ ...jwk }, alg))).resolves.toBeDefined()
  })

  it('keeps the signature of alg none where the step says no more', async () => {
    expect(await assertionOf({ header: { alg: 'none' } })).toMatch(/\.[\w-]{86}$/u)
    expect(await assertionOf({ header: { alg: 'none' }, fault: 'empty_signature' })).toMatch(/\.$/u)
  })

  const harmless = assertionFaults.filter((each) => !['hmac_decoded_secret', 'sent_twice'].includes(each))
  it.each(harmless)('%s: a library refuses it', async (fault) => {
    const text = await assertionOf({ fault })
    const verified = compactVerify(text, await importJWK({ ...own.publicJwk }, 'ES256')).then(({ payload }) =>
      new TextDecoder('utf-8', { fatal: true }).decode(payload),
    )
    const lenient = ['white_space', 'claims_array'].includes(fault)
    if (lenient) expect((await verified).startsWith('[') || /\s/u.test(text)).toBe(true)
    else await expect(verified).rejects.toThrow()
  })

  it('confuses the public key with a secret', async () => {
    const text = await assertionOf({ fault: 'hmac_public_pem' })
    const pem = own.publicKey.export({ type: 'spki', format: 'pem' }).toString()
    const [header, claims, mac] = text.split('.')
    expect(createHmac('sha256', pem).update(`${header}.${claims}`).digest('base64url')).toBe(mac)
  })
})

describe('client_secret_jwt', () => {
  const secret = 'a secret of more than thirty-two characters'

  it('is keyed by the text of the secret', async () => {
    const [text = ''] = memberOf(await clientSecretJwt('me', secret, client), 'client_assertion')
    await expect(compactVerify(text, new TextEncoder().encode(secret))).resolves.toBeDefined()
  })

  it('can be keyed by what the secret decodes to, where it is base64', async () => {
    const key = Buffer.alloc(32, 7)
    const found = await clientSecretJwt('me', key.toString('base64'), client, { fault: 'hmac_decoded_secret' })
    await expect(compactVerify(memberOf(found, 'client_assertion')[0] ?? '', key)).resolves.toBeDefined()
    expect(await clientSecretJwt('me', secret, client, { fault: 'hmac_decoded_secret' })).toMatchObject({
      kind: 'skipped',
    })
  })
})
