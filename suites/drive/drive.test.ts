import { afterEach, describe, expect, it } from 'vitest'
import { startReferenceServer } from '../../fixtures/reference-server/index.ts'
import type { Evidence } from '../model/evidence.ts'
import { drive } from './drive.ts'
import { encodingsOf } from './redact/encodings.ts'
import { type LittleServer, littleServer } from './testing/little-server.ts'
import { serve } from './testing/servers.ts'
import { driveInput, profile, scenario, step, target } from './testing/specs.ts'

const servers: { close(): Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
})
async function start(answer?: Parameters<typeof littleServer>[0]): Promise<LittleServer> {
  const server = await littleServer(answer)
  servers.push(server)
  return server
}
const asked = ({ exchanges }: Evidence) =>
  exchanges.map(({ owner, operation, response }) => [owner, operation, response?.status])

const ordinary = scenario('token/ordinary', [
  step('registered', 'register'),
  step('mint', 'token'),
  step('look', 'introspect', { request: { params: { token: '$steps.mint.body#/access_token' } } }),
])
const endangering = scenario('token/fresh', [step('registered', 'register'), step('mint', 'token')], {
  fresh: true,
  second: 'confidential',
})

describe('a run', () => {
  it('registers one client for all that share it, and cleans up in reverse order', async () => {
    const server = await start()
    const evidence = await drive(driveInput(server.url, [ordinary, endangering]))
    expect(asked(evidence)).toEqual([
      ['entry', 'register', 201],
      ['entry', 'token', 200],
      ['clients', 'register', 201],
      ['clients', 'register', 201],
      ['token/fresh', 'token', 200],
      ['token/ordinary', 'token', 200],
      ['token/ordinary', 'introspect', 200],
      ['clean-up', 'delete_client', 204],
      ['clean-up', 'delete_client', 204],
      ['clean-up', 'delete_client', 204],
    ])
    expect(evidence.exchanges.slice(-3).map(({ request }) => request.url.slice(-1))).toEqual(['3', '2', '1'])
    expect([server.clients.size, evidence.leftBehind, evidence.complete]).toEqual([0, [], true])
  })

  it('lets a plain register stand for the registration that was made, and names the clients', async () => {
    const server = await start()
    const { scenarios, clients } = await drive(driveInput(server.url, [ordinary, endangering]))
    const [fresh, shared] = scenarios
    expect(shared).toMatchObject({ client: 'confidential', steps: { registered: { kind: 'sent', exchanges: [1] } } })
    expect(fresh).toMatchObject({
      client: 'confidential@token/fresh',
      second: 'confidential@second@token/fresh',
      steps: { registered: { exchanges: [4] } },
    })
    expect(clients.map(({ key, client_id, exchange }) => [key, client_id, exchange])).toEqual([
      ['confidential', 'client-1', 1],
      ['confidential@second@token/fresh', 'client-2', 3],
      ['confidential@token/fresh', 'client-3', 4],
    ])
  })

  it('sends the same requests for the same seed, and others for another', async () => {
    const bodies = async (seed: number) => {
      const server = await start()
      await drive(driveInput(server.url, [ordinary, endangering], { seed }))
      return server.asked.map(({ method, path, body }) => [method, path, body])
    }
    const [first, again, other] = [await bodies(1), await bodies(1), await bodies(2)]
    expect(again).toEqual(first)
    expect(other).not.toEqual(first)
  })

  it('runs rows side by side, and limitations alone with a client of their own', async () => {
    const now: Record<string, number> = {}
    const most: Record<string, number> = {}
    const server = await serve(async ({ path }, url) => {
      const inFlight = (now[path] ?? 0) + 1
      now[path] = inFlight
      most[path] = Math.max(most[path] ?? 0, inFlight)
      await new Promise((resolve) => setTimeout(resolve, 40))
      now[path] = (now[path] ?? 1) - 1
      return path === '/register'
        ? { status: 201, json: { client_id: `c${Math.random()}`, client_secret: 'x'.repeat(20), uri: url } }
        : { json: {} }
    })
    servers.push(server)
    const many = scenario('token/many', [step('a', 'token')], { matrix: { n: [1, 2, 3, 4] } })
    const limitation = (id: string) =>
      scenario(`limitations/${id}`, [step('a', 'revoke', { request: { params: { token: 'x' } } })], {
        kind: 'limitation',
      })
    const input = driveInput(server.url, [many], {
      concurrency: 4,
      profile: profile({ limitations: ['refresh', 'revocation'] }),
    })
    const tables = (['refresh', 'revocation'] as const).map((id) => {
      const inner = limitation(id)
      return [id, { id, title: id, statement: '', requirement: '', scenario: inner, tables: [] }] as const
    })
    const evidence = await drive({ ...input, specs: { ...input.specs, limitations: Object.fromEntries(tables) } })
    expect(most['/main/token']).toBeGreaterThan(1)
    expect(most['/revoke']).toBe(1)
    expect(evidence.scenarios.slice(-2).map(({ client }) => client)).toEqual([
      'confidential@limitations',
      'confidential@limitations',
    ])
    expect(evidence.clients.map(({ key }) => key)).toEqual(['confidential', 'confidential@limitations'])
    expect(evidence.leftBehind).toHaveLength(2)
  })
})

