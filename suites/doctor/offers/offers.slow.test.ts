import { createServer } from 'node:https'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startNonServer } from '../../../fixtures/non-servers/index.ts'
import { grantsOf } from '../../embedded/embedded.ts'
import { targetOf } from '../../live/testing/engine.ts'
import { visit } from '../../live/testing/visit.ts'
import type { JsonObject } from '../../model/json.ts'
import type { Target } from '../../model/target.ts'
import { type ReferenceServer, startReferenceServer } from '../../reference-server/index.ts'
import type { Rules } from '../../reference-server/state.ts'
import { throwAway } from '../../reference-server/tls/throw-away.ts'

interface Case {
  readonly https?: boolean
  readonly rules?: Partial<Rules>
  /** Members of the metadata document, on top of the server's own. */
  readonly says?: JsonObject
  readonly target?: (server: ReferenceServer) => Partial<Target>
}

/** What doctor says of a server, a line a finding. */
async function linesAbout({ https = false, rules = {}, says = {}, target = () => ({}) }: Case): Promise<string> {
  const server = await startReferenceServer({
    mode: 'full',
    https,
    rules: { ...rules, certificateMetadata: () => says },
  })
  onTestFinished(() => server.close())
  const ca = server.tls === undefined ? {} : { tls: { ca: server.tls.ca } }
  const described = targetOf({ issuer: server.issuer, scope: 'read', ...ca, ...target(server) })
  return linesOf(described)
}

const linesOf = async (target: Target): Promise<string> =>
  (await visit('rfc', target)).map(({ kind, says, fix }) => `${kind}: ${says} | ${fix ?? ''}`).join('\n')

/** A reference server over https, with the metadata about mutual TLS that it has by itself. */
async function withCertificates(choose: (server: ReferenceServer) => Partial<Target>): Promise<string> {
  const server = await startReferenceServer({ mode: 'full', https: true })
  onTestFinished(() => server.close())
  return linesOf(targetOf({ issuer: server.issuer, scope: 'read', ...(await grantsOf(server)), ...choose(server) }))
}

