import { describe, expect, it } from 'vitest'
import { startReferenceServer } from '../fixtures/reference-server/index.ts'
import type { Incoming } from '../fixtures/reference-server/wire/incoming.ts'
import { decodeBase64 } from './decode/base64.ts'
import { decodeForm, formEncode } from './decode/form.ts'
import { decodeJson, isObject } from './decode/json.ts'
import { wordsOf } from './decode/scope-set.ts'
import { fitsCharset, fitsFormat } from './decode/text.ts'
import { decodeUtf8 } from './decode/utf8.ts'
import type { Exchange } from './model/evidence.ts'
import type { Json } from './model/json.ts'
import { airlockTarget, runAgainst, specs, targetOf } from './testing/engine.ts'

// A server that answers a wrong request of ours wrongly is not to blame. So what arrives at the reference server is compared with the grammar of the
// RFCs, for every request that a correct server has to accept: registrations, controls, and steps of conformance scenarios that spoil nothing.

interface Seen {
  readonly exchange: Exchange
  readonly incoming: Incoming
}

/** Runs a profile one request at a time, and joins what was recorded (secrets redacted) with what arrived (secrets as sent). */
async function requestsOf(profileId: 'airlock-iam' | 'rfc'): Promise<readonly Seen[]> {
  const arrived: Incoming[] = []
  const server = await startReferenceServer({
    mode: profileId === 'rfc' ? 'full' : 'airlock',
    rules: {
      intercept: (_context, _endpoint, incoming) => {
        arrived.push(incoming)
        return undefined
      },
    },
  })
  const limits = { limits: { concurrency: 1 } }
  const target =
    profileId === 'rfc'
      ? targetOf({ issuer: server.issuer, scope: 'read write', ...limits })
      : { ...airlockTarget(server.baseUrl), ...limits }
  const only = specs.profiles[profileId]?.scenarios ?? []
  const { evidence } = await runAgainst(profileId, target, { only }).finally(() => server.close())
  const known = evidence.exchanges.filter(({ response }) => response !== undefined && response.status !== 404)
  return pair(known, arrived)
}

/** In the order sent; requests to addresses that nobody serves did not arrive at an endpoint. */
function pair(exchanges: readonly Exchange[], arrived: readonly Incoming[]): readonly Seen[] {
  const rest = [...arrived]
  return exchanges.flatMap((exchange) => {
    const url = new URL(exchange.request.url)
    const place = rest.findIndex(
      (incoming) => incoming.method === exchange.request.method && incoming.url.pathname === url.pathname,
    )
    const incoming = place === -1 ? undefined : rest.splice(place, 1)[0]
    return incoming === undefined ? [] : [{ exchange, incoming }]
  })
}

