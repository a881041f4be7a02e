import { afterAll, describe, expect, it } from 'vitest'
import { startOidcProvider } from '../fixtures/peers/oidc-provider/start.ts'
import type { Report } from './model/report.ts'
import { linesOf, runAgainst, targetOf } from './testing/engine.ts'

const findings = (report: Report, verdict: string): readonly string[] =>
  report.scenarios.flatMap((scenario) =>
    scenario.checks.filter((check) => check.verdict === verdict).map((check) => `${check.id}: ${check.observed}`),
  )

const reviewed = {
  jwt: {
    fail: [
      'registration/unlisted-grant:refused:unauthorized-client: status 400, error invalid_request',
      'registration/public-client:refused:confidential-clients-only: status 200: an access token was issued',
      'token/missing-authentication[missing_secret]:refused:www-authenticate-on-401: absent',
      'token/body-authentication[near_miss_secret]:refused:www-authenticate-on-401: absent',
      'revocation/caller:client_id_alone:www-authenticate-on-401: absent',
    ],
    warn: [
      'token/response:granted:pragma-no-cache: no such header',
      'token/http-method[GET]:other_method:method-not-allowed: status 404 other',
      'token/http-method[PUT]:other_method:method-not-allowed: status 404 other',
      'token/http-method[DELETE]:other_method:method-not-allowed: status 404 other',
      'revocation/effect:revoked:access-token-revocation: status 400 unsupported_token_type',
      'management/access:other_method:unsupported-method: status 404 other',
    ],
  },
  opaque: {
    fail: [
      'registration/unlisted-grant:refused:unauthorized-client: status 400, error invalid_request',
      'registration/public-client:refused:confidential-clients-only: status 200: an access token was issued',
      'token/missing-authentication[missing_secret]:refused:www-authenticate-on-401: absent',
      'token/body-authentication[near_miss_secret]:refused:www-authenticate-on-401: absent',
      'introspection/caller:client_id_alone:www-authenticate-on-401: absent',
      'revocation/caller:client_id_alone:www-authenticate-on-401: absent',
    ],
    warn: [
      'token/response:granted:pragma-no-cache: no such header',
      'token/http-method[GET]:other_method:method-not-allowed: status 404 other',
      'token/http-method[PUT]:other_method:method-not-allowed: status 404 other',
      'token/http-method[DELETE]:other_method:method-not-allowed: status 404 other',
      'introspection/active-token:described:audience-restriction: absent',
      'introspection/caller:garbage_bearer:bearer-problem-401: status 400 invalid_request',
      'introspection/other-client:other:caller-specifically-authorized: true',
      'management/access:other_method:unsupported-method: status 404 other',
      'management/deleted-clients-tokens:after:deleted-client-tokens-revoked: true',
    ],
  },
} as const

// A real server: every fail and warn below was read one by one, with the exchange that proves it; a new one needs the same reading.
describe.each(['jwt', 'opaque'] as const)('oidc-provider, %s access tokens', async (format) => {
  const peer = await startOidcProvider(format)
  afterAll(() => peer.close())
  const { report, evidence } = await runAgainst('rfc', targetOf({ issuer: peer.issuer, scope: 'read' }))

  it('is judged whole', () => {
    expect(evidence.complete).toBe(true)
    expect(report.totals.pass).toBeGreaterThan(100)
    expect(report.totals.error).toBe(0)
  })

  it('has these failures and no others', () => {
    expect(findings(report, 'fail')).toEqual(reviewed[format].fail)
  })

  it('has these warnings and no others', () => {
    expect(findings(report, 'warn')).toEqual(reviewed[format].warn)
  })

  it('leaves nothing undecided', () => {
    expect(linesOf(report, 'inconclusive', 'error')).toEqual([])
  })
})
