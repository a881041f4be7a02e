import { expect, it } from 'vitest'
import { drive } from '../drive.ts'
import { endingServers } from '../testing/runs.ts'
import { serve } from '../testing/servers.ts'
import { driveInput, scenario, step, target } from '../testing/specs.ts'

const { ends, start } = endingServers()
const key = 'k3y-of-the-management-api'

it('asks a host of the target file with its header fields, which no evidence shows, and credentials only where the step gives them', async () => {
  const management = ends(await serve(() => ({ json: { status: 'UP' } })))
  const server = await start()
  const steps = [
    step('mint', 'token'),
    step('plain', 'http', { request: { host: 'management', path: '/health' } }),
    step('token', 'http', {
      request: { host: 'management', path: '/me', auth: { bearer: '$steps.mint.body#/access_token' } },
    }),
  ]
  const hosts = { management: { url: `${management.url}/manage`, headers: { 'X-Api-Key': key } } }
  const evidence = await drive(
    driveInput(server.url, [scenario('my/host', steps)], {
      target: target(server.url, { hosts, secretHeaders: ['X-Api-Key'] }),
    }),
  )
  expect(management.asked.map(({ path, headers }) => [path, headers['x-api-key'], headers.authorization])).toEqual([
    ['/manage/health', key, undefined],
    ['/manage/me', key, expect.stringMatching(/^Bearer opaque-access-token/u)],
  ])
  expect(server.asked.some(({ headers }) => headers['x-api-key'] !== undefined)).toBe(false)
  expect(JSON.stringify(evidence)).not.toContain(key)
  expect(JSON.stringify(evidence)).not.toContain('opaque-access-token')
})

it('does not follow what a server says to another origin', async () => {
  const elsewhere = ends(await serve(() => ({ status: 200 })))
  const server = await start(({ path }) =>
    path === '/go' ? { status: 302, headers: { location: elsewhere.url } } : undefined,
  )
  const evidence = await drive(
    driveInput(server.url, [scenario('my/go', [step('go', 'http', { request: { path: '/go' } })], { client: 'none' })]),
  )
  expect(evidence.exchanges.find(({ operation }) => operation === 'http')?.response?.status).toBe(302)
  expect(elsewhere.asked).toEqual([])
})

it('waits as long as a step says', async () => {
  const server = await start()
  const steps = [
    step('first', 'http', { request: { path: '/one' } }),
    step('second', 'http', { request: { path: '/two' }, wait: '$param.settle' }),
    step('third', 'http', { request: { path: '/three' }, wait: '$param.as' }),
  ]
  const evidence = await drive(
    driveInput(server.url, [scenario('my/wait', steps, { client: 'none' })], {
      profile: {
        ...driveInput(server.url, []).profile,
        parameters: { as: { default: 'main' }, settle: { default: 0.3 } },
      },
    }),
  )
  const [one, two] = evidence.exchanges.filter(({ owner }) => owner === 'my/wait')
  expect(Date.parse(two?.request.sentAt ?? '') - Date.parse(one?.request.sentAt ?? '')).toBeGreaterThanOrEqual(290)
  expect(evidence.scenarios[0]?.steps.third).toEqual({
    kind: 'blocked',
    because: 'the time to wait is not a number of seconds',
  })
})
