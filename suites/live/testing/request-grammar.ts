import { decodeBase64 } from '../../decode/base64.ts'
import { decodeForm, formEncode } from '../../decode/form.ts'
import { decodeJson, isObject } from '../../decode/json.ts'
import { wordsOf } from '../../decode/scope-set.ts'
import { fitsCharset, fitsFormat } from '../../decode/text.ts'
import { decodeUtf8 } from '../../decode/utf8.ts'
import type { Exchange } from '../../model/evidence.ts'
import type { Json } from '../../model/json.ts'
import type { Incoming } from '../../reference-server/wire/incoming.ts'
import { assertionFaults, proofFaults } from './jwt-grammar.ts'

/** A request as it was recorded (secrets redacted) and as it arrived (secrets as sent). */
export interface Received {
  readonly exchange: Exchange
  readonly incoming: Incoming
}

const vschars = (text: string): boolean => fitsCharset(text, 'vschar')

/** Everything that RFC 6749, 7009, 7523, 7591, 7617, 7662 and 9449 say of a request, as sentences about what is wrong. */
export function faultsOf({ exchange, incoming }: Received): readonly string[] {
  const faults: string[] = []
  const expectThat = (holds: boolean, fault: string): void => {
    if (!holds) faults.push(fault)
  }
  expectThat(!exchange.request.url.includes('#'), 'the URL has a fragment')
  authorization(incoming, expectThat)
  faults.push(...proofFaults(incoming))
  switch (exchange.operation) {
    case 'token':
    case 'refresh':
    case 'exchange':
    case 'jwt_grant':
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
    case 'dpop':
      expectThat(fitsCharset(value, 'b64token'), 'the token is outside the b64token grammar')
      return
    default:
      expectThat(false, `an authorization scheme ${String(scheme)}`)
  }
}

function form({ operation, request }: Exchange, incoming: Incoming, expectThat: Expect): void {
  const type = (incoming.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase()
  expectThat(type === 'application/x-www-form-urlencoded', `a form is labelled ${String(type)}`)
  const text = incoming.text ?? ''
  expectThat(/^(?:[A-Za-z0-9*\-._+&=]|%[0-9A-Fa-f]{2})*$/u.test(text), 'the form has characters that must be escaped')
  const members = decodeForm(text)
  // Those that may come several times: RFC 8707 section 2, RFC 8693 section 2.1.
  const names = members.map(([name]) => name).filter((name) => name !== 'resource' && name !== 'audience')
  expectThat(new Set(names).size === names.length, 'a parameter occurs twice (RFC 6749 section 3.2)')
  const values = new Map(members)
  for (const needed of neededMembers(operation)) expectThat((values.get(needed) ?? '') !== '', `${needed} is missing`)
  const scope = values.get('scope')
  expectThat(scope === undefined || scope === '' || fitsCharset(scope, 'scope'), 'scope is malformed')
  const both = incoming.header('authorization')?.startsWith('Basic') === true && values.has('client_secret')
  expectThat(!both, 'the client authenticates in two ways (RFC 6749 section 2.3)')
  for (const fault of assertionFaults(values, request.sentAt)) expectThat(false, fault)
}

function neededMembers(operation: Exchange['operation']): readonly string[] {
  switch (operation) {
    case 'token':
    case 'refresh':
      return ['grant_type']
    case 'exchange':
      return ['grant_type', 'subject_token', 'subject_token_type']
    case 'jwt_grant':
      return ['grant_type', 'assertion']
    default:
      return ['token']
  }
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
