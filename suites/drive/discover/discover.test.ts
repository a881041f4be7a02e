import { afterEach, describe, expect, it } from 'vitest'
import type { TargetFacts } from '../../model/evidence.ts'
import type { Profile } from '../../model/profile.ts'
import type { Target } from '../../model/target.ts'
import { type Asked, type CannedAnswer, serve, type TestServer } from '../testing/servers.ts'
import { profile, target } from '../testing/specs.ts'
import { addressesOf } from './addresses.ts'
import { discover } from './discover.ts'
import { metadataLocations } from './metadata-locations.ts'
import { parametersOf } from './parameters.ts'

const servers: TestServer[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
})
async function start(answer: (asked: Asked, url: string) => CannedAnswer | undefined): Promise<TestServer> {
  const server = await serve(answer)
  servers.push(server)
  return server
}
const look = (from: Target, by: Profile = profile({ target: 'issuer', endpoints: {} }), timeoutMs = 120_000) =>
  discover({ target: from, profile: by, timeoutMs, signal: new AbortController().signal })

const wellKnown = '/.well-known/oauth-authorization-server'
const document = (url: string, more = {}): CannedAnswer => ({
  json: { issuer: `${url}/as`, token_endpoint: `${url}/t`, jwks_uri: `${url}/j`, ...more },
})

describe('where the metadata is looked for', () => {
  it.each([
    ['https://h.acme.io', ['/.well-known/oauth-authorization-server', '/.well-known/openid-configuration']],
    ['https://h.acme.io/', ['/.well-known/oauth-authorization-server', '/.well-known/openid-configuration']],
    [
      'https://h.acme.io/p/',
      [
        '/.well-known/oauth-authorization-server/p',
        '/p/.well-known/openid-configuration',
        '/.well-known/openid-configuration/p',
        '/p/.well-known/oauth-authorization-server',
      ],
    ],
  ])('%s', (issuer, paths) => {
    expect(metadataLocations(issuer).map(({ url }) => new URL(url).pathname)).toEqual(paths)
  })

  it('begins where the target file says', () => {
    expect(metadataLocations('https://h.acme.io', 'https://x.acme.io/m')[0]).toEqual({
      url: 'https://x.acme.io/m',
      form: 'explicit',
    })
  })

  it('tries until one answers with an issuer, and records every attempt', async () => {
    const server = await start(({ path }, url) =>
      path === `/as${wellKnown}`
        ? document(url)
        : path === '/j'
          ? { json: { keys: [] } }
          : { body: '<html>', status: 200 },
    )
    const { facts, exchanges, metadata, jwks } = await look(target('', { issuer: `${server.url}/as` }))
    expect(server.asked.map(({ path }) => path)).toEqual([
      `${wellKnown}/as`,
      '/as/.well-known/openid-configuration',
      '/.well-known/openid-configuration/as',
      `/as${wellKnown}`,
      '/j',
    ])
    expect(facts.metadata).toEqual({ exchange: 4, url: `${server.url}/as${wellKnown}`, form: 'appended' })
    expect([exchanges.length, metadata?.id, jwks?.id]).toEqual([5, 4, 5])
    expect(exchanges.every(({ owner }) => owner === 'discovery')).toBe(true)
    expect(facts.blocker).toBeUndefined()
  })
})

