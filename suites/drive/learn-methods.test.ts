import { describe, expect, it } from 'vitest'
import type { Target } from '../model/target.ts'
import { drive } from './drive.ts'
import { endingServers } from './testing/runs.ts'
import type { Asked } from './testing/servers.ts'
import { driveInput, scenario, step, target } from './testing/specs.ts'

const { start } = endingServers()

const secret = 's3cr3t-of-the-target-file'
const basic = 'client_secret_basic'
const post = 'client_secret_post'
const methodOf = ({ headers, body }: Asked) =>
  headers.authorization !== undefined ? basic : body.includes('client_secret=') ? post : 'none'

/** Needs no client of its own. */
const shared = scenario('token/shared', [
  step('mint', 'token'),
  step('look', 'introspect', { request: { params: { token: '$steps.mint.body#/access_token' } } }),
])

/** Takes each client by the method that it has, and tells what was tried, in order. */
async function run(
  has: Readonly<Record<string, string>>,
  listed: Readonly<Record<string, unknown>> | undefined,
  more: Partial<Target>,
) {
  const tried: string[] = []
  const server = await start((asked, url) => {
    const { path, headers, body } = asked
    if (path === '/.well-known/oauth-authorization-server')
      return listed === undefined ? { status: 404 } : { json: { issuer: url, ...listed } }
    if (path !== '/main/token' && path !== '/introspect') return undefined
    const name = Buffer.from(headers.authorization?.slice(6) ?? '', 'base64').toString() + body
    const client = Object.keys(has).find((each) => name.includes(each)) ?? ''
    tried.push(`${client} ${methodOf(asked)}`)
    return has[client] === methodOf(asked) ? undefined : { status: 401, json: { error: 'invalid_client' } }
  })
  const at = target(server.url, {
    unnamedMethods: ['client'],
    client: { client_id: 'machine', client_secret: secret, token_endpoint_auth_method: basic },
    ...more,
  })
  const evidence = await drive(driveInput(server.url, [shared], { target: { ...at, issuer: server.url } }))
  return { tried, evidence, steps: evidence.scenarios[0]?.steps }
}

const lists = (...methods: readonly string[]) => ({
  token_endpoint_auth_methods_supported: methods,
})

describe('the method of a client of the target file that names none', () => {
  it.each([
    ['is tried where the metadata document is silent', undefined, post, [basic, post, post]],
    ['is the usual one, where the server takes it', undefined, basic, [basic, basic]],
    ['is the one that is listed: nothing else is sent', lists(post), post, [post]],
    [
      'is tried where both are listed, since it is the client that has one',
      lists(basic, post),
      post,
      [basic, post, post],
    ],
  ])('%s', async (_, listed, has, expected) => {
    const { tried, evidence, steps } = await run({ machine: has }, listed, {})
    expect(evidence.facts.clientMethod).toBe(has)
    expect(tried.slice(0, expected.length)).toEqual(expected.map((each) => `machine ${each}`))
    expect(steps).toMatchObject({ mint: { kind: 'sent' }, look: { kind: 'sent' } })
    expect(
      evidence.exchanges.filter(({ owner, response }) => owner === 'token/shared' && response?.status !== 200),
    ).toEqual([])
  })

  it('stays the usual one where none works', async () => {
    const { evidence } = await run({ machine: 'tls_client_auth' }, undefined, {})
    expect(evidence.facts.clientMethod).toBe(basic)
  })

  it('is not tried where the target file names it', async () => {
    const { tried, evidence } = await run({ machine: post }, undefined, { unnamedMethods: [] })
    expect([evidence.facts.clientMethod, tried.includes(`machine ${post}`)]).toEqual([basic, false])
  })

  it('is found out for each of them', async () => {
    const named = (client_id: string) =>
      ({ client_id, client_secret: secret, token_endpoint_auth_method: basic }) as const
    const { tried, evidence, steps } = await run({ machine: post, caller: basic, 'other-one': post }, undefined, {
      unnamedMethods: ['client', 'secondClient', 'introspectionClient'],
      secondClient: named('other-one'),
      introspectionClient: named('caller'),
    })
    expect(tried).toEqual(expect.arrayContaining([`caller ${post}`, `caller ${basic}`, `other-one ${post}`]))
    expect(tried).not.toContain(`other-one ${basic}`)
    const { look } = steps ?? {}
    const [id] = look?.kind === 'sent' ? look.exchanges : []
    expect(evidence.exchanges.find((each) => each.id === id)?.response?.status).toBe(200)
  })
})
