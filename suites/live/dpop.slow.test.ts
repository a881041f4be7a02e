import { describe, expect, it, onTestFinished } from 'vitest'
import { decodeJws } from '../decode/jws.ts'
import type { Exchange } from '../model/evidence.ts'
import { startReferenceServer } from '../reference-server/index.ts'
import { onDpop } from './testing/coverage-runs.ts'
import { linesOf, type Ran, runAgainst, targetOf } from './testing/engine.ts'

const only = { only: ['dpop/*'] }

async function run(
  server: { issuer: string; baseUrl: string },
  more: Parameters<typeof targetOf>[0] = {},
): Promise<Ran> {
  const endpoints = { resource: `${server.baseUrl}/api/resource` }
  return runAgainst('rfc', targetOf({ issuer: server.issuer, scope: 'read write', endpoints, ...more }), only)
}

const proofsOf = (exchange: Exchange): readonly string[] =>
  exchange.request.headers.filter(([name]) => name === 'DPoP').map(([, value]) => value)

describe('DPoP (RFC 9449)', () => {
  it('shows each proof without its signature, and a proof with a private key not at all', async () => {
    const server = await startReferenceServer({ mode: 'full' })
    onTestFinished(() => server.close())
    const { evidence, report } = await run(server)
    expect(linesOf(report, 'fail', 'warn', 'inconclusive', 'error')).toEqual([])
    const proofs = evidence.exchanges.flatMap(proofsOf)
    expect(proofs.length).toBeGreaterThan(30)
    for (const proof of proofs) expect(proof).toMatch(/^([\w-]+\.[\w-]+\.)?(\[assertion#[0-9a-f]+\])?$|^grantcheck$/)
    const text = JSON.stringify(evidence)
    const headers = proofs.flatMap((proof) => {
      const jws = decodeJws(proof)
      return jws.ok ? [jws.value.header] : []
    })
    expect(headers.length).toBeGreaterThan(30)
    for (const header of headers) expect(header.jwk ?? {}).not.toHaveProperty('d')
    const exposed = evidence.scenarios.find(({ id }) => id === 'dpop/invalid-proofs')?.steps.private_key
    const sent = evidence.exchanges.find(({ id }) => exposed?.kind === 'sent' && exposed.exchanges.includes(id))
    expect(sent && proofsOf(sent)).toEqual([expect.stringMatching(/^\[assertion#[0-9a-f]+\]$/)])
    expect(text).not.toMatch(/"d\\*":/)
  })

  it('repeats a request with the nonce that the server asks for, and remembers it', async () => {
    const { evidence, report } = await onDpop()
    expect(linesOf(report, 'fail', 'warn', 'inconclusive', 'error')).toEqual([])
    const decided = report.requirements.filter(({ verdict }) => verdict === 'pass').map(({ id }) => id)
    expect(decided).toEqual(
      expect.arrayContaining([
        'rfc9449.8.nonce-challenge',
        'rfc9449.8.single-nonce-header',
        'rfc9449.8.1.nonce-syntax',
        'rfc9449.8.nonce-unpredictable',
        'rfc9449.8.nonce-mismatch',
        'rfc9449.11.3.no-nonce-downgrade',
        'rfc9449.7.1.rs-accepts-dpop-scheme',
        'rfc9449.5.refresh-binding-confidential',
      ]),
    )
    const repeated = evidence.scenarios
      .flatMap(({ steps }) => Object.values(steps))
      .filter((step) => step.kind === 'sent' && step.exchanges.length > 1)
    expect(repeated.length).toBeGreaterThan(0)
  })

  it('is not applicable where it is not offered, and says why', async () => {
    const server = await startReferenceServer({ mode: 'full', rules: { dpopAlgorithms: () => [] } })
    onTestFinished(() => server.close())
    const { report } = await run(server)
    expect(report.totals).toMatchObject({ pass: 0, fail: 0, warn: 0, inconclusive: 0, error: 0 })
    expect(new Set(report.scenarios.map(({ because }) => because))).toEqual(
      new Set(['metadata has no dpop_signing_alg_values_supported']),
    )
  })

  it('judges nothing of a server that elects to issue unbound tokens', async () => {
    const server = await startReferenceServer({
      mode: 'full',
      rules: { tokenBinding: async () => ({ ok: true, value: undefined }), mustProve: () => false },
    })
    onTestFinished(() => server.close())
    const { report } = await run(server)
    expect(linesOf(report, 'warn', 'inconclusive', 'error')).toEqual([])
    expect(report.requirements.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id)).toEqual([
      'rfc9449.5.2.bound-client-must-prove',
    ])
  })
})