describe('what stands in the way', () => {
  it('nothing answers: every row says so, and nothing else is sent', async () => {
    const server = await littleServer()
    await server.close()
    const evidence = await drive(driveInput(server.url, [ordinary]))
    expect(evidence.facts.blocker).toContain('does not accept connections')
    expect(evidence.exchanges).toHaveLength(1)
    expect(evidence.scenarios[0]?.steps.mint).toEqual({ kind: 'blocked', because: evidence.facts.blocker })
  })

  it('a refused registration blocks what needs the client, and nothing else', async () => {
    const server = await start(({ path }) =>
      path === '/register' ? { status: 401, json: { error: 'invalid_token' } } : undefined,
    )
    const without = scenario('token/anonymous', [
      step('a', 'token', { request: { auth: { defect: 'no_authentication' } } }),
    ])
    const evidence = await drive(driveInput(server.url, [ordinary, endangering, without]))
    expect(evidence.clients[0]).toMatchObject({
      key: 'confidential',
      blocked: expect.stringContaining('401 invalid_token'),
    })
    expect(
      evidence.scenarios.map(({ id, steps }) => [id, ...new Set(Object.values(steps).map(({ kind }) => kind))]),
    ).toEqual([
      ['token/anonymous', 'sent'],
      ['token/fresh', 'blocked'],
      ['token/ordinary', 'blocked'],
    ])
    expect(server.asked.filter(({ path }) => path === '/register')).toHaveLength(1)
  })

  it('an accepted registration without client_id is an answer to judge, and no client', async () => {
    const server = await start(({ path }) =>
      path === '/register' ? { status: 201, json: { client_name: 'x' } } : undefined,
    )
    const [row] = (await drive(driveInput(server.url, [ordinary]))).scenarios
    expect(row?.steps).toMatchObject({ registered: { kind: 'sent', exchanges: [1] }, mint: { kind: 'blocked' } })
  })

  it('another way of registering is tried as the template says, and noted', async () => {
    const server = await start(({ path, body, headers }) => {
      if (path === '/register' && body.includes('redirect_uris'))
        return { status: 400, json: { error: 'invalid_redirect_uri' } }
      const first =
        headers.authorization === `Basic ${btoa('client-1:s3cr3t%2F%2B1+%C3%A4%C3%B6%C3%BC%7E%22quoted%22')}`
      return path === '/main/token' && first ? { status: 400, json: { error: 'unauthorized_client' } } : undefined
    })
    const attempts = [
      { metadata: { redirect_uris: ['https://a.example/'] }, after: 'first' as const },
      { metadata: { client_name: 'Second' }, after: 'rejected' as const, because: 'it wants no redirect_uris' },
      {
        metadata: { client_name: 'Third' },
        after: 'unauthorized_client' as const,
        because: 'stricter than documented',
      },
    ]
    const evidence = await drive(
      driveInput(server.url, [endangering], {
        profile: profile({ clients: { confidential: { title: '', entry: true, attempts } } }),
      }),
    )
    expect(evidence.clients[0]).toMatchObject({
      client_id: 'client-2',
      attempts: [
        { exchange: 1, because: 'it wants no redirect_uris' },
        { exchange: 2, because: 'stricter than documented' },
      ],
    })
    expect(
      server.asked.filter(({ path }) => path === '/register').map(({ body }) => JSON.parse(body).client_name),
    ).toEqual([undefined, 'Second', 'Third', 'Third', 'Third'])
    expect(server.clients.size).toBe(0)
  })

  it('a configured client needs no registration', async () => {
    const server = await start()
    const client = {
      client_id: 'mine',
      client_secret: 'my-configured-secret',
      token_endpoint_auth_method: 'client_secret_post',
    } as const
    const evidence = await drive(
      driveInput(server.url, [ordinary, endangering], { target: target(server.url, { client }) }),
    )
    expect(server.asked[0]?.path).toBe('/main/token')
    expect(server.asked[0]?.body).toContain('client_secret=my-configured-secret')
    expect(evidence.clients).toEqual([
      { key: 'confidential', template: 'confidential', configured: true, client_id: 'mine', attempts: [] },
    ])
    expect(evidence.scenarios.map(({ id }) => id)).toEqual(['token/ordinary'])
    expect(JSON.stringify(evidence)).not.toContain('my-configured-secret')
  })
})

