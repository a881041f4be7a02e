import { describe, expect, it } from 'vitest'
import { startReferenceServer } from '../reference-server/index.ts'
import { drive } from './drive.ts'
import { encodingsOf } from './redact/encodings.ts'
import { endangering, endingServers, ordinary } from './testing/runs.ts'
import { driveInput, profile, scenario, step, target } from './testing/specs.ts'

const { ends, start } = endingServers()

describe('evidence', () => {
  it('holds no secret in any encoding', async () => {
    const seen: string[] = []
    const server = await start()
    const faulty = scenario('token/faulty', [step('a', 'token', { request: { auth: { defect: '$matrix.defect' } } })], {
      matrix: {
        defect: [
          'near_miss_secret',
          'both_methods',
          'raw_basic',
          'unpadded_basic',
          'credentials_in_query',
          'truncated_secret',
          'case_changed_secret',
        ],
      },
    })
    const evidence = await drive(driveInput(server.url, [ordinary, endangering, faulty], { keepClients: true }))
    for (const [id, { secret, token }] of server.clients) seen.push(secret, token, `${id}:${secret}`)
    const text = JSON.stringify(evidence)
    expect(seen.length).toBeGreaterThan(6)
    for (const value of seen.flatMap(encodingsOf)) expect(text).not.toContain(value)
    expect(text).not.toContain('opaque-access-token')
    const told = evidence.exchanges.flatMap(({ owner, defect }) => (owner.startsWith('token/faulty') ? [defect] : []))
    expect(new Set(told)).toEqual(new Set(faulty.matrix.defect))
    expect(evidence.exchanges.filter(({ owner, defect }) => owner === 'clients' && defect !== undefined)).toEqual([])
    expect(text).not.toMatch(/[Bb]asic [A-Za-z0-9]/u)
    expect(new Set(Object.values(evidence.secrets).map(({ kind }) => kind))).toEqual(
      new Set(['client_secret', 'registration_access_token', 'access_token', 'credentials']),
    )
  })

  it('attests the signatures of the reference server, and learns what its tokens are', async () => {
    const server = await startReferenceServer({ mode: 'full' })
    ends(server)
    const rfc = profile({
      target: 'issuer',
      endpoints: {},
      clients: {
        confidential: {
          title: '',
          entry: true,
          attempts: [{ metadata: { grant_types: ['client_credentials'], response_types: [] }, after: 'first' }],
        },
      },
    })
    const asking = { ...ordinary, needs: ['jwks', 'jwt_access_token', 'registration_management'] as const }
    const input = driveInput(server.baseUrl, [asking], {
      profile: rfc,
      target: target(server.issuer, { issuer: server.issuer }),
    })
    const evidence = await drive(input)
    const tokens = Object.values(evidence.secrets).filter(({ kind }) => kind === 'access_token')
    expect(tokens.map(({ signature }) => signature?.kind)).toEqual(['verified', 'verified'])
    expect(evidence.facts.capabilities).toMatchObject({
      jwt_access_token: { offered: true },
      opaque_access_token: { offered: false },
      registration_management: { offered: true },
    })
    expect(JSON.stringify(evidence)).toMatch(/eyJ[\w-]+\.eyJ[\w-]+\.\[access_token#[0-9a-f]+\]/u)
    expect(evidence.leftBehind).toEqual([])
  })
})
