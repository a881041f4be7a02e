import { describe, expect, it } from 'vitest'
import { drive } from './drive.ts'
import { isOtherHost, strangeOrigin } from './origins.ts'
import { endingServers, ordinary } from './testing/runs.ts'
import { driveInput, profile, target } from './testing/specs.ts'

const { start } = endingServers()

describe('where credentials go', () => {
  const named = target('', {
    issuer: 'https://as.test/tenant',
    endpoints: { introspection: 'https://admin.test:8443/introspect' },
    origins: ['https://token.test'],
  })
  const post = (url: string) => strangeOrigin({ method: 'POST', url, headers: [], body: 'a=b' }, named)

  it.each(['https://as.test/token', 'https://admin.test:8443/x', 'https://token.test/'])('to %s', (url) => {
    expect(post(url)).toBeUndefined()
  })

  it.each([
    'https://as.test:8443/token',
    'http://as.test/token',
    'https://evil.test/',
    'https://as.test.evil.test/',
  ])('not to %s', (url) => {
    const { origin } = new URL(url)
    expect(post(url)?.message).toBe(
      `${origin} is not an origin of the target, so nothing is sent there that could hold credentials. If it belongs to the server, write into the target file: origins: [${origin}]`,
    )
  })

  it('documents are read anywhere, without credentials', () => {
    const get = (headers: readonly (readonly [string, string])[], method = 'GET') =>
      strangeOrigin({ method, url: 'https://keys.test/jwks', headers }, named) === undefined
    expect([
      get([['Accept', '*/*']]),
      get([['X-Gateway-Pass', 'x']]),
      get([['Authorization', 'Bearer x']]),
      get([], 'DELETE'),
    ]).toEqual([true, false, false, false])
  })

  it('an issuer on another host', () => {
    expect([
      isOtherHost('https://as.test/', 'https://as.test'),
      isOtherHost('https://as.test/a', 'https://as.test/b'),
      isOtherHost('http://localhost:80', 'http://127.0.0.1:80'),
      isOtherHost('https://evil.test', 'https://as.test'),
      isOtherHost('https://as.test:8443', 'https://as.test'),
    ]).toEqual([false, false, false, true, true])
  })
})

describe('a server that points elsewhere', () => {
  /** Two servers: the second one belongs to somebody else. */
  async function run(document: (other: string, own: string) => object, origins: boolean) {
    const other = await start()
    const server = await start(({ path }, url) =>
      path === '/.well-known/oauth-authorization-server' ? { json: document(other.url, url) } : undefined,
    )
    const at = target('', { issuer: server.url, ...(origins ? { origins: [other.url] } : {}) })
    const rules = profile({ target: 'issuer', endpoints: {} })
    const evidence = await drive(driveInput('', [ordinary], { target: at, profile: rules }))
    return { evidence, other, server }
  }
  const endpoints = (url: string) => ({
    registration_endpoint: `${url}/register`,
    token_endpoint: `${url}/main/token`,
    introspection_endpoint: `${url}/introspect`,
  })

  it('gets nothing sent there', async () => {
    const { evidence, other } = await run((url, own) => ({ issuer: own, ...endpoints(url) }), false)
    expect(other.asked).toEqual([])
    expect(evidence.exchanges.at(-1)?.failure).toMatchObject({ code: 'not-sent' })
  })

  it('is followed where the target file says so', async () => {
    const { evidence, other } = await run((url, own) => ({ issuer: own, ...endpoints(url) }), true)
    expect(other.asked.length).toBeGreaterThan(2)
    expect(evidence.facts.blocker).toBeUndefined()
  })

  it('under the name of another issuer: nothing of the document is used', async () => {
    const { evidence, other, server } = await run((url, own) => ({ issuer: url, ...endpoints(own) }), true)
    expect(other.asked).toEqual([])
    expect(server.asked.every(({ method }) => method === 'GET')).toBe(true)
    expect(evidence.facts.blocker).toMatch(
      /^the metadata document names the issuer .* write into the target file: issuer: http/u,
    )
  })
})
