import { afterAll, describe, expect, it } from 'vitest'
import { decodeJson, isObject } from '../decode/json.ts'
import type { Report } from '../model/report.ts'
import type { StaticClient, Target } from '../model/target.ts'
import { startReferenceServer } from '../reference-server/index.ts'
import { rulesOf } from '../reference-server/rules.ts'
import { jsonReply } from '../reference-server/wire/reply.ts'
import { linesOf, runAgainst, targetOf } from './testing/engine.ts'

/** Registers a client by hand, as an operator would. */
async function byHand(issuer: string): Promise<StaticClient> {
  const response = await fetch(`${issuer}/register`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ grant_types: ['client_credentials'], response_types: [], scope: 'read write' }),
  })
  const body = decodeJson(await response.text())
  const information = body.ok && isObject(body.value.value) ? body.value.value : {}
  const { client_id, client_secret } = information
  return {
    client_id: String(client_id),
    client_secret: String(client_secret),
    token_endpoint_auth_method: 'client_secret_basic',
  }
}

const judged = async (target: Target): Promise<Report> => (await runAgainst('rfc', target)).report

const closed = jsonReply(401, { error: 'invalid_token' }, { 'WWW-Authenticate': 'Bearer', 'Cache-Control': 'no-store' })

describe('servers as they are: no false alarm', () => {
  const servers: { close(): Promise<void> }[] = []
  afterAll(() => Promise.all(servers.map((server) => server.close())))
  const start = async (options: Parameters<typeof startReferenceServer>[0]) => {
    const server = await startReferenceServer({ mode: 'full', ...options })
    servers.push(server)
    return server
  }

  it('a client made by hand instead of registration', async () => {
    const server = await start({})
    const client = await byHand(server.issuer)
    const report = await judged(
      targetOf({ issuer: server.issuer, client, secondClient: await byHand(server.issuer), scope: 'read' }),
    )
    expect(linesOf(report, 'fail', 'error', 'inconclusive')).toEqual([])
    expect(report.conclusion).toBe('conformant')
    expect(report.leftBehind).toEqual([])
  })

  it('closed registration and no client: inconclusive, and it says why', async () => {
    const server = await start({
      rules: { intercept: (_context, endpoint) => (endpoint === 'registration' ? closed : undefined) },
    })
    const report = await judged(targetOf({ issuer: server.issuer }))
    expect(linesOf(report, 'fail', 'error')).toEqual([])
    expect(report.conclusion).toBe('inconclusive')
    expect(linesOf(report, 'inconclusive').join('\n')).toMatch(/registration was answered 401/u)
  })

  it('registration that asks for an initial access token', async () => {
    const token = 'an-initial-access-token-of-this-test'
    const server = await start({
      rules: {
        intercept: (_context, endpoint, incoming) =>
          endpoint === 'registration' && incoming.header('authorization') !== `Bearer ${token}` ? closed : undefined,
      },
    })
    const { report, evidence } = await runAgainst(
      'rfc',
      targetOf({ issuer: server.issuer, scope: 'read', initialAccessToken: token }),
    )
    expect(linesOf(report, 'fail', 'error', 'inconclusive')).toEqual([])
    expect(JSON.stringify(evidence)).not.toContain(token)
  })

  it('opaque access tokens', async () => {
    const { newManagementToken } = rulesOf('full')
    const server = await start({ rules: { signToken: async () => newManagementToken() } })
    const report = await judged(targetOf({ issuer: server.issuer, scope: 'read' }))
    expect(linesOf(report, 'error', 'inconclusive')).toEqual([])
    expect(
      report.scenarios.filter((scenario) => scenario.id.startsWith('jwt/')).map((scenario) => scenario.verdict),
    ).not.toContain('fail')
  })

  it('no metadata at all: the endpoints come from the target file', async () => {
    const { offers } = rulesOf('full')
    const server = await start({ rules: { offers: (endpoint) => endpoint !== 'metadata' && offers(endpoint) } })
    const endpoints = Object.fromEntries(
      ['token', 'introspection', 'revocation', 'jwks'].map((name) => [name, `${server.issuer}/${paths[name]}`]),
    )
    const report = await judged(
      targetOf({
        issuer: server.issuer,
        scope: 'read',
        endpoints: { ...endpoints, registration: `${server.issuer}/register` },
      }),
    )
    expect(linesOf(report, 'fail', 'error', 'inconclusive')).toEqual([])
    expect(report.totals.pass).toBeGreaterThan(200)
  })

  it('introspection that shows tokens to resource servers of their audience only (RFC 7662 section 2.2)', async () => {
    const server = await start({ rules: { introspect: async () => ({ active: false }) } })
    const report = await judged(targetOf({ issuer: server.issuer, scope: 'read' }))
    expect(linesOf(report, 'fail', 'error', 'inconclusive')).toEqual([])
  })

  it('introspection that answers everybody is one finding, not one for each caller it does not look at', async () => {
    const { recogniseToken } = rulesOf('full')
    const server = await start({
      rules: {
        introspectionCaller: async (context) => {
          const [anybody] = context.state.clients.values()
          return anybody === undefined
            ? { ok: false, error: { status: 500, error: 'server_error', description: 'no client yet' } }
            : { ok: true, value: anybody }
        },
        introspect: async (context, token) => {
          const recognised = await recogniseToken(context, token)
          return recognised?.issued ? { active: true, ...recognised.claims } : { active: false }
        },
      },
    })
    const report = await judged(targetOf({ issuer: server.issuer, scope: 'read' }))
    expect(
      linesOf(report, 'fail', 'warn')
        .map((line) => line.split(' ')[1] ?? '')
        .filter((id) => !id.startsWith('metadata/')),
    ).toEqual(['introspection/caller:no_credentials:nothing-disclosed'])
  })

  it('an empty body reflects nothing, whatever else it lacks', async () => {
    const empty = { status: 400, headers: { 'Cache-Control': 'no-store' }, body: '' }
    const server = await start({
      rules: { finish: (_context, endpoint, reply) => (endpoint === 'token' && reply.status === 400 ? empty : reply) },
    })
    const report = await judged(targetOf({ issuer: server.issuer, scope: 'read' }))
    expect(linesOf(report, 'fail').join('\n')).toContain('rfc6749.5.2.error-member')
    expect(linesOf(report, 'fail').join('\n')).not.toContain('security.response.reflection')
  })
})

const paths: Readonly<Record<string, string>> = {
  token: 'token',
  introspection: 'introspect',
  revocation: 'revoke',
  jwks: 'jwks',
}
