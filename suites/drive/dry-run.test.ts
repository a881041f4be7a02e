import { describe, expect, it } from 'vitest'
import { dryRun } from './dry-run.ts'
import { driveInput, profile, scenario, step, target } from './testing/specs.ts'

const client = {
  client_id: 'mine',
  client_secret: 'very-secret',
  token_endpoint_auth_method: 'client_secret_basic',
} as const
const scenarios = [
  scenario('token/a', [
    step('made', 'register'),
    step('mint', 'token'),
    step('look', 'introspect', {
      request: {
        params: { token: '$steps.mint.body#/access_token', hint: { derive: 'truncate', from: '$steps.mint.body#/x' } },
      },
    }),
    step('perhaps', 'revoke', {
      when: { answer: { look: { status: [200] } } },
      request: { auth: { method: 'client_secret_post' }, params: { token: '$random.opaque' } },
    }),
    step('never', 'token', { when: { capability: ['dpop'] } }),
  ]),
]

describe('dryRun', () => {
  it('shows what a look at TLS would offer, and that there is none over http', async () => {
    const offer = { versions: ['TLS 1.0'], suites: ['weak'] } as const
    const look = scenario('tls/a', [step('old', 'tls', { tls: { at: 'token', offer } })], { client: 'none' })
    const https = (await dryRun(driveInput('https://as.test', [look]))).join('\n')
    expect(https).toContain('## old\nTLS https://as.test/\n    {"versions":["TLS 1.0"],"suites":["weak"]}')
    const http = (await dryRun(driveInput('http://127.0.0.1:9', [look]))).join('\n')
    expect(http).toContain('## old: not sent: the token endpoint is reached by plain http')
  })

  it('shows every request, and what only an answer could say by its name', async () => {
    const lines = await dryRun(driveInput('http://127.0.0.1:9', scenarios))
    expect(lines.join('\n')).toMatchInlineSnapshot(`
      "# requests: about 5; scenario rows: 1; clients to register: 1

      # discovery (until one document is found)

      # client confidential
      POST http://127.0.0.1:9/register
          Content-Type: application/json
          {"client_name":"grantcheck 42 Goyette, Hilll and Altenwerth","redirect_uris":["https://squeaky-elevator-2537.example/callback"]}

      # token/a
      ## mint
      POST http://127.0.0.1:9/main/token
          Content-Type: application/x-www-form-urlencoded
          Authorization: Basic ‹client credentials›
          grant_type=client_credentials
      ## look
      POST http://127.0.0.1:9/introspect
          Content-Type: application/x-www-form-urlencoded
          Authorization: Basic ‹client credentials›
          token=‹$steps.mint.body#/access_token›&hint=‹truncate of $steps.mint.body#/x›
      ## perhaps (if the answers before ask for it)
      POST http://127.0.0.1:9/revoke
          Content-Type: application/x-www-form-urlencoded
          client_id=‹$client#/client_id›&client_secret=‹$client#/client_secret›&token=FWhIe3hhyWXB4xJj4093VSHZPKz236yVDuhBJOjkQUg

      # clean-up: DELETE for every client above whose registration_client_uri the server states (RFC 7592 section 2.3)"
    `)
  })

  it('is the same for the same seed', async () => {
    const input = driveInput('http://127.0.0.1:9', scenarios)
    expect(await dryRun(input)).toEqual(await dryRun(input))
    expect(await dryRun({ ...input, seed: 2 })).not.toEqual(await dryRun(input))
  })

  it('shows that a proof is sent, and nothing that it could be used for', async () => {
    const proven = [
      scenario('token/a', [
        step('mint', 'token', { request: { dpop: [{}] } }),
        step('again', 'token', { request: { dpop: [{ raw: '$steps.mint.dpop.proof' }] } }),
      ]),
    ]
    const text = (await dryRun(driveInput('http://127.0.0.1:9', proven))).join('\n')
    expect(text).toContain('DPoP: ‹DPoP proof›')
    expect(text).toContain('DPoP: ‹$steps.mint.dpop.proof›')
    expect(text).not.toContain('eyJ')
  })

  it('shows no configured secret', async () => {
    const secretive = target('http://127.0.0.1:9', {
      client,
      initialAccessToken: 'initial-secret',
      headers: { token: { 'X-Key': 'gateway-secret' } },
    })
    const text = (await dryRun({ ...driveInput('', scenarios), target: secretive })).join('\n')
    expect(text).toContain('X-Key: ‹configured›')
    expect(text).not.toMatch(/very-secret|initial-secret|gateway-secret|Basic [A-Za-z0-9]/u)
  })

  it('says that the method of a client is found out', async () => {
    const unnamed = target('http://127.0.0.1:9', { client, unnamedMethods: ['client'] })
    const text = (await dryRun({ ...driveInput('', scenarios), target: unnamed })).join('\n')
    expect(text).toMatch(/^# client: .*by client_secret_basic.*by client_secret_post/mu)
  })

  it('presumes an endpoint that only metadata could name', async () => {
    const input = driveInput('', scenarios, {
      profile: profile({ target: 'issuer', endpoints: {} }),
      target: target('', { issuer: 'http://127.0.0.1:9/as' }),
    })
    const text = (await dryRun(input)).join('\n')
    expect(text).toContain('GET http://127.0.0.1:9/.well-known/oauth-authorization-server/as')
    expect(text).toContain('POST http://127.0.0.1:9/as/‹token endpoint›')
  })
})
