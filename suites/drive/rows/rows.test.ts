import { afterEach, describe, expect, it } from 'vitest'
import type { Evidence } from '../../model/evidence.ts'
import type { Scenario } from '../../model/scenario.ts'
import { drive } from '../drive.ts'
import { littleServer } from '../testing/little-server.ts'
import { driveInput, scenario, step, target } from '../testing/specs.ts'

const servers: { close(): Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

async function run(scenarios: readonly Scenario[], answer?: Parameters<typeof littleServer>[0], parameters = {}) {
  const server = await littleServer(answer)
  servers.push(server)
  const evidence = await drive(driveInput(server.url, scenarios, { target: target(server.url, { parameters }) }))
  return { evidence, server, steps: evidence.scenarios[0]?.steps ?? {} }
}
const statuses = (evidence: Evidence, owner: string) =>
  evidence.exchanges.filter((each) => each.owner === owner).map(({ step: id, response }) => [id, response?.status])

describe('a step', () => {
  it('is skipped when its condition is false, and blocked when a reference has no value', async () => {
    const { steps } = await run([
      scenario('a', [
        step('mint', 'token'),
        step('never', 'token', { when: { answer: { mint: { status: [500] } } } }),
        step('lost', 'introspect', { request: { params: { token: '$steps.never.body#/access_token' } } }),
        step('offered', 'resource'),
      ]),
    ])
    expect(steps).toMatchObject({
      mint: { kind: 'sent' },
      never: { kind: 'skipped', because: expect.stringContaining('200') },
      lost: { kind: 'blocked', because: expect.stringContaining('of step "never" has no') },
      offered: { kind: 'skipped', because: expect.stringContaining('no resource endpoint') },
    })
  })

  it('is repeated while the server is busy; every exchange is kept', async () => {
    let count = 0
    const { steps, evidence } = await run(
      [scenario('a', [step('gone', 'revoke', { request: { params: { token: 'x' } } })])],
      ({ path }) => {
        if (path !== '/revoke') return undefined
        count += 1
        return count < 3 ? { status: 503, headers: { 'retry-after': '0' } } : { status: 200 }
      },
    )
    expect(steps.gone).toMatchObject({ exchanges: [3, 4, 5] })
    expect(statuses(evidence, 'a')).toEqual([
      ['gone', 503],
      ['gone', 503],
      ['gone', 200],
    ])
  })
})

describe('poll', () => {
  const polled = (seconds: number | string) =>
    scenario('a', [
      step('look', 'introspect', {
        request: { params: { token: 'x' } },
        poll: { until: { answer: { look: { json: [{ at: '/active', equals: false }] } } }, for: seconds, every: 0.05 },
      }),
    ])

  it('asks until the condition holds', async () => {
    let count = 0
    const { steps } = await run([polled('$param.propagationSeconds')], ({ path }) => {
      if (path !== '/introspect') return undefined
      count += 1
      return { json: { active: count < 3 } }
    })
    expect(steps.look).toMatchObject({ kind: 'sent', exchanges: [3, 4, 5] })
  })

  it('gives up when the time is over, and asks once when there is none', async () => {
    const { steps } = await run([polled(0.3)])
    const times = steps.look?.kind === 'sent' ? steps.look.exchanges.length : 0
    expect(times).toBeGreaterThan(1)
    expect(times).toBeLessThan(8)
    expect(
      (await run([polled('$param.propagationSeconds')], undefined, { propagationSeconds: 0 })).steps.look,
    ).toMatchObject({ exchanges: [3] })
  })
})

describe('a live token', () => {
  const using = scenario('a', [
    step('mint', 'token'),
    step('use', 'introspect', { live: 'mint', request: { params: { token: '$steps.mint.body#/access_token' } } }),
  ])
  const issuing = (...lifetimes: readonly number[]) => {
    let count = 0
    return ({ path }: { path: string }) => {
      if (path !== '/main/token') return undefined
      const expires_in = lifetimes[Math.min(count, lifetimes.length - 1)] ?? 0
      count += 1
      return { json: { access_token: `token-number-${count}`, token_type: 'Bearer', expires_in } }
    }
  }

  it('is used as it is while it has life left', async () => {
    const { steps, server } = await run([using], issuing(3600))
    expect(steps).toMatchObject({ mint: { exchanges: [3] }, use: { exchanges: [4], minted: 3 } })
    expect(server.asked.find(({ path }) => path === '/introspect')?.body).toContain('token-number-2')
  })

  it('is minted anew, once, when it has too little left', async () => {
    const { steps, server } = await run([using], issuing(3600, 5, 3600))
    expect(steps).toMatchObject({ mint: { exchanges: [3, 4] }, use: { exchanges: [5], minted: 4 } })
    expect(server.asked.find(({ path }) => path === '/introspect')?.body).toContain('token-number-3')
  })

  it('is not minted for ever where every one is short', async () => {
    const { steps } = await run([using], issuing(1))
    expect(steps).toMatchObject({ mint: { exchanges: [3, 4] }, use: { exchanges: [5], minted: 4 } })
  })

  it('is minted anew when it ran out while the answer was on its way', async () => {
    const mint = issuing(11)
    const later = (seconds: number): string => new Date(Date.now() + seconds * 1000).toUTCString()
    const { steps } = await run([using], (asked) =>
      asked.path === '/introspect' ? { json: { active: false }, headers: { date: later(60) } } : mint(asked),
    )
    expect(steps).toMatchObject({ mint: { exchanges: [3, 5] }, use: { exchanges: [4, 6], minted: 5 } })
  })

  it('stays in use when a new one is refused', async () => {
    let count = 0
    const { steps } = await run([using], ({ path }) => {
      if (path !== '/main/token') return undefined
      count += 1
      return count > 2
        ? { status: 400, json: { error: 'invalid_scope' } }
        : { json: { access_token: `token-number-${count}`, expires_in: 2 } }
    })
    expect(steps.mint).toMatchObject({ exchanges: [3] })
    expect(steps.use).toMatchObject({ kind: 'sent', minted: 3 })
  })
})

describe('a fresh client', () => {
  it('is the one that a register step of the row makes', async () => {
    const { steps, server, evidence } = await run([
      scenario(
        'a',
        [
          step('made', 'register', { request: { json: { client_name: 'Mine' } } }),
          step('mint', 'token'),
          step('name', 'token', { request: { params: { x: '$client#/client_id' } } }),
        ],
        { fresh: true },
      ),
    ])
    expect(steps).toMatchObject({ made: { exchanges: [3] }, mint: { exchanges: [4] } })
    expect(server.asked.at(-3)?.body).toContain('x=client-2')
    expect(evidence.clients.map(({ key, client_id }) => [key, client_id])).toEqual([
      ['confidential', 'client-1'],
      ['confidential@a', 'client-2'],
    ])
  })

  it('does not take the place of a shared one', async () => {
    const { server } = await run([
      scenario('a', [
        step('made', 'register', { request: { json: { client_name: 'Other' } } }),
        step('name', 'token', { request: { params: { x: '$client#/client_id' } } }),
      ]),
    ])
    expect(server.asked.find(({ body }) => body.includes('x=client-'))?.body).toContain('x=client-1')
    expect(server.clients.size).toBe(0)
  })

  it('is known as the server states it anew', async () => {
    const { server } = await run(
      [
        scenario(
          'a',
          [
            step('read', 'read_client'),
            step('mint', 'token', { request: { auth: { method: 'client_secret_post' } } }),
            step('again', 'read_client'),
          ],
          { fresh: true },
        ),
      ],
      ({ method, path, headers }, url) =>
        method === 'GET' && path === '/register/client-2' && headers.authorization === 'Bearer management-token-2-xyz'
          ? {
              json: {
                client_id: 'client-2',
                client_secret: 'rotated-secret',
                registration_access_token: 'rotated-token',
                registration_client_uri: `${url}/register/client-2`,
              },
            }
          : undefined,
    )
    expect(server.asked.find(({ body }) => body.includes('rotated-secret'))).toBeDefined()
    expect(
      server.asked
        .filter(({ headers }) => headers.authorization === 'Bearer rotated-token')
        .map(({ method }) => method),
    ).toEqual(['GET', 'DELETE'])
  })
})
