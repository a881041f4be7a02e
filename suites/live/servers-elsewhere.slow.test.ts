import { afterAll, describe, expect, it } from 'vitest'
import { decodeJson, isObject } from '../decode/json.ts'
import type { Report } from '../model/report.ts'
import type { Target } from '../model/target.ts'
import { startReferenceServer } from '../reference-server/index.ts'
import { ok, refuse } from '../reference-server/result.ts'
import { rulesOf } from '../reference-server/rules.ts'
import type { Rules } from '../reference-server/state.ts'
import { jsonReply } from '../reference-server/wire/reply.ts'
import { linesOf, runAgainst, targetOf } from './testing/engine.ts'
import { visit } from './testing/visit.ts'

const good = rulesOf('full')

const servers: { close(): Promise<void> }[] = []
afterAll(() => Promise.all(servers.map((server) => server.close())))

async function start(options: Parameters<typeof startReferenceServer>[0]) {
  const server = await startReferenceServer({ mode: 'full', ...options })
  servers.push(server)
  return server
}

const judged = async (target: Target): Promise<Report> => (await runAgainst('rfc', target)).report
/** Without what is said of the JWT bearer grant: these target files name no issuer of assertions. */
const notes = async (target: Target): Promise<string> =>
  (await visit('rfc', target))
    .filter(({ kind, says }) => kind !== 'good' && !says.startsWith('the JWT bearer grant is left out'))
    .map(({ kind, says, fix }) => `${kind}: ${says} | ${fix}`)
    .join('\n')

/** What each step of the whole life of a client came to: sent, or left out. */
async function life(target: Target) {
  const { evidence, report } = await runAgainst('rfc', target, { only: ['lifecycle/whole-life'] })
  const steps = evidence.scenarios.flatMap((scenario) => Object.entries(scenario.steps))
  const named = (kind: 'sent' | 'skipped') => steps.filter(([, step]) => step.kind === kind).map(([name]) => name)
  return { report, sent: named('sent'), skipped: named('skipped') }
}

describe('metadata at one well-known place only, of an issuer with a path', () => {
  const at = (metadata: string) => start({ paths: { issuer: '/tenant', metadata } })

  it('inserted (RFC 8414)', async () => {
    const server = await at('/.well-known/oauth-authorization-server/tenant')
    const target = targetOf({ issuer: server.issuer, scope: 'read', endpoints: { resource: server.resource } })
    expect(linesOf(await judged(target), 'fail', 'error', 'inconclusive')).toEqual([])
    expect(await notes(target)).toBe('')
  })

  it('openid-configuration, appended (OpenID Connect Discovery)', async () => {
    const server = await at('/tenant/.well-known/openid-configuration')
    const target = targetOf({ issuer: server.issuer, scope: 'read', endpoints: { resource: server.resource } })
    expect(linesOf(await judged(target), 'fail', 'error', 'inconclusive')).toEqual([])
    expect(await notes(target)).toBe('')
  })

  it('appended: found all the same, and one finding says what RFC 8414 asks', async () => {
    const server = await at('/tenant/.well-known/oauth-authorization-server')
    const target = targetOf({ issuer: server.issuer, scope: 'read' })
    expect(linesOf(await judged(target), 'fail', 'error', 'inconclusive')).toEqual([
      expect.stringContaining('rfc8414.3.well-known-location'),
    ])
    expect(await notes(target)).toMatch(/^note: metadata at .* \(appended\).*RFC 8414 section 3\.1 inserts/u)
  })

  it('at none, and no endpoint is named: blocked, and it says what to do', async () => {
    const server = await at('/nowhere')
    const target = targetOf({ issuer: server.issuer })
    const report = await judged(target)
    expect(report.conclusion).toBe('inconclusive')
    expect(linesOf(report, 'fail', 'error')).toEqual([])
    expect(await notes(target)).toMatch(/blocking: .*\| /u)
  })
})

