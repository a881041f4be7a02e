import { describe, expect, it, onTestFinished } from 'vitest'
import { emptyScope } from '../../language/testing.ts'
import type { TargetFacts } from '../../model/evidence.ts'
import type { Json } from '../../model/json.ts'
import type { EndpointName } from '../../model/vocabulary.ts'
import { throwAway } from '../../reference-server/tls/throw-away.ts'
import { openTransport } from '../http/transport.ts'
import { createKeyRing } from '../keys/key-ring.ts'
import type { Draft } from '../operations/draft.ts'
import { listenForCertificates } from '../testing/listener.ts'
import { target } from '../testing/specs.ts'
import { identityOf } from '../tls/identity.ts'
import { fillWardrobe } from '../tls/wardrobe.ts'
import { connectionOf } from './connection.ts'
import type { RequestContext } from './context.ts'

const { ca, client } = await throwAway()
const certificates = await fillWardrobe(identityOf('configured', client))
const url = 'https://as.example/token'
const alias = 'https://mtls.as.example/token'
const draft = (endpoint: EndpointName = 'token'): Draft => ({
  kind: 'draft',
  method: 'POST',
  url,
  endpoint,
  content: { kind: 'none' },
  auth: 'client',
})

interface Case {
  readonly aliases?: Json
  readonly from?: 'metadata' | 'target file'
  readonly certificates?: RequestContext['certificates']
}

const context = ({ aliases, from = 'metadata', ...more }: Case = {}): RequestContext => {
  const endpoint = { url, from, omittedByMetadata: false }
  const endpoints: TargetFacts['endpoints'] = { token: endpoint, resource: endpoint }
  return {
    target: target('https://as.example'),
    version: '9',
    scope: {
      ...emptyScope,
      facts: { ...emptyScope.facts, endpoints },
      metadata: aliases === undefined ? {} : { mtls_endpoint_aliases: aliases },
    },
    invent: (_, name) => name,
    keys: createKeyRing(),
    owners: { client: 'client', second: 'second' },
    now: 1_700_000_000,
    certificates: more.certificates ?? certificates,
  }
}

const aliases = { token_endpoint: alias }

describe('where a request goes, and with which certificate', () => {
  it('that chooses none: to the endpoint, also where there is an alias', () => {
    expect(connectionOf(draft(), undefined, context({ aliases }))).toEqual({ kind: 'connection', url })
  })

  it('that does mutual TLS: to the alias (RFC 8705 section 5)', () => {
    expect(connectionOf(draft(), 'self_signed', context({ aliases }))).toEqual({
      kind: 'connection',
      url: alias,
      certificate: certificates.self_signed,
    })
  })

  it('that would but for its certificate: to the alias too', () => {
    expect(connectionOf(draft(), 'none', context({ aliases }))).toEqual({
      kind: 'connection',
      url: alias,
      certificate: 'none',
    })
  })

  it.each<[what: string, endpoint: EndpointName, given: Case]>([
    ['metadata without aliases', 'token', {}],
    ['aliases of other endpoints', 'token', { aliases: { revocation_endpoint: alias } }],
    ['an alias that is no URL', 'token', { aliases: { token_endpoint: '/token' } }],
    ['an alias that is no text', 'token', { aliases: { token_endpoint: 5 } }],
    ['aliases that are no object', 'token', { aliases: 'x' }],
    ['an endpoint that the target file names', 'token', { aliases, from: 'target file' }],
    ['an endpoint that metadata never names', 'resource', { aliases: { resource_endpoint: alias } }],
  ])('%s: to the endpoint itself', (_what, endpoint, given) => {
    expect(connectionOf(draft(endpoint), 'other', context(given))).toMatchObject({
      url,
      certificate: certificates.other,
    })
  })

  it.each([
    ['configured', /no tls\.cert and tls\.key/u],
    ['spoofed', /no tls\.cert and tls\.key/u],
    ['self_signed', /offers no mutual TLS/u],
  ] as const)('%s where there is none: skipped', (name, because) => {
    expect(connectionOf(draft(), name, context({ certificates: {} }))).toEqual({
      kind: 'skipped',
      because: expect.stringMatching(because),
    })
  })

  it('plain http: skipped, for nobody can present a certificate there', () => {
    const plain = { ...draft(), url: 'http://127.0.0.1/token' }
    expect(connectionOf(plain, 'self_signed', context())).toMatchObject({
      kind: 'skipped',
      because: expect.stringContaining('plain http'),
    })
    expect(connectionOf(plain, undefined, context())).toEqual({ kind: 'connection', url: plain.url })
    const down = context({ aliases: { token_endpoint: 'http://127.0.0.1/token' } })
    expect(connectionOf(draft(), 'none', down)).toMatchObject({ kind: 'skipped' })
  })
})

it('a real listener behind the alias sees the chosen certificate, and none where none was chosen', async () => {
  const listener = await listenForCertificates()
  const transport = openTransport({ connections: 1, timeoutMs: 120_000, tls: { ca: [ca] } })
  onTestFinished(() => transport.close())
  onTestFinished(() => listener.close())
  const here = context({ aliases: { token_endpoint: `${listener.url}/token` } })
  for (const name of ['self_signed', 'none', 'lookalike', 'configured', 'spoofed'] as const) {
    const found = connectionOf(draft(), name, here)
    if (found.kind !== 'connection') throw new Error(found.because)
    const { kind: _, ...connection } = found
    const { outcome } = await transport.send(
      { method: 'GET', headers: [], ...connection },
      new AbortController().signal,
    )
    expect(outcome).toMatchObject({ status: 200 })
  }
  const { self_signed, lookalike, configured, spoofed } = certificates
  expect(listener.seen.map(({ thumbprint }) => thumbprint)).toEqual([
    self_signed?.thumbprint,
    undefined,
    lookalike?.thumbprint,
    configured?.thumbprint,
    spoofed?.thumbprint,
  ])
  expect(listener.seen.map(({ authorized }) => authorized)).toEqual([false, false, false, true, false])
})