describe('an issuer that differs in its form alone', () => {
  const as = (ending: string) => start((_, url) => document(url, { issuer: `${url}${ending}` }))
  const { issuer: _, ...base } = target('http://127.0.0.1')

  it.each([
    ['', '/'],
    ['/', ''],
    ['/p', '/p/'],
  ])('typed with "%s" and named with "%s" is the one that the server names', async (typed, ending) => {
    const { url } = await as(ending)
    const { facts } = await look({ ...base, url: `${url}${typed}` })
    expect(facts).toMatchObject({ issuer: `${url}${ending}`, endpoints: { token: { from: 'metadata' } } })
    expect(facts.metadata?.adopted).toBe(
      `the issuer is ${url}${ending}, as the server names itself; what was asked for, ${url}${typed}, differs by the slash at its end`,
    )
    expect(facts.blocker).toBeUndefined()
  })

  const loud = (url: string): string => url.replace('http', 'HTTP')

  it('typed in capitals or with dots it is the one that the server names', async () => {
    const { url } = await as('')
    for (const typed of [loud(url), `${loud(url)}/`, `${url}/x/..`]) {
      const { facts } = await look({ ...base, url: typed })
      expect(facts).toMatchObject({ issuer: url, endpoints: { token: { from: 'metadata' } } })
      expect(facts.metadata?.adopted).toBe(
        `the issuer is ${url}, as the server names itself; what was asked for, ${typed}, is the same URL, written in another way`,
      )
    }
    const { facts } = await look({ ...base, named: 't.yaml', issuer: loud(url), entries: {} })
    expect(facts.blocker).toContain(`t.yaml names ${loud(url)}: they are the same URL, written in two ways (RFC 8414`)
    const other = await look({ ...base, url: `${url}/X` })
    expect(other.facts).toMatchObject({ issuer: `${url}/X` })
  })

  it('is a question to whoever wrote a target file, also where that names the endpoints', async () => {
    const { url } = await as('')
    const endpoints = { token: `${url}/t` }
    const { facts } = await look({ ...base, named: 't.yaml', issuer: `${url}/`, endpoints, entries: {} })
    expect(facts.issuer).toBe(`${url}/`)
    expect(facts.blocker).toMatch(
      /Where the server is wrong, correct its metadata; where it is right, write into t\.yaml: issuer: http:\/\/[\d.:]+$/u,
    )
    expect(facts.metadata?.unused).toBe(facts.blocker)
  })

  it('is told of the target, where no file but its entry in a fleet states it', async () => {
    const { url } = await as('')
    const { facts } = await look({ ...base, named: `${url}/`, issuer: `${url}/`, entries: {} })
    expect(facts.blocker).toBe(
      `the metadata document names the issuer ${url}, and the target names ${url}/: they differ by the slash at the end (RFC 8414 section 3.3). Where the server is wrong, correct its metadata; where it is right, write for this target: issuer: ${url}`,
    )
  })

  it("is no question to a target file that leaves the issuer to the profile's template", async () => {
    const { url } = await as('/as/')
    const by = profile({ issuer: '{baseUrl}/as', endpoints: {} })
    const { facts } = await look({ ...base, named: 't.yaml', baseUrl: url, entries: {} }, by)
    expect(facts).toMatchObject({ issuer: `${url}/as`, endpoints: { token: { from: 'metadata' } } })
    expect(facts.blocker).toBeUndefined()
  })

  it('stays where the issuer is known letter by letter', async () => {
    const { url } = await as('/')
    const { facts } = await look({ ...base, issuer: url })
    expect(facts).toMatchObject({ issuer: url })
    expect(facts.metadata).not.toHaveProperty('adopted')
    expect(facts.blocker).toBeUndefined()
  })

  it.each([
    ['//', (url: string) => url],
    [' ', (url: string) => url],
    ['\n', (url: string) => url],
    ['', loud],
  ])('is no excuse for what the server publishes, with %j at its end or in capitals', async (ending, named) => {
    const server = await start((_, url) => document(url, { issuer: `${named(url)}${ending}` }))
    const { facts } = await look({ ...base, url: server.url })
    expect(facts.issuer).toBe(server.url)
    expect(facts.metadata).not.toHaveProperty('adopted')
  })
})

