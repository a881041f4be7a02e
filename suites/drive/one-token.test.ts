import { expect, it } from 'vitest'
import { drive } from './drive.ts'
import { endingServers } from './testing/runs.ts'
import { driveInput, scenario, step } from './testing/specs.ts'

const { start } = endingServers()

/** A server that knows the newest token of each client, or all of them. */
const remembering = (all: boolean) => {
  const known: string[] = []
  return start(({ path, body }) => {
    if (path === '/main/token') {
      known.push(`access-token-number-${known.length}`)
      return { json: { access_token: known.at(-1) ?? '', token_type: 'Bearer', expires_in: 3600 } }
    }
    const token = new URLSearchParams(body).get('token') ?? ''
    return path === '/introspect'
      ? { json: { active: all ? known.includes(token) : token === known.at(-1) } }
      : undefined
  })
}

const look = (id: string) =>
  scenario(`introspection/${id}`, [
    step('mint', 'token'),
    step('look', 'introspect', { request: { params: { token: '$steps.mint.body#/access_token' } } }),
  ])
const scenarios = ['a', 'b', 'c', 'd', 'e', 'f'].map(look)

it('where a new token ends the one before, rows that share a client run one after the other', async () => {
  const server = await remembering(false)
  const evidence = await drive({ ...driveInput(server.url, scenarios), concurrency: 6 })
  expect(evidence.facts.oneTokenPerClient).toBe(true)
  const looks = evidence.exchanges.filter(({ step: name }) => name === 'look')
  expect(looks.map(({ response }) => JSON.stringify(response?.body))).toEqual(
    scenarios.map(() => JSON.stringify({ text: '{"active":true}' })),
  )
})

it('where tokens live side by side, so do the rows', async () => {
  const server = await remembering(true)
  const { facts } = await drive({ ...driveInput(server.url, scenarios), concurrency: 6 })
  expect(facts.oneTokenPerClient).toBeUndefined()
})

it('is not asked where rows run one after the other anyway', async () => {
  const server = await remembering(false)
  await drive(driveInput(server.url, scenarios))
  expect(server.asked.filter(({ path }) => path === '/introspect')).toHaveLength(scenarios.length)
})