describe('an interrupt', () => {
  it('ends the run, keeps what was seen, and cleans up', async () => {
    const controller = new AbortController()
    const server = await start(({ path }) => {
      if (path === '/introspect') controller.abort()
      return undefined
    })
    const evidence = await drive(driveInput(server.url, [ordinary, endangering], { signal: controller.signal }))
    expect(evidence.run.interrupted).toBe(true)
    expect(evidence.complete).toBe(false)
    expect(Object.keys(evidence).at(-1)).toBe('complete')
    expect(server.clients.size).toBe(0)
    expect(evidence.exchanges.find(({ operation }) => operation === 'introspect')).toMatchObject({
      failure: { code: 'interrupted' },
    })
  })

  it('before the start sends nothing, and says so for every step', async () => {
    const server = await start()
    const evidence = await drive(driveInput(server.url, [ordinary], { signal: AbortSignal.abort() }))
    expect(server.asked).toEqual([])
    expect(evidence.run.interrupted).toBe(true)
    expect(evidence.scenarios[0]?.steps.mint).toMatchObject({ kind: 'blocked' })
  })
})

describe('clean-up', () => {
  it('leaves clients where it is told to, or where the server keeps them, and lists them', async () => {
    const kept = await start()
    const left = await drive(driveInput(kept.url, [ordinary], { keepClients: true }))
    expect([left.leftBehind, kept.clients.size]).toEqual([['client-1'], 1])
    const stubborn = await start(({ method }) => (method === 'DELETE' ? { status: 403 } : undefined))
    expect((await drive(driveInput(stubborn.url, [ordinary]))).leftBehind).toEqual(['client-1'])
  })

  it('does not delete twice what a scenario has deleted', async () => {
    const server = await start()
    const deleting = scenario('management/delete', [step('gone', 'delete_client')], { fresh: true })
    const evidence = await drive(driveInput(server.url, [deleting]))
    expect(asked(evidence).filter(([, operation]) => operation === 'delete_client')).toEqual([
      ['management/delete', 'delete_client', 204],
      ['clean-up', 'delete_client', 204],
    ])
    expect(evidence.leftBehind).toEqual([])
  })
})

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
    servers.push(server)
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
    const input = driveInput(server.baseUrl, [ordinary], {
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

describe('observers', () => {
  it('see the phases, and cannot break the run', async () => {
    const server = await start()
    const events: string[] = []
    const evidence = await drive(
      driveInput(server.url, [ordinary], {
        observer: {
          discovered: () => void events.push('discovered'),
          planned: (plan) => void events.push(`planned ${plan.scenarios} ${plan.requests} ${plan.clients}`),
          scenarioStarted: (id) => void events.push(`started ${id}`),
          scenarioFinished: () => {
            throw new Error('a broken progress line')
          },
          cleanUp: ({ deleted, leftBehind }) => void events.push(`clean-up ${deleted} ${leftBehind}`),
        },
      }),
    )
    expect(evidence.complete).toBe(true)
    expect(events).toEqual(['discovered', 'discovered', 'planned 1 4 1', 'started token/ordinary', 'clean-up 1 0'])
  })
})
