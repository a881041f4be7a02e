import { describe, expect, it } from 'vitest'
import { set } from '../../fixtures/mutants/change.ts'
import { withoutMachines } from '../../fixtures/mutants/other-grants/without-machines.ts'
import { startNonServer } from '../../fixtures/non-servers/index.ts'
import { airlockTarget, targetOf } from '../live/testing/engine.ts'
import { visit } from '../live/testing/visit.ts'
import { targetFromUrl } from '../load/target-url.ts'
import { startReferenceServer } from '../reference-server/index.ts'
import { rulesOf } from '../reference-server/rules.ts'
import { startVariant, variants } from '../reference-server/variants.ts'
import { jsonReply } from '../reference-server/wire/reply.ts'
import type { Diagnosis } from './diagnosis.ts'

const finding = (findings: readonly Diagnosis[], kind: Diagnosis['kind']): string =>
  findings
    .filter((each) => each.kind === kind)
    .map((each) => `${each.says} | ${each.fix}`)
    .join('\n')

describe('doctor finds, each with a fix', () => {
  it('nothing but what the target file could add, where all is well', async () => {
    const server = await startReferenceServer({ mode: 'full' })
    const target = targetOf({ issuer: server.issuer, scope: 'read', endpoints: { resource: server.resource } })
    const findings = await visit('rfc', target).finally(server.close)
    expect(findings.filter((each) => each.kind !== 'good')).toMatchObject([
      { kind: 'note', says: 'the JWT bearer grant is left out: the target file has no assertionIssuer' },
    ])
  })

  it.each([
    ['closed-port', /does not accept connections.*Start the server/u],
    ['tls-self-signed', /certificate.*--ca FILE/u],
    ['hangs', /did not answer.*--timeout/u],
    ['always-404', /\| .+/u],
  ] as const)('%s', async (kind, expected) => {
    const server = await startNonServer(kind)
    const limit = kind === 'hangs' ? 300 : undefined
    const findings = await visit('rfc', targetOf({ issuer: server.url }), limit).finally(server.close)
    expect(finding(findings, 'blocking')).toMatch(expected)
  })

  it('another issuer than the one named', async () => {
    const server = await startReferenceServer({ mode: 'full' })
    const issuer = server.issuer.replace('127.0.0.1', 'localhost')
    expect(finding(await visit('rfc', targetOf({ issuer })).finally(server.close), 'problem')).toMatch(
      /names the issuer .*character by character/u,
    )
  })

  describe('an issuer that differs by a slash at its end', () => {
    const withSlash = () => startReferenceServer({ mode: 'full', paths: { issuer: '/' } })

    it('typed: a note, and the run can begin', async () => {
      const server = await withSlash()
      const findings = await visit('rfc', targetFromUrl(server.baseUrl)).finally(server.close)
      expect(findings).toContainEqual({
        kind: 'note',
        says: `the issuer is ${server.issuer}, as the server names itself; what was asked for, ${server.baseUrl}, differs by the slash at its end`,
        fix: `To avoid this note, name ${server.issuer}`,
      })
      expect(findings.filter(({ kind }) => kind === 'blocking' || kind === 'problem')).toEqual([])
    })

    it('of a base URL in a target file: a note with the line to write', async () => {
      const server = await withSlash()
      const { url: _, ...typed } = targetFromUrl(server.baseUrl)
      const target = { ...typed, named: 't.yaml', baseUrl: server.baseUrl, entries: {} }
      const findings = await visit('rfc', target).finally(server.close)
      expect(finding(findings, 'note')).toContain(`To avoid this note, write into t.yaml: issuer: ${server.issuer}`)
    })

    it('stated in a target file: the only finding is that, with the line to write', async () => {
      const server = await withSlash()
      const target = targetOf({ issuer: server.baseUrl, named: 't.yaml', entries: {} })
      expect(await visit('rfc', target).finally(server.close)).toEqual([
        {
          kind: 'blocking',
          says: `the metadata document names the issuer ${server.issuer}, and t.yaml names ${server.baseUrl}: they differ by the slash at the end (RFC 8414 section 3.3). Where the server is wrong, correct its metadata; where it is right, write into t.yaml: issuer: ${server.issuer}`,
        },
      ])
    })
  })

  it('a closed registration', async () => {
    const closed = jsonReply(401, { error: 'invalid_token' }, { 'WWW-Authenticate': 'Bearer' })
    const server = await startReferenceServer({
      mode: 'full',
      rules: { intercept: (_context, endpoint) => (endpoint === 'registration' ? closed : undefined) },
    })
    const stale = await visit('rfc', targetOf({ issuer: server.issuer, initialAccessToken: 'used-up' }))
    const findings = await visit('rfc', targetOf({ issuer: server.issuer })).finally(server.close)
    expect(finding(findings, 'blocking')).toMatch(/registration is closed.*initialAccessToken/u)
    expect(finding(stale, 'blocking')).toMatch(/initial access token does not open.*used up/u)
  })

  it('no second client, where only the operator can make one', async () => {
    const server = await startReferenceServer({ mode: 'full', closed: true })
    const { client, secondClient } = await server.enrol()
    const method = { token_endpoint_auth_method: 'client_secret_basic' } as const
    const one = { issuer: server.issuer, scope: 'read', client: { ...client, ...method } }
    const alone = await visit('rfc', targetOf(one))
    const both = await visit('rfc', targetOf({ ...one, secondClient: { ...secondClient, ...method } })).finally(
      server.close,
    )
    expect(finding(alone, 'note')).toMatch(/no second client is known.*\| .*secondClient in the target file/u)
    expect(finding(both, 'note')).not.toContain('second client')
    expect(finding(both, 'note')).toMatch(
      /registered clients is left out: registration is closed \(401.*initialAccessToken/u,
    )
  })

  it('a registration that is refused, next to the client of the target file', async () => {
    const refused = jsonReply(400, { error: 'invalid_client_metadata' })
    const server = await startReferenceServer({
      mode: 'full',
      rules: { intercept: (_context, endpoint) => (endpoint === 'registration' ? refused : undefined) },
    })
    const { client } = await server.enrol()
    const own = { ...client, token_endpoint_auth_method: 'client_secret_basic' } as const
    const target = targetOf({ issuer: server.issuer, scope: 'read', client: own })
    const findings = await visit('rfc', target).finally(server.close)
    expect(finding(findings, 'problem')).toMatch(
      /answered 400 invalid_client_metadata.*registration: in the target file/u,
    )
  })

  it('a client that may not use the scope', async () => {
    const server = await startReferenceServer({ mode: 'full' })
    const client = {
      client_id: 'nobody',
      client_secret: 'wrong-secret',
      token_endpoint_auth_method: 'client_secret_basic' as const,
    }
    const findings = await visit('rfc', targetOf({ issuer: server.issuer, client })).finally(server.close)
    expect(finding(findings, 'blocking')).toMatch(/gets no token.*Check client_id, client_secret/u)
  })

  it('a grant that is not listed', async () => {
    const rules = withoutMachines()(rulesOf('full'))
    const server = await startReferenceServer({ mode: 'full', rules })
    const findings = await visit('rfc', targetOf({ issuer: server.issuer })).finally(server.close)
    expect(finding(findings, 'problem')).toMatch(
      /^client_credentials is not listed: .*Add it to grant_types_supported/u,
    )
    expect(finding(findings, 'blocking')).toBe('')
  })

  it('a scope that registration does not grant', async () => {
    const server = await startReferenceServer({
      mode: 'full',
      rules: { finish: (_context, at, reply) => (at === 'registration' ? set({ scope: 'read' })(reply) : reply) },
    })
    const findings = await visit('rfc', targetOf({ issuer: server.issuer, scope: 'read write' })).finally(server.close)
    expect(finding(findings, 'problem')).toMatch(
      /^scope not granted: registration leaves out write, and grants "read" .*Set scope/u,
    )
  })

  it('clocks that disagree', async () => {
    const server = await startReferenceServer({
      mode: 'full',
      rules: {
        finish: (_context, _endpoint, reply) => ({
          ...reply,
          headers: { ...reply.headers, Date: new Date(Date.now() + 7_200_000).toUTCString() },
        }),
      },
    })
    const findings = await visit('rfc', targetOf({ issuer: server.issuer, scope: 'read' })).finally(server.close)
    expect(finding(findings, 'problem')).toMatch(/7[12]\d\d s ahead of.*NTP/u)
  })

  it('an introspection endpoint with callers of its own', async () => {
    const variant = variants.find((each) => each.id === 'airlock-client-creds-401')
    if (variant === undefined) throw new Error('there is no such variant')
    const server = await startVariant(variant)
    const findings = await visit('airlock-iam', airlockTarget(server.baseUrl)).finally(server.close)
    expect(finding(findings, 'problem')).toMatch(/does not accept the client as a caller.*introspectionClient/u)
  })

  it('an introspection endpoint that shows tokens to others only', async () => {
    const server = await startReferenceServer({ mode: 'full', rules: { introspect: async () => ({ active: false }) } })
    const findings = await visit('rfc', targetOf({ issuer: server.issuer, scope: 'read' })).finally(server.close)
    expect(finding(findings, 'note')).toMatch(/live token inactive.*introspectionClient/u)
  })
})