describe('doctor on mutual TLS (RFC 8705)', () => {
  it('says where requests with a certificate go, and with which certificates', async () => {
    const lines = await withCertificates(({ tls = { ca: '' }, resource }) => ({ tls, endpoints: { resource } }))
    expect(lines).toMatch(/good: mutual TLS: at https:\/\/127\.0\.0\.1:\d+\/token \(mtls_endpoint_aliases\)/u)
    expect(lines).toContain('good: self_signed_tls_client_auth: clients are registered with certificates')
    expect(lines).toContain('good: tls_client_auth: clients are registered with the names in tls.cert')
    expect(lines).toContain('good: certificate-bound access tokens: asked for')
    expect(lines).not.toMatch(/^(note|problem|blocking)/mu)
  })

  it('asks for tls.cert and tls.key where a method takes an authority', async () => {
    const lines = await withCertificates(({ tls = { ca: '' } }) => ({ tls: { ca: tls.ca } }))
    expect(lines).toMatch(
      /note: tls_client_auth: only registration is checked.*tls: \{ cert: client\.pem, key: client\.key/u,
    )
    expect(lines).toContain('good: self_signed_tls_client_auth')
    expect(lines).toMatch(/note: no protected resource is known.*DPoP or mutual TLS.*endpoints\.resource/u)
  })

  it('tells a target file that names the token endpoint that the alias is not used', async () => {
    const lines = await withCertificates(({ tls = { ca: '' }, endpoints }) => ({ tls, endpoints }))
    expect(lines).toMatch(
      /note: mutual TLS: at \S+ of the target file, not at \S+ \(mtls_endpoint_aliases\).*Leave endpoints\.token out/u,
    )
  })

  it('asks for a client made by hand where none is registered', async () => {
    const client = { client_id: 'c', client_secret: 's', token_endpoint_auth_method: 'client_secret_basic' as const }
    const capabilities = { add: [], remove: ['registration' as const] }
    const lines = await withCertificates(({ tls = { ca: '' } }) => ({ tls, client, capabilities }))
    for (const method of ['self_signed_tls_client_auth', 'tls_client_auth'])
      expect(lines).toMatch(
        new RegExp(
          `note: ${method} is left out: no client is registered.*token_endpoint_auth_method: ${method} \\} and tls:`,
          'u',
        ),
      )
    expect(lines).toMatch(/note: certificate-bound access tokens are left out/u)
    const own = await withCertificates(({ tls = { ca: '' } }) => ({
      tls,
      client: { client_id: 'c', token_endpoint_auth_method: 'tls_client_auth' },
      capabilities,
    }))
    expect(own).toContain('good: tls_client_auth: the client of the target file authenticates by tls.cert')
  })

  it('leaves it out over plain http, and asks for https', async () => {
    const lines = await linesAbout({
      rules: { certificateMethods: () => ['tls_client_auth'] },
      says: { tls_client_certificate_bound_access_tokens: true },
    })
    expect(lines).toMatch(
      /note: mutual TLS is announced \(tls_client_auth, tls_client_certificate_bound_access_tokens\) and left out: .*plain http.*begins with https:.*tls: \{ ca: ca\.pem \}/u,
    )
  })

  it('says that aliases have to be https, and that they are for nothing without a method', async () => {
    const plain = { mtls_endpoint_aliases: { token_endpoint: 'http://127.0.0.1:9/token' } }
    const methods = { certificateMethods: () => ['self_signed_tls_client_auth'] }
    expect(await linesAbout({ https: true, rules: methods, says: plain })).toMatch(
      /note: mutual TLS is announced \(self_signed_tls_client_auth\) and left out: .*plain http.*mtls_endpoint_aliases name addresses/u,
    )
    expect(await linesAbout({ https: true, says: plain, rules: { certificateMethods: () => [] } })).toMatch(
      /note: mtls_endpoint_aliases is not used: metadata names neither/u,
    )
  })

  it('says nothing where nothing is announced, or the target file removes it', async () => {
    expect(await linesAbout({})).not.toContain('mutual TLS')
    const removed = await withCertificates(({ tls = { ca: '' } }) => ({
      tls,
      capabilities: { add: [], remove: ['mtls', 'tls_client_auth', 'self_signed_tls_client_auth'] },
    }))
    expect(removed).toMatch(/note: mutual TLS is announced .* and left out: the target file removes it \| $/mu)
  })

  it('finds a listener that is not trusted, not there, or no token endpoint', async () => {
    const methods = { certificateMethods: () => ['self_signed_tls_client_auth'] }
    const at = (url: string) =>
      linesAbout({
        https: true,
        rules: methods,
        says: { mtls_endpoint_aliases: { token_endpoint: `${url}/token` } },
        target: () => ({ origins: [url] }),
      })
    const untrusted = await startNonServer('tls-self-signed')
    onTestFinished(() => untrusted.close())
    expect(await at(untrusted.url)).toMatch(
      /problem: mutual TLS: no TLS connection to .*authority of this listener.*tls: \{ ca: ca\.pem \}/u,
    )
    expect(await at('https://127.0.0.1:9')).toMatch(
      /problem: mutual TLS: .*does not accept connections.*Start the listener/u,
    )
    const strange = { mtls_endpoint_aliases: { token_endpoint: 'https://127.0.0.1:9/token' } }
    expect(await linesAbout({ https: true, rules: methods, says: strange })).toMatch(
      /problem: mutual TLS: not sent: .* origins: \[https:\/\/127\.0\.0\.1:9\] \| Nothing was sent\. Change the target file/u,
    )
    const { server } = await throwAway()
    const page = await listen(server, false)
    expect(await at(page)).toMatch(
      /problem: mutual TLS: .*answers a certificate that signs itself with .*no answer of a token endpoint/u,
    )
  })

  it('finds a listener that insists on an authority', async () => {
    const { server, ca } = await throwAway()
    const strict = await listen({ ...server, ca }, true)
    const lines = await linesAbout({
      https: true,
      rules: { certificateMethods: () => ['self_signed_tls_client_auth'] },
      says: { mtls_endpoint_aliases: { token_endpoint: `${strict}/token` } },
      target: () => ({ origins: [strict] }),
    })
    expect(lines).toMatch(
      /problem: mutual TLS: https:\/\/127\.0\.0\.1:\d+ refuses a certificate that signs itself while the connection is made.*without insisting on an authority/u,
    )
  })
})

/** A listener that answers everything with a page; `strict`: to clients with a certificate of its authority only. */
async function listen(options: { key: string; cert: string; ca?: string }, strict: boolean): Promise<string> {
  const server = createServer({ ...options, requestCert: strict, rejectUnauthorized: strict }, (_, outgoing) =>
    outgoing.setHeader('Content-Type', 'text/html').end('<p>Hello</p>'),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  const address = server.address()
  return `https://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
}

describe('doctor on client assertions (RFC 7523)', () => {
  const member = 'token_endpoint_auth_signing_alg_values_supported'

  it('says what they are signed with', async () => {
    const lines = await linesAbout({ says: { [member]: ['PS256', 'HS512'] } })
    expect(lines).toMatch(/good: private_key_jwt: clients are registered with a public key.* with PS256/u)
    expect(lines).toMatch(/good: client assertions are addressed to http:\S+, with typ client-authentication\+jwt/u)
    expect(lines).toMatch(/good: client_secret_jwt: .* with HS512/u)
  })

  it('finds algorithms that it does not have, and a list that is missing', async () => {
    const foreign = await linesAbout({ says: { [member]: ['ES256K'] } })
    expect(foreign).toMatch(
      /problem: private_key_jwt is announced, but .*: ES256K \| List ES256.*remove: \[private_key_jwt\]/u,
    )
    expect(foreign).toMatch(/problem: client_secret_jwt is announced, but .*: ES256K \| List HS256/u)
    expect(await linesAbout({ rules: { assertionAlgorithms: () => [] }, says: {} })).toMatch(
      new RegExp(`note: metadata lists nothing in ${member}.*RFC 8414 section 2 requires`, 'u'),
    )
  })

  it('asks for a client made by hand where none is registered, and names the one that is there', async () => {
    const basic = { client_id: 'c', client_secret: 's', token_endpoint_auth_method: 'client_secret_basic' as const }
    const capabilities = { add: [], remove: ['registration' as const] }
    const lines = await linesAbout({ target: () => ({ client: basic, capabilities }) })
    expect(lines).toMatch(
      /note: private_key_jwt is left out.*token_endpoint_auth_method: private_key_jwt, private_key: \{ env/u,
    )
    expect(lines).toMatch(/note: client_secret_jwt is left out.*client_secret: \{ env/u)
    const mac = { ...basic, token_endpoint_auth_method: 'client_secret_jwt' as const }
    expect(await linesAbout({ target: () => ({ client: mac, capabilities }) })).toContain(
      'good: client_secret_jwt: the client of the target file signs its assertions with its client_secret',
    )
  })
})

describe('doctor on DPoP (RFC 9449) and on the grant', () => {
  const member = 'dpop_signing_alg_values_supported'

  it('says what proofs are signed with', async () => {
    expect(await linesAbout({ says: { [member]: ['RS256', 'EdDSA'] } })).toMatch(/good: DPoP: .* signed with EdDSA/u)
    expect(await linesAbout({ rules: { dpopAlgorithms: () => [] } })).not.toContain('DPoP')
    const added = { capabilities: { add: ['dpop' as const], remove: [] } }
    expect(await linesAbout({ rules: { dpopAlgorithms: () => [] }, target: () => added })).toContain(
      `signed with ES256, as metadata has no ${member}`,
    )
  })

  it('finds algorithms that it does not have', async () => {
    expect(await linesAbout({ says: { [member]: ['ES256K'] } })).toMatch(
      /problem: DPoP is announced, but .*: ES256K \| List ES256/u,
    )
    expect(await linesAbout({ says: { [member]: 'ES256' } })).toMatch(
      /problem: DPoP is announced, but .* grantcheck has \|/u,
    )
  })

  it('finds that the grant is not offered, and says no more then', async () => {
    const lines = await linesAbout({
      target: () => ({ capabilities: { add: [], remove: ['client_credentials'] } }),
    })
    expect(lines).toMatch(/problem: the client credentials grant is not offered: .*add: \[client_credentials\]/u)
    expect(lines).not.toMatch(/DPoP|_jwt/u)
  })
})

it('a profile without scenarios for any of it: not a word', async () => {
  const server = await startReferenceServer({ mode: 'full', https: true })
  onTestFinished(() => server.close())
  const target = targetOf({ issuer: server.issuer, scope: 'read', tls: server.tls ?? {} })
  const lines = (await visit('unstored-tokens', target)).map(({ says }) => says).join('\n')
  expect(lines).toContain('a client credentials request gets an access token')
  expect(lines).not.toMatch(/DPoP|_jwt|mutual TLS|tls_client_auth/u)
})
