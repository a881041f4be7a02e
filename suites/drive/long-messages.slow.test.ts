import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { drive } from './drive.ts'
import { endingServers } from './testing/runs.ts'
import { driveInput, scenario, step } from './testing/specs.ts'

const { start } = endingServers()

describe('long messages', () => {
  it('are kept as long as there is room; the short ones are always kept', async () => {
    const filler = createHash('sha256').update('x').digest('hex').repeat(10_000)
    const server = await start(({ path }) => (path === '/introspect' ? { json: { active: true, filler } } : undefined))
    const look = scenario(
      'token/look',
      [
        step('mint', 'token'),
        step('look', 'introspect', { request: { params: { token: '$steps.mint.body#/access_token' } } }),
      ],
      { matrix: { n: Array.from({ length: 14 }, (_, index) => index) } },
    )
    const evidence = await drive(driveInput(server.url, [look]))
    const looks = evidence.exchanges.filter(({ operation }) => operation === 'introspect')
    expect(looks.filter(({ response }) => response !== undefined)).toHaveLength(6)
    expect(looks.at(-1)?.failure).toEqual({
      code: 'too-large',
      message: expect.stringMatching(
        /^the answer has \d+ octets, too many: a run keeps 4 MiB of messages that are longer than 16 KiB\. /u,
      ),
    })
    const tokens = evidence.exchanges.filter(({ operation }) => operation === 'token')
    expect(tokens.every(({ response }) => response?.status === 200)).toBe(true)
  })
})

describe('a request for which there is no room', () => {
  it('is not sent, and kept without what makes it long', async () => {
    const access_token = 'x'.repeat(700_000)
    const server = await start(({ path }) =>
      path === '/main/token' ? { json: { access_token, token_type: 'Bearer' } } : undefined,
    )
    const look = scenario('token/look', [
      step('mint', 'token'),
      ...Array.from({ length: 8 }, (_, index) =>
        step(`look${index}`, 'introspect', { request: { params: { token: '$steps.mint.body#/access_token' } } }),
      ),
    ])
    const evidence = await drive(driveInput(server.url, [look]))
    const unsent = evidence.exchanges.filter(({ failure }) => failure?.code === 'not-sent')
    expect(unsent.length).toBeGreaterThan(2)
    expect(unsent.map(({ request }) => request.body)).toEqual(unsent.map(() => undefined))
    expect(unsent[0]?.failure?.message).toMatch(/^not sent: the request has \d+ octets, too many/u)
  })
})

describe('an answer for which there is no room', () => {
  it('is still the answer to a registration: its client is deleted, and its secrets are secrets', async () => {
    const padding = 'x'.repeat(700_000)
    const told: string[] = []
    const server = await start(({ path, method }) => {
      if (method === 'DELETE') return { status: 204 }
      if (path !== '/register' || method !== 'POST') return undefined
      told.push(`secret-${crypto.randomUUID()}`)
      const id = `big-${told.length}`
      return {
        status: 201,
        json: {
          client_id: id,
          client_secret: told.at(-1),
          registration_client_uri: `${server.url}/register/${id}`,
          registration_access_token: `access-${id}-${crypto.randomUUID()}`,
          client_name: told.join(' '),
          padding,
        },
      }
    })
    const own = scenario('registration/rows', [step('a', 'register'), step('mint', 'token')], {
      fresh: true,
      matrix: { n: Array.from({ length: 12 }, (_, index) => index) },
    })
    const evidence = await drive(driveInput(server.url, [own]))
    expect(told.length).toBeGreaterThan(9)
    expect(evidence.exchanges.some(({ failure }) => failure?.code === 'too-large')).toBe(true)
    const deleted = server.asked.filter(({ method }) => method === 'DELETE').map(({ path }) => path)
    expect(deleted.toSorted()).toEqual(told.map((_, index) => `/register/big-${index + 1}`).toSorted())
    const text = JSON.stringify(evidence)
    for (const secret of told) expect(text).not.toContain(secret)
  })
})
