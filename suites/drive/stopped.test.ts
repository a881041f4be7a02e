import { expect, it } from 'vitest'
import { drive } from './drive.ts'
import { endangering, endingServers, ordinary } from './testing/runs.ts'
import { driveInput, scenario, step } from './testing/specs.ts'

const { start } = endingServers()

/** Rows that each ask for one token. */
const rows = scenario('token/rows', [step('a', 'token')], { matrix: { n: [1, 2, 3, 4, 5, 6] } })

it.each([
  ['3600', 3, /wait of 3600 s/u],
  ['1', undefined, undefined],
])('after three answers that ask for a wait of %s s the run stops asking', async (wait, sent, because) => {
  let tokens = 0
  const server = await start(({ path }) => {
    tokens += Number(path === '/main/token')
    return path === '/main/token' && tokens > 2 && (wait === '3600' || tokens === 3)
      ? { status: 429, headers: { 'retry-after': wait } }
      : undefined
  })
  const evidence = await drive(driveInput(server.url, [rows], { repeat: async () => [] }))
  const busy = evidence.exchanges.filter(({ response }) => response?.status === 429)
  expect(busy).toHaveLength(sent ?? 1)
  if (because === undefined) expect([evidence.run.stopped, evidence.complete]).toEqual([undefined, true])
  else {
    expect(evidence.run.stopped).toMatch(because)
    expect(evidence.complete).toBe(false)
    expect(evidence.scenarios.at(-1)?.steps.a).toEqual({ kind: 'blocked', because: evidence.run.stopped })
  }
  expect(server.clients.size).toBe(0)
})

it('a run that has stopped runs nothing once more', async () => {
  const server = await start(({ path }) =>
    path === '/introspect' ? { status: 429, headers: { 'retry-after': '3600' } } : undefined,
  )
  const look = scenario('token/look', [
    ...ordinary.steps,
    ...ordinary.steps.slice(2).map((each) => ({ ...each, id: 'more' })),
  ])
  let asked = 0
  const evidence = await drive(
    driveInput(server.url, [ordinary, endangering, look], {
      repeat: async () => {
        asked += 1
        return []
      },
    }),
  )
  expect([evidence.run.stopped === undefined, asked]).toEqual([false, 0])
})
