import { describe, expect, it, onTestFinished } from 'vitest'
import { startCertificates } from '../../fixtures/freedoms/deployments/certificates.ts'
import { mutants } from '../../fixtures/mutants/index.ts'
import type { Evidence, Exchange } from '../model/evidence.ts'
import type { Target } from '../model/target.ts'
import { type ReferenceServer, type ReferenceServerOptions, startReferenceServer } from '../reference-server/index.ts'
import { badRequest, ok, refuse } from '../reference-server/result.ts'
import { rulesOf } from '../reference-server/rules.ts'
import type { Rules } from '../reference-server/state.ts'
import { linesOf, runAgainst, targetOf } from './testing/engine.ts'

// That such servers are judged without false alarm is tried by freedoms: dpop-demanded and others.

const proving = { mustProve: () => true } satisfies Partial<Rules>

const bindingAll = (good: Rules): Partial<Rules> => ({
  tokenBinding: async (_context, { certificate }) =>
    certificate === undefined
      ? refuse(badRequest('invalid_request', 'a client certificate is needed'))
      : ok(good.boundToCertificate(certificate)),
})

async function start(options: ReferenceServerOptions): Promise<ReferenceServer> {
  const server = await startReferenceServer({ mode: 'full', ...options })
  onTestFinished(server.close)
  return server
}

const targetFor = (server: ReferenceServer, more: Partial<Target> = {}): Target =>
  targetOf({
    issuer: server.issuer,
    scope: 'read write',
    parameters: { propagationSeconds: 0, ownTokensVisible: true },
    endpoints: { resource: server.resource },
    resourceCheck: 'online',
    tls: server.tls ?? {},
    ...more,
  })

const entryTokens = ({ exchanges }: Evidence): readonly Exchange[] =>
  exchanges.filter(({ owner, operation }) => owner === 'entry' && operation === 'token')

const statuses = (exchanges: readonly Exchange[]): readonly (number | undefined)[] =>
  exchanges.map(({ response }) => response?.status)

describe('the entry client learns what the server demands of every token request', () => {
  it('a DPoP proof, by one request more', async () => {
    const server = await start({ rules: proving })
    const { evidence, report } = await runAgainst('rfc', targetFor(server), {
      only: ['token/response', 'resource/bearer'],
    })
    expect(evidence.facts.tokenProof).toBe('dpop')
    expect(statuses(entryTokens(evidence)).slice(0, 2)).toEqual([400, 200])
    expect(report.notes.join(' ')).toContain('no token is issued without a DPoP proof')
    expect(linesOf(report, 'fail', 'warn', 'inconclusive', 'error')).toEqual([])
    expect(linesOf(report, 'pass').join(' ')).toContain('resource/bearer:accepted')
  })

  it('a certificate, where DPoP is unknown', async () => {
    const server = await start({ https: true, rules: { ...bindingAll(rulesOf('full')), dpopAlgorithms: () => [] } })
    const { evidence, report } = await runAgainst('rfc', targetFor(server), {
      only: ['token/response', 'resource/bearer'],
    })
    expect(evidence.facts.tokenProof).toBe('self_signed')
    expect(statuses(entryTokens(evidence)).slice(0, 2)).toEqual([400, 200])
    expect(linesOf(report, 'fail', 'warn', 'inconclusive', 'error')).toEqual([])
    expect(linesOf(report, 'pass').join(' ')).toContain('resource/bearer:accepted')
  })

  it('nothing, where tokens are issued as usual: no request more', async () => {
    const server = await start({ https: true })
    const { evidence } = await runAgainst('rfc', targetFor(server), { only: ['token/response'] })
    expect(evidence.facts.tokenProof).toBeUndefined()
    expect(statuses(entryTokens(evidence))).toEqual([200])
  })

  it('nothing, where the refusal blames the client', async () => {
    const server = await start({ rules: { grantRefusal: () => badRequest('unauthorized_client', 'not for machines') } })
    const { evidence } = await runAgainst('rfc', targetFor(server), { only: ['token/response'] })
    expect(evidence.facts.tokenProof).toBeUndefined()
    expect(statuses(entryTokens(evidence))).toEqual([400])
  })

  it('with the audience of the assertions, where clients sign', async () => {
    const server = await start({ profile: 'fapi2' })
    const { evidence, report } = await runAgainst('rfc', targetFor(server), {
      only: ['token/response', 'assertion/accepted'],
    })
    expect(evidence.facts).toMatchObject({ tokenProof: 'dpop', audience: server.issuer })
    expect(linesOf(report, 'fail', 'inconclusive', 'error')).toEqual([])
    expect(linesOf(report, 'pass').join(' ')).toContain('token/response')
  })

  it('for the clients of the target file too, which name no method', async () => {
    const server = await start({ rules: proving, closed: true })
    const { client, secondClient } = await server.enrol()
    const usual = { token_endpoint_auth_method: 'client_secret_basic' } as const
    const target = targetFor(server, {
      client: { ...client, ...usual },
      secondClient: { ...secondClient, ...usual },
      unnamedMethods: ['client', 'secondClient'],
    })
    const { evidence, report } = await runAgainst('rfc', target, { only: ['token/response', 'revocation/effect'] })
    expect(evidence.facts).toMatchObject({ tokenProof: 'dpop', clientMethod: 'client_secret_basic' })
    expect(linesOf(report, 'fail', 'warn', 'inconclusive', 'error')).toEqual([])
    expect(linesOf(report, 'pass').join(' ')).toContain('token/response')
  })
})

it('a FAPI server with mutual TLS alone is judged: its clients are registered with certificates', async () => {
  const server = await startCertificates()
  onTestFinished(server.close)
  const { evidence, report } = await runAgainst('fapi2', targetFor(server))
  expect(linesOf(report, 'fail', 'warn', 'inconclusive', 'error')).toEqual([])
  expect(report.conclusion).toBe('conformant')
  expect(evidence.facts.tokenProof).toBe('self_signed')
  const passed = linesOf(report, 'pass').join(' ')
  expect(passed).toContain('fapi2/certificates:issued:jwt-algorithms')
  expect(passed).toContain('mtls/bound-token:bound:cnf-in-jwt')
})

it('and its tokens have to be bound', async () => {
  const server = await startCertificates(() => ({ tokenBinding: async () => ok(undefined) }))
  onTestFinished(server.close)
  const { report } = await runAgainst('fapi2', targetFor(server), { only: ['fapi2/*'] })
  expect(linesOf(report, 'fail').join(' ')).toContain('fapi2.5.3.2.1.sender-constrained-only')
})

// A proof with every request must not hide the fault that a request is about.
describe('a broken rule is found on a server that demands proofs', () => {
  it.each([
    ['revocation-has-no-effect', 'revocation/*'],
    ['resource-insufficient-scope-401', 'resource/*'],
    ['token-grants-everything', 'token/*'],
    ['refresh-with-garbage', 'token/*'],
    ['exchange-scope-widened', 'exchange/*'],
  ])('%s', async (id, scenarios) => {
    const mutant = mutants.find((each) => each.id === id) ?? expect.unreachable()
    const rules = { ...mutant.rules(rulesOf('full')), ...proving }
    const server = await start({ rules })
    const { report } = await runAgainst('rfc', targetFor(server), { only: [scenarios] })
    const failed = report.requirements.filter(({ verdict }) => verdict === 'fail' || verdict === 'warn')
    expect(failed.map((each) => each.id)).toContain(mutant.breaks)
  })
})
