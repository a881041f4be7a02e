import { describe, expect, it } from 'vitest'
import type { Evidence } from '../model/evidence.ts'
import { longestRun } from './deadline.ts'
import { drive } from './drive.ts'
import { endingServers } from './testing/runs.ts'
import type { CannedAnswer } from './testing/servers.ts'
import { driveInput, scenario, step } from './testing/specs.ts'

const { start } = endingServers()

const never = new Promise<CannedAnswer>(() => undefined)

/** Rows that each ask for one token. */
const rows = (number: number) =>
  scenario('token/rows', [step('a', 'token')], { matrix: { n: Array.from({ length: number }, (_, index) => index) } })

const failuresOf = ({ exchanges }: Evidence, code: string): number =>
  exchanges.filter(({ failure }) => failure?.code === code).length

describe('an endpoint from which nothing comes back', () => {
  it('is not asked again and again, and the evidence says so', async () => {
    let tokens = 0
    const server = await start(({ path }) => {
      tokens += Number(path === '/main/token')
      return path === '/main/token' && tokens > 3 ? never : undefined
    })
    const evidence = await drive(driveInput(server.url, [rows(40)], { timeoutMs: 400 }))
    const timeouts = failuresOf(evidence, 'timeout')
    // Four in a row, and one more now and then, since it may come back.
    expect([timeouts >= 4, timeouts <= 8]).toEqual([true, true])
    expect(failuresOf(evidence, 'not-sent')).toBeGreaterThan(25)
    expect(evidence.exchanges.find(({ failure }) => failure?.code === 'not-sent')?.failure?.message).toBe(
      `not sent: 4 requests in a row to ${server.url}/main/token failed alike (no complete answer in time), so it is not asked any more`,
    )
    expect([evidence.complete, server.clients.size]).toEqual([true, 0])
  })

  it('that comes back is asked again', async () => {
    let tokens = 0
    const server = await start(({ path }) => {
      tokens += Number(path === '/main/token')
      return path === '/main/token' && tokens > 3 && tokens < 8 ? never : undefined
    })
    const evidence = await drive(driveInput(server.url, [rows(40)], { timeoutMs: 400 }))
    expect(failuresOf(evidence, 'timeout')).toBe(4)
    expect(failuresOf(evidence, 'not-sent')).toBe(7)
    expect(evidence.exchanges.filter(({ operation }) => operation === 'token').at(-1)?.response?.status).toBe(200)
  })

  it('one slow answer among good ones stops nothing', async () => {
    let tokens = 0
    const server = await start(({ path }) => {
      tokens += Number(path === '/main/token')
      return path === '/main/token' && tokens % 3 === 0 ? never : undefined
    })
    const evidence = await drive(driveInput(server.url, [rows(40)], { timeoutMs: 400 }))
    expect(failuresOf(evidence, 'not-sent')).toBe(0)
  })
})

describe('the time of a whole run', () => {
  it('is over at --deadline: nothing more is sent, and what was registered is deleted', async () => {
    const server = await start(async ({ path }) => {
      if (path !== '/main/token') return undefined
      await new Promise((resolve) => setTimeout(resolve, 100))
      return undefined
    })
    const began = performance.now()
    const evidence = await drive(driveInput(server.url, [rows(400)], { deadline: 1 }))
    expect(performance.now() - began).toBeLessThan(10_000)
    expect(evidence.run).toMatchObject({
      interrupted: false,
      deadline: true,
      stopped: 'the time for the whole run is over (1 s), so nothing more was sent',
    })
    expect([evidence.complete, server.clients.size]).toEqual([false, 0])
    expect(evidence.scenarios.at(-1)?.steps.a).toEqual({ kind: 'blocked', because: evidence.run.stopped })
  })

  it('is longer than what a server needs that answers each request in time', () => {
    expect(longestRun({ requests: 800, seconds: 0 }, { timeoutMs: 10_000, concurrency: 8 })).toBe(1_300_000)
    expect(longestRun({ requests: 800, seconds: 0 }, { timeoutMs: 10_000, concurrency: 8, rate: 2 })).toBe(1_700_000)
    expect(longestRun({ requests: 800, seconds: 60 }, { timeoutMs: 10_000, concurrency: 8 })).toBe(1_420_000)
  })
})