describe('a document that is broken', () => {
  const found = async (answer: (path: string, url: string) => CannedAnswer): Promise<TargetFacts> => {
    const server = await start(({ path }, url) => (path === '/j' ? { json: { keys: [] } } : answer(path, url)))
    return (await look(target('', { issuer: `${server.url}/as` }))).facts
  }

  it('counts where no place has one that names its issuer', async () => {
    const facts = await found((_, url) => ({ json: { token_endpoint: `${url}/t` } }))
    expect(facts).toMatchObject({ metadata: { exchange: 1, form: 'inserted' }, endpoints: { token: {} } })
    expect(facts.blocker).toBeUndefined()
  })

  it('is passed over for one that names its issuer', async () => {
    const facts = await found((path, url) =>
      path === `${wellKnown}/as` ? { json: { token_endpoint: `${url}/old` } } : document(url),
    )
    expect(facts.metadata).toMatchObject({ exchange: 2, form: 'openid' })
  })

  it.each<[string, (url: string) => CannedAnswer]>([
    ['wrapped in an array', (url) => ({ json: [{ token_endpoint: `${url}/t` }] })],
    ['without a token endpoint', (url) => ({ json: { issuer: `${url}/as` } })],
  ])('%s is read, and leads to no token endpoint', async (_, answer) => {
    const facts = await found((_path, url) => answer(url))
    expect(facts.metadata).toMatchObject({ exchange: 1 })
    expect(facts.blocker).toContain('no token endpoint is known')
  })

  it.each<[string, CannedAnswer]>([
    ['an error', { json: { error: 'not_found', type: 'urn:x' } }],
    ['a list of something else', { json: [{ id: 1 }, 'https://x.acme.io/'] }],
    ['an object of something else', { json: { url: 'https://x.acme.io/', endpoint: 'https://x.acme.io/' } }],
  ])('%s is none', async (_, answer) => expect((await found(() => answer)).metadata).toBeUndefined())
})

describe('what is known, and from where', () => {
  it('the target file wins over metadata, metadata over the profile', async () => {
    const server = await start((_, url) => document(url, { revocation_endpoint: `${url}/r` }))
    const from = target(server.url, { issuer: `${server.url}/as`, endpoints: { token: `${server.url}/mine` } })
    const { facts } = await look(from, profile())
    expect(facts.endpoints).toMatchObject({
      token: { url: `${server.url}/mine`, from: 'target file', omittedByMetadata: false },
      revocation: { url: `${server.url}/r`, from: 'metadata', omittedByMetadata: false },
      introspection: { url: `${server.url}/introspect`, from: 'profile', omittedByMetadata: true },
      metadata: { url: `${server.url}${wellKnown}/as`, from: 'metadata' },
    })
  })

  it('capabilities come from metadata with its defaults, the profile, and at last the target file', async () => {
    const server = await start((_, url) =>
      document(url, { dpop_signing_alg_values_supported: ['ES256'], registration_endpoint: `${url}/reg` }),
    )
    const changes = { add: ['rar' as const], remove: ['dpop' as const] }
    const from = target('', { issuer: `${server.url}/as`, capabilities: changes, scope: 'a' })
    const { facts } = await look(
      from,
      profile({ target: 'issuer', endpoints: {}, capabilities: ['client_credentials'] }),
    )
    expect(facts.capabilities).toMatchObject({
      metadata: { offered: true },
      client_credentials: { offered: true, because: 'profile test promises it' },
      refresh: { offered: false, because: 'the target file has no refreshToken' },
      client_secret_basic: { offered: true, because: expect.stringContaining('default') },
      client_secret_post: { offered: false },
      registration: { offered: true, because: expect.stringContaining('metadata') },
      second_client: { offered: true },
      dpop: { offered: false, because: 'the target file removes it' },
      rar: { offered: true, because: 'the target file adds it' },
      scope: { offered: true },
      https: { offered: false, because: expect.stringContaining('plain http') },
      protected_resource: { offered: false },
    })
    expect([facts.loopback, facts.registers]).toEqual([true, true])
  })

  it('a configured client adds to registration and replaces none; what the target file removes is gone', async () => {
    const server = await start((_, url) => document(url, { registration_endpoint: `${url}/reg` }))
    const client = { client_id: 'a', client_secret: 'b', token_endpoint_auth_method: 'client_secret_basic' } as const
    const from = target('', { issuer: `${server.url}/as`, client })
    expect((await look(from)).facts).toMatchObject({
      registers: true,
      capabilities: { registration: { offered: true }, second_client: { offered: true } },
    })
    const removed = { ...from, capabilities: { add: [], remove: ['registration' as const] } }
    expect((await look(removed)).facts.registers).toBe(false)
  })

  it('keys that are not where the profile guesses are not offered', async () => {
    const server = await start(() => ({ status: 404 }))
    const { facts } = await look(
      target(server.url),
      profile({ endpoints: { token: '{baseUrl}/t', jwks: '{baseUrl}/jwks' } }),
    )
    expect(facts.capabilities.jwks).toMatchObject({ offered: false, because: expect.stringContaining('/jwks') })
  })
})

