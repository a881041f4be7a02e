import { describe, expect, it } from 'vitest'
import { drive } from './drive.ts'
import { asked, endangering, endingServers, ordinary } from './testing/runs.ts'
import { serve } from './testing/servers.ts'
import { driveInput, profile, scenario, step } from './testing/specs.ts'

const { ends, start } = endingServers()

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
      second: 'confidential@second',
      steps: { registered: { exchanges: [4] } },
    })
    expect(clients.map(({ key, client_id, exchange }) => [key, client_id, exchange])).toEqual([
      ['confidential', 'client-1', 1],
      ['confidential@second', 'client-2', 3],
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
    let letGo = (): void => {}
    const twoAtOnce = new Promise<void>((resolve) => {
      letGo = resolve
    })
    let tokens = 0
    const server = await serve(async ({ path }, url) => {
      const inFlight = (now[path] ?? 0) + 1
      now[path] = inFlight
      most[path] = Math.max(most[path] ?? 0, inFlight)
      if (path === '/main/token') {
        if (inFlight > 1) letGo()
        tokens += 1
        // The first is the entry's, alone. The rows' are answered once two of them are here.
        if (tokens > 1) await twoAtOnce
      } else await new Promise((resolve) => setTimeout(resolve, 40))
      now[path] = (now[path] ?? 1) - 1
      return path === '/register'
        ? { status: 201, json: { client_id: `c${Math.random()}`, client_secret: 'x'.repeat(20), uri: url } }
        : { json: {} }
    })
    ends(server)
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
    const planned = `planned 1 ${evidence.exchanges.length} 1`
    expect(events).toEqual(['discovered', 'discovered', planned, 'started token/ordinary', 'clean-up 1 0'])
  })
})
