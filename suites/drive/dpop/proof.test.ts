import { compactVerify, EmbeddedJWK, jwtVerify } from 'jose'
import { describe, expect, it } from 'vitest'
import { decodeJws } from '../../decode/jws.ts'
import { sha256 } from '../../decode/thumbprint.ts'
import type { TargetFacts } from '../../model/evidence.ts'
import type { Json } from '../../model/json.ts'
import type { RequestSpec } from '../../model/scenario.ts'
import { createKeyRing } from '../keys/key-ring.ts'
import { buildRequest } from '../request/build-request.ts'
import type { RequestContext } from '../request/context.ts'
import { target } from '../testing/specs.ts'

const facts: TargetFacts = {
  named: 'test',
  loopback: true,
  https: false,
  registers: true,
  parameters: {},
  endpoints: {
    token: { url: 'http://127.0.0.1/token?tenant=a', from: 'metadata', omittedByMetadata: false },
    resource: { url: 'http://127.0.0.1/api', from: 'target file', omittedByMetadata: false },
  },
  capabilities: {},
}

const keys = createKeyRing()
const context = (metadata?: Json, nonce?: string): RequestContext => ({
  target: target('http://127.0.0.1'),
  version: '9',
  certificates: {},
  scope: {
    row: {},
    facts,
    ...(metadata === undefined ? {} : { metadata }),
    exchange: () => undefined,
    minted: () => undefined,
    all: () => [],
    invent: () => 'invented',
    secretFacts: () => undefined,
  },
  invent: () => 'invented',
  keys,
  owners: { client: 'client', second: 'second' },
  now: 1_000_000,
  nonces: { learn: () => undefined, newest: () => nonce },
  client: { client_id: 'me', client_secret: 'abc' },
})

async function proofs(spec: RequestSpec, given = context(), operation: 'token' | 'resource' = 'token') {
  const built = await buildRequest(operation, spec, given)
  if (built.kind !== 'request') throw new Error(built.because)
  return built.request.headers.filter(([name]) => name === 'DPoP').map(([, value]) => value)
}

async function proof(spec: RequestSpec, given = context()): Promise<string> {
  return (await proofs(spec, given))[0] ?? ''
}

function decoded(jwt: string) {
  const jws = decodeJws(jwt.endsWith('.') ? `${jwt}eA` : jwt)
  if (!jws.ok) throw new Error(jws.problem)
  return jws.value
}

const verify = (jwt: string) => jwtVerify(jwt, EmbeddedJWK, { typ: 'dpop+jwt', currentDate: new Date(1_000_000_000) })

describe('a DPoP proof', () => {
  it('is not sent unless the step asks for one', async () => {
    expect(await proofs({})).toEqual([])
  })

  it('is correct by default, and new each time', async () => {
    const [one, two] = [await proof({ dpop: [{}] }), await proof({ dpop: [{}] })]
    const { payload, protectedHeader } = await verify(one)
    expect(payload).toEqual({ jti: expect.any(String), htm: 'POST', htu: 'http://127.0.0.1/token', iat: 1_000_000 })
    expect(protectedHeader.jwk).toEqual({ kty: 'EC', crv: 'P-256', x: expect.any(String), y: expect.any(String) })
    expect(decoded(two).claims.jti).not.toBe(payload.jti)
    expect(decoded(two).header).toEqual(decoded(one).header)
  })

  it('names the access token beside it, which comes with the scheme that the step names', async () => {
    const spec = { auth: { bearer: 'Kz~8', scheme: 'DPoP' }, dpop: [{}] }
    const built = await buildRequest('resource', spec, context())
    expect(built).toMatchObject({ request: { headers: expect.arrayContaining([['Authorization', 'DPoP Kz~8']]) } })
    const [jwt = ''] = await proofs(spec, context(), 'resource')
    expect(decoded(jwt).claims).toMatchObject({ htm: 'GET', htu: 'http://127.0.0.1/api', ath: sha256('Kz~8') })
  })

  it('has the newest nonce, unless the step decides otherwise', async () => {
    expect(decoded(await proof({ dpop: [{}] }, context(undefined, 'n1'))).claims.nonce).toBe('n1')
    const without = { dpop: [{ claims: { nonce: null } }] }
    expect(decoded(await proof(without, context(undefined, 'n1'))).claims).not.toHaveProperty('nonce')
  })

  it.each([
    [['RS256', 'EdDSA'], 'EdDSA'],
    [['PS256'], 'PS256'],
    [['ES256K'], 'ES256'],
    [['ES512'], 'ES512'],
    [['Ed25519'], 'Ed25519'],
    ['ES384', 'ES256'],
  ])('of a server that lists %j is signed with %s', async (listed, alg) => {
    const jwt = await proof({ dpop: [{}] }, context({ dpop_signing_alg_values_supported: listed }))
    expect(decoded(jwt).header.alg).toBe(alg)
    await verify(jwt)
  })

  it('says what the step wants', async () => {
    const jwt = await proof({
      dpop: [
        {
          header: { typ: 'JWT', x: 1 },
          jwk: { kid: 'k', y: null },
          claims: { htm: 'GET', jti: null },
          times: { iat: -60 },
        },
      ],
    })
    const { header, claims } = decoded(jwt)
    expect(header).toEqual({ typ: 'JWT', alg: 'ES256', x: 1, jwk: expect.objectContaining({ kid: 'k' }) })
    expect(header.jwk).not.toHaveProperty('y')
    expect(claims).toEqual({ htm: 'GET', htu: 'http://127.0.0.1/token', iat: 999_940 })
  })

  it('can be signed with another key, with what anybody knows, or not at all', async () => {
    await expect(verify(await proof({ dpop: [{ sign_with: 'another' }] }))).rejects.toThrow()
    const symmetric = await proof({ dpop: [{ header: { alg: 'HS256' } }] })
    const secret = new TextEncoder().encode(JSON.stringify(decoded(symmetric).header.jwk))
    await expect(compactVerify(symmetric, secret)).resolves.toBeDefined()
    expect(await proof({ dpop: [{ header: { alg: 'none' } }] })).toMatch(/^[\w-]+\.[\w-]+\.$/u)
  })

  it('shows a private key only when told to', async () => {
    const jwt = await proof({ dpop: [{ key: 'exposed', exposed: true }] })
    expect(decoded(jwt).header.jwk).toMatchObject({ kty: 'EC', d: expect.any(String) })
    expect(decoded(await proof({ dpop: [{ key: 'exposed' }] })).header.jwk).not.toHaveProperty('d')
  })

  it('may be several, or something else', async () => {
    const several = await proofs({ dpop: [{}, {}] })
    expect(new Set(several).size).toBe(2)
    expect(await proofs({ dpop: [{ raw: 'abc' }] })).toEqual(['abc'])
  })

  it('cannot be made for an algorithm that the engine does not know, nor from a missing value', async () => {
    const build = (dpop: RequestSpec['dpop']) => buildRequest('token', dpop === undefined ? {} : { dpop }, context())
    expect(await build([{ header: { alg: 'XY1' } }])).toMatchObject({
      kind: 'blocked',
      because: expect.stringContaining('XY1'),
    })
    expect(await build([{ claims: { htu: '$endpoint.jwks' } }])).toMatchObject({ kind: 'blocked' })
  })
})
