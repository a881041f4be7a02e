import { describe, expect, it } from 'vitest'
import { drive } from './drive.ts'
import { littleServer } from './testing/little-server.ts'
import { endangering, endingServers, ordinary } from './testing/runs.ts'
import { driveInput, profile, scenario, step, target } from './testing/specs.ts'

const { start } = endingServers()

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

  describe('a client of the target file', () => {
    const client = {
      client_id: 'mine',
      client_secret: 'my-configured-secret',
      token_endpoint_auth_method: 'client_secret_post',
    } as const
    const flow = scenario('token/flow', [step('mint', 'token')])
    const revoking = scenario('revocation/effect', [step('mint', 'token'), step('revoked', 'revoke')], { fresh: true })
    const mine = { key: 'confidential', template: 'confidential', configured: true, client_id: 'mine', attempts: [] }

    it('serves the flow, and nothing is registered that nobody needs', async () => {
      const server = await start()
      const evidence = await drive(driveInput(server.url, [flow], { target: target(server.url, { client }) }))
      expect(server.asked.map(({ path }) => path)).toEqual(['/main/token', '/main/token'])
      expect(server.asked[0]?.body).toContain('client_secret=my-configured-secret')
      expect(evidence.clients).toEqual([mine])
      expect(JSON.stringify(evidence)).not.toContain('my-configured-secret')
    })

    it('replaces none of those that register themselves', async () => {
      const server = await start()
      const scenarios = [flow, ordinary, endangering, revoking]
      const planned: number[] = []
      const input = driveInput(server.url, scenarios, { target: target(server.url, { client }) })
      const evidence = await drive({ ...input, observer: { planned: ({ clients }) => void planned.push(clients) } })
      expect(planned).toEqual([server.asked.filter(({ path }) => path === '/register').length])
      expect(evidence.scenarios.map(({ id, client: used }) => [id, used])).toEqual([
        ['revocation/effect', 'confidential@revocation/effect'],
        ['token/flow', 'confidential'],
        ['token/fresh', 'confidential@token/fresh'],
        ['token/ordinary', 'confidential@registered'],
      ])
      expect(evidence.clients.filter(({ configured }) => configured)).toEqual([mine])
      expect(server.clients.size).toBe(0)
    })

    it('does alone, where registration is closed, what does not change it; the rest says why', async () => {
      const server = await start(({ path }) => (path === '/register' ? { status: 401 } : undefined))
      const scenarios = [flow, ordinary, endangering, revoking]
      const evidence = await drive(driveInput(server.url, scenarios, { target: target(server.url, { client }) }))
      expect(evidence.scenarios.map(({ id, client: used }) => [id, used])).toEqual([
        ['revocation/effect', 'confidential'],
        ['token/flow', 'confidential'],
      ])
      expect(evidence.facts).toMatchObject({
        registers: false,
        capabilities: { registration: { because: expect.stringMatching(/closed \(401.*no initialAccessToken/u) } },
      })
    })
  })
})