describe('introspection with callers of its own', () => {
  /** Only the client that was registered first may introspect: the resource server. */
  const rules: Partial<Rules> = {
    introspectionCaller: async (context, incoming, form) => {
      const caller = await good.introspectionCaller(context, incoming, form)
      const [first] = context.state.clients.keys()
      return caller.ok && caller.value.clientId !== first
        ? refuse({ status: 403, error: 'access_denied', description: 'this client may not introspect' })
        : caller
    },
    introspect: async (context, token) => {
      const recognised = await context.rules.recogniseToken(context, token)
      const type = recognised?.issued?.binding?.tokenType ?? 'Bearer'
      return recognised ? { active: true, token_type: type, ...recognised.claims } : { active: false }
    },
  }

  async function withResourceServer() {
    const server = await start({ rules })
    const response = await fetch(`${server.issuer}/register`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ client_name: 'resource server', grant_types: ['client_credentials'], response_types: [] }),
    })
    const body = decodeJson(await response.text())
    const { client_id, client_secret } = body.ok && isObject(body.value.value) ? body.value.value : {}
    return {
      server,
      introspectionClient: {
        client_id: String(client_id),
        client_secret: String(client_secret),
        token_endpoint_auth_method: 'client_secret_basic' as const,
      },
    }
  }

  it('named in the target file: everything is checked', async () => {
    const { server, introspectionClient } = await withResourceServer()
    const target = targetOf({
      issuer: server.issuer,
      scope: 'read',
      introspectionClient,
      endpoints: { resource: server.resource },
      parameters: { ownTokensVisible: true },
    })
    const report = await judged(target)
    expect(linesOf(report, 'fail', 'error', 'inconclusive')).toEqual([])
    const active = report.scenarios
      .flatMap(({ checks }) => checks)
      .filter(({ id }) => id.endsWith(':valid-token-active'))
    expect(active.map(({ verdict }) => verdict)).toEqual(['pass'])
    expect(await notes(target)).toBe('')
  })

  it('not named: no false alarm, and doctor names the setting', async () => {
    const { server } = await withResourceServer()
    const target = targetOf({ issuer: server.issuer, scope: 'read' })
    expect(linesOf(await judged(target), 'fail', 'error', 'inconclusive')).toEqual([])
    expect(await notes(target)).toMatch(/^problem: .*does not accept the client as a caller.*introspectionClient/u)
  })
})

describe('a server without scopes', () => {
  const rules: Partial<Rules> = {
    acceptMetadata: (context, { scope: _asked, ...requested }) => {
      const accepted = good.acceptMetadata(context, requested)
      if (!accepted.ok) return accepted
      const { scope: _default, ...metadata } = accepted.value
      return ok(metadata)
    },
    metadataDocument: (context) => {
      const { scopes_supported: _scopes, ...document } = good.metadataDocument(context)
      return document
    },
    requiredScope: () => undefined,
  }

  it('is judged without what concerns scope', async () => {
    const server = await start({ rules })
    const target = targetOf({ issuer: server.issuer, endpoints: { resource: `${server.baseUrl}/api/resource` } })
    const report = await judged(target)
    expect(linesOf(report, 'fail', 'error', 'inconclusive')).toEqual([])
    expect(report.totals.pass).toBeGreaterThan(200)
    expect(await notes(target)).toBe('')
  })
})

describe('endpoints that are not there, or closed', () => {
  const absent: readonly string[] = ['introspection', 'revocation', 'management', 'resource']

  it('not offered: the whole life of a client goes on without them', async () => {
    const server = await start({ rules: { offers: (endpoint) => !absent.includes(endpoint) } })
    const target = targetOf({ issuer: server.issuer, scope: 'read' })
    const { report, sent } = await life(target)
    expect(sent).toEqual(['registered', 'document', 'granted'])
    expect(linesOf(report, 'fail', 'error', 'inconclusive')).toEqual([])
    expect(linesOf(await judged(target), 'fail', 'error', 'inconclusive')).toEqual([])
    expect(await notes(target)).toMatch(
      /no introspection endpoint.*endpoints\.introspection.*\n.*no revocation endpoint/u,
    )
  })

  it('all offered: every step of the life is taken', async () => {
    const server = await start({})
    const endpoints = { resource: `${server.baseUrl}/api/resource` }
    const { report, skipped } = await life(
      targetOf({ issuer: server.issuer, scope: 'read write', endpoints, resourceCheck: 'online' }),
    )
    expect(linesOf(report, 'fail', 'error', 'inconclusive')).toEqual([])
    expect(skipped).toEqual(['old_management_token'])
  })

  it.each(['introspection', 'revocation'] as const)('%s is closed to this client', async (closed) => {
    const denied = jsonReply(
      403,
      { error: 'access_denied', error_description: 'closed' },
      { 'Cache-Control': 'no-store' },
    )
    const server = await start({
      rules: { intercept: (_context, endpoint) => (endpoint === closed ? denied : undefined) },
    })
    const report = await judged(targetOf({ issuer: server.issuer, scope: 'read' }))
    expect(linesOf(report, 'fail', 'error', 'inconclusive')).toEqual([])
  })
})
