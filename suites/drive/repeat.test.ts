import { describe, expect, it } from 'vitest'
import { drive } from './drive.ts'
import type { DriveInput } from './drive-input.ts'
import { asked, endangering, endingServers, ordinary } from './testing/runs.ts'
import { driveInput, scenario, step, target } from './testing/specs.ts'

const { start } = endingServers()

const plain = scenario('token/plain', [step('mint', 'token', { request: { params: { nonce: '$random.opaque' } } })])
const repeat =
  (...ids: readonly string[]): NonNullable<DriveInput['repeat']> =>
  async ({ again = [] }) =>
    again.length > 0 ? [] : ids.map((row) => ({ row, ownClient: row === 'token/ordinary' }))

describe('a row that is run once more', () => {
  it('has a client of its own where it registers one, or where the registration is in question; else it shares', async () => {
    const server = await start()
    const all = [ordinary, endangering, plain]
    const evidence = await drive(driveInput(server.url, all, { repeat: repeat(...all.map(({ id }) => id)) }))
    expect(evidence.again?.map(({ id, client, second }) => [id, client, second])).toEqual([
      ['token/fresh', 'confidential@token/fresh#2', 'confidential@second@token/fresh#2'],
      ['token/ordinary', 'confidential@token/ordinary#2', undefined],
      ['token/plain', 'confidential', undefined],
    ])
    expect(evidence.clients.find(({ key }) => key === 'confidential@token/ordinary#2')?.client_id).toBe('client-6')
    expect([server.clients.size, evidence.leftBehind, evidence.run.confirmed]).toEqual([0, [], true])
  })

  it('sends other data than before', async () => {
    const server = await start()
    await drive(driveInput(server.url, [plain], { repeat: repeat('token/plain') }))
    const bodies = server.asked.filter(({ path }) => path === '/main/token').map(({ body }) => body)
    expect(new Set(bodies).size).toBe(bodies.length)
  })

  it('is judged from evidence that holds all of the first attempt', async () => {
    const server = await start()
    const seen: unknown[] = []
    const evidence = await drive(
      driveInput(server.url, [ordinary], {
        repeat: async (soFar) => {
          seen.push(soFar.scenarios, soFar.exchanges, soFar.secrets)
          return []
        },
      }),
    )
    const before = evidence.exchanges.filter(({ owner }) => owner !== 'clean-up')
    expect(seen).toEqual([evidence.scenarios, before, evidence.secrets])
    // The very same objects: by them a judgement knows that it need not be made again.
    expect(seen[0]).toBe(evidence.scenarios)
    expect(seen[2]).toBe(evidence.secrets)
    expect(evidence.again).toBeUndefined()
    expect(JSON.stringify(evidence)).not.toContain('management-token')
  })

  it('sends one request at a time', async () => {
    const server = await start()
    const rows = scenario('token/rows', [step('a', 'token')], { matrix: { n: [1, 2, 3, 4] } })
    const ids = [1, 2, 3, 4].map((n) => `token/rows[${n}]`)
    const { again, exchanges } = await drive(driveInput(server.url, [rows], { concurrency: 4, repeat: repeat(...ids) }))
    const times = (again ?? []).flatMap(({ steps }) =>
      Object.values(steps).flatMap((taken) =>
        taken.kind === 'sent' ? exchanges.filter(({ id }) => taken.exchanges.includes(id)) : [],
      ),
    )
    expect(times).toHaveLength(4)
    for (const [index, { request }] of times.entries()) {
      const received = times[index - 1]?.response?.receivedAt ?? ''
      expect(request.sentAt >= received).toBe(true)
    }
  })

  it('keeps the client that the target file names', async () => {
    const server = await start()
    const client = {
      client_id: 'mine',
      client_secret: 'my-configured-secret',
      token_endpoint_auth_method: 'client_secret_basic',
    } as const
    const { again } = await drive(
      driveInput(server.url, [plain], { target: target(server.url, { client }), repeat: repeat('token/plain') }),
    )
    expect(again?.map((run) => run.client)).toEqual(['confidential'])
  })
})

describe('an interrupt while rows are run once more', () => {
  it('keeps the first attempt and every answer, and cleans up', async () => {
    const controller = new AbortController()
    let introspections = 0
    const server = await start(({ path }) => {
      introspections += Number(path === '/introspect')
      if (introspections === 2) controller.abort()
      return undefined
    })
    const evidence = await drive(
      driveInput(server.url, [ordinary], { signal: controller.signal, repeat: repeat('token/ordinary') }),
    )
    expect(evidence.scenarios[0]?.steps.look).toMatchObject({ kind: 'sent' })
    expect(evidence.again).toBeUndefined()
    expect(asked(evidence).filter(([, operation]) => operation === 'introspect')).toEqual([
      ['token/ordinary', 'introspect', 200],
      ['token/ordinary', 'introspect', undefined],
    ])
    expect([evidence.complete, server.clients.size]).toEqual([false, 0])
  })
})