describe('when nothing can begin', () => {
  it('a closed port is named, and nothing else is asked', async () => {
    const server = await serve(() => ({}))
    await server.close()
    const { facts, exchanges } = await look(target('', { issuer: `${server.url}/as` }))
    expect(facts.blocker).toMatch(/^nothing answers at http:\/\/127\.0\.0\.1:\d+\/as: .* does not accept connections/u)
    expect(exchanges).toHaveLength(1)
  })

  it('so are a server that hangs and one that drops', async () => {
    const hangs = await start(() => undefined)
    const { facts, exchanges } = await look(target('', { issuer: `${hangs.url}/as` }), undefined, 150)
    expect([facts.blocker, exchanges.length]).toEqual([expect.stringContaining('did not answer'), 2])
  })

  it('without a token endpoint there is nothing to test', async () => {
    const server = await start(() => ({ status: 404 }))
    expect((await look(target('', { issuer: server.url }))).facts.blocker).toContain('no token endpoint is known')
  })
})

describe('addresses and parameters', () => {
  const byBase = profile({ issuer: '{baseUrl}/auth/{as}' })

  it.each([
    [target('http://127.0.0.1:1/'), { baseUrl: 'http://127.0.0.1:1', issuer: 'http://127.0.0.1:1/auth/main' }],
    [
      target('http://127.0.0.1:1', { parameters: { as: 'x' } }),
      { baseUrl: 'http://127.0.0.1:1', issuer: 'http://127.0.0.1:1/auth/x' },
    ],
    [
      target('http://127.0.0.1:1', { issuer: 'http://127.0.0.1:1/own' }),
      { baseUrl: 'http://127.0.0.1:1', issuer: 'http://127.0.0.1:1/own' },
    ],
  ])('a base URL makes the issuer by the template of the profile', (from, expected) => {
    expect(addressesOf(from, byBase)).toEqual(expected)
  })

  it.each([
    [byBase, { baseUrl: 'http://127.0.0.1:1/x', issuer: 'http://127.0.0.1:1/x/auth/main' }],
    [profile({ target: 'issuer' }), { issuer: 'http://127.0.0.1:1/x/' }],
  ])('a plain URL is what the profile says', (by, expected) => {
    expect(addressesOf(target('', { url: 'http://127.0.0.1:1/x/' }), by)).toEqual(expected)
  })

  it('an issuer in the place of the FHIR base URL makes no path with two slashes', () => {
    const { baseUrl: _, ...from } = target('', { issuer: 'http://127.0.0.1:1/fhir/' })
    expect(addressesOf(from, profile({ target: 'fhir-base-url' }))).toEqual({ baseUrl: 'http://127.0.0.1:1/fhir' })
  })

  it('parameters take the type of their default', () => {
    const typed = profile({
      parameters: {
        n: { default: 1, description: '' },
        b: { default: false, description: '' },
        s: { default: 'a', description: '' },
      },
    })
    expect(parametersOf(target('', { parameters: { n: '5', b: 'true', s: 7 } }), typed)).toMatchObject({
      n: 5,
      b: true,
      s: '7',
      resourceCheck: 'none',
      minRemainingSeconds: 10,
    })
    expect(() => parametersOf(target('', { parameters: { n: 'many' } }), typed)).toThrow(
      'parameter n is a number, not "many"',
    )
    expect(() => parametersOf(target('', { parameters: { minRemainingSecond: 5 } }), typed)).toThrow(
      'no parameter "minRemainingSecond"',
    )
  })
})