/** Whether nothing about the request is wrong on purpose. */
function isPositive({ owner, step }: Exchange): boolean {
  if (['discovery', 'clients', 'entry', 'clean-up'].includes(owner)) return true
  const scenario = specs.scenarios[owner.replace(/\[.*$/u, '')]
  const found = scenario?.steps.find((each) => each.id === step)
  if (found === undefined || scenario === undefined) return false
  const { body, httpMethod, auth } = found.request
  const spoilt = body !== undefined || httpMethod !== undefined || auth !== undefined
  return found.control || (scenario.kind === 'conformance' && !spoilt)
}

const vschars = (text: string): boolean => fitsCharset(text, 'vschar')

/** Everything that RFC 6749, 7009, 7591, 7617 and 7662 say of a request, as sentences about what is wrong. */
function faultsOf({ exchange, incoming }: Seen): readonly string[] {
  const faults: string[] = []
  const expectThat = (holds: boolean, fault: string): void => {
    if (!holds) faults.push(fault)
  }
  expectThat(!exchange.request.url.includes('#'), 'the URL has a fragment')
  authorization(incoming, expectThat)
  switch (exchange.operation) {
    case 'token':
    case 'refresh':
    case 'introspect':
    case 'revoke':
      form(exchange, incoming, expectThat)
      break
    case 'register':
    case 'update_client':
      metadata(incoming, expectThat)
      break
    default:
      expectThat(incoming.text === '', 'a request without content has a body')
  }
  return faults
}

type Expect = (holds: boolean, fault: string) => void

function authorization(incoming: Incoming, expectThat: Expect): void {
  const [scheme, value = ''] = (incoming.header('authorization') ?? '').split(' ', 2)
  switch (scheme?.toLowerCase()) {
    case '':
      return
    case 'basic': {
      const octets = decodeBase64(value)
      expectThat(octets.ok, 'Basic credentials are not base64')
      const text = octets.ok ? decodeUtf8(octets.value) : octets
      const [id = '', secret = ''] = text.ok ? text.value.split(':', 2) : []
      const decoded = [id, secret].map((part) => decodeForm(`x=${part}`)[0]?.[1] ?? '')
      expectThat(id !== '' && decoded.every(vschars), 'Basic credentials are not two form-encoded texts')
      expectThat(decoded.map(formEncode).join(':') === `${id}:${secret}`, 'Basic credentials are encoded oddly')
      return
    }
    case 'bearer':
      expectThat(fitsCharset(value, 'b64token'), 'the bearer token is outside the b64token grammar')
      return
    default:
      expectThat(false, `an authorization scheme ${String(scheme)}`)
  }
}

function form({ operation }: Exchange, incoming: Incoming, expectThat: Expect): void {
  const type = (incoming.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase()
  expectThat(type === 'application/x-www-form-urlencoded', `a form is labelled ${String(type)}`)
  const text = incoming.text ?? ''
  expectThat(/^(?:[A-Za-z0-9*\-._+&=]|%[0-9A-Fa-f]{2})*$/u.test(text), 'the form has characters that must be escaped')
  const members = decodeForm(text)
  const names = members.map(([name]) => name).filter((name) => name !== 'resource')
  expectThat(new Set(names).size === names.length, 'a parameter occurs twice (RFC 6749 section 3.2)')
  const values = new Map(members)
  const needed = operation === 'token' || operation === 'refresh' ? 'grant_type' : 'token'
  expectThat((values.get(needed) ?? '') !== '', `${needed} is missing`)
  const scope = values.get('scope')
  expectThat(scope === undefined || scope === '' || fitsCharset(scope, 'scope'), 'scope is malformed')
  const both = incoming.header('authorization')?.startsWith('Basic') === true && values.has('client_secret')
  expectThat(!both, 'the client authenticates in two ways (RFC 6749 section 2.3)')
}

const lists = ['grant_types', 'response_types', 'redirect_uris', 'contacts']
const uris = ['client_uri', 'logo_uri', 'policy_uri', 'tos_uri']

/** Client metadata (RFC 7591 section 2). */
function metadata(incoming: Incoming, expectThat: Expect): void {
  const json = decodeJson(incoming.text ?? '')
  const body = json.ok ? json.value.value : undefined
  expectThat(
    /^application\/json/iu.test(incoming.header('content-type') ?? ''),
    'client metadata is not labelled as JSON',
  )
  expectThat(json.ok && json.value.duplicates.length === 0 && isObject(body), 'client metadata is no JSON object')
  if (!isObject(body)) return
  for (const name of lists) expectThat(isTextList(body[name]), `${name} is no array of strings`)
  for (const name of uris) expectThat(isUri(body[name]), `${name} is no URI`)
  const redirects = wordsOf(Array.isArray(body.redirect_uris) ? body.redirect_uris : []) ?? []
  expectThat(
    redirects.every((uri) => fitsFormat(uri, 'uri_without_fragment')),
    'a redirect URI is none',
  )
  expectThat(body.scope === undefined || typeof body.scope === 'string', 'scope is no string')
  const redirecting =
    isTextList(body.grant_types) && JSON.stringify(body.grant_types ?? []).includes('authorization_code')
  expectThat(!redirecting || redirects.length > 0, 'the code grant has no redirect URI')
}

const isTextList = (value: Json | undefined): boolean =>
  value === undefined || (Array.isArray(value) && value.every((each) => typeof each === 'string'))
const isUri = (value: Json | undefined): boolean =>
  value === undefined || (typeof value === 'string' && fitsFormat(value, 'uri'))

describe.each([
  'airlock-iam',
  'rfc',
] as const)('requests that %s sends and a correct server accepts', async (profileId) => {
  const seen = await requestsOf(profileId)
  const positive = seen.filter(({ exchange }) => isPositive(exchange))

  it('are many, of every operation', () => {
    expect(positive.length).toBeGreaterThan(profileId === 'rfc' ? 100 : 15)
    expect([...new Set(positive.map(({ exchange }) => exchange.operation))]).toEqual(
      expect.arrayContaining([
        'metadata',
        'register',
        'token',
        ...(profileId === 'rfc' ? ['introspect', 'revoke'] : []),
      ]),
    )
  })

  it('conform to the grammar of the RFCs', () => {
    const faults = positive.flatMap((each) =>
      faultsOf(each).map((fault) => `${each.exchange.owner}:${each.exchange.step}: ${fault}`),
    )
    expect(faults).toEqual([])
  })
})
