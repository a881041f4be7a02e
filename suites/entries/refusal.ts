import { readAnswer } from '../decode/answer.ts'
import { bodyText } from '../decode/body.ts'
import { decodeForm } from '../decode/form.ts'
import { summary } from '../language/condition.ts'
import type { EntryName } from '../model/entry.ts'
import type { Exchange } from '../model/evidence.ts'
import type { StaticClient } from '../model/target.ts'

/** Why an entry is wrong, as its first use shows, and what to change. */
export interface Refusal {
  readonly says: string
  readonly fix: string
}

/** A client of the target file, and where the run serves its keys if it does. */
export interface DeclaredClient
  extends Pick<StaticClient, 'client_secret' | 'private_key' | 'token_endpoint_auth_method'> {
  readonly servedAt?: string
}

/**
 * What the answer to the first use of an entry says of the entry; undefined where it says nothing against it. Only answers that mean this very entry count:
 * whatever else may be wrong with an answer is the scenarios' business. `bare`: the answer to the same URL without parameters and credentials. An endpoint
 * answers that in another way, whatever it says of a token that it does not know; a URL with nothing behind it does not. `client`: what the target file says of the client, where the entry is one.
 */
export function refusalOf(
  entry: EntryName,
  exchange: Exchange,
  bare = exchange,
  client?: DeclaredClient,
): Refusal | undefined {
  switch (entry) {
    case 'endpoints.metadata':
    case 'endpoints.registration':
    case 'endpoints.token':
    case 'endpoints.introspection':
    case 'endpoints.revocation':
    case 'endpoints.jwks':
    case 'endpoints.resource':
      return when(looksAbsent(exchange) && looksAbsent(bare), exchange, 'Correct the URL.')
    case 'initialAccessToken':
      return when(isDenied(exchange), exchange, accessTokenFix)
    case 'client':
    case 'secondClient':
    case 'introspectionClient':
      return when(isDenied(exchange), exchange, clientFix(exchange, client))
    case 'scope':
      return when(says(exchange, 'invalid_scope'), exchange, 'Name scopes that a test client may ask for.')
    case 'resource':
    case 'secondResource':
      return when(says(exchange, 'invalid_target'), exchange, 'Name a resource that the server knows (RFC 8707).')
    case 'authorizationDetails':
      return when(
        says(exchange, 'invalid_authorization_details'),
        exchange,
        'Name details that the server knows (RFC 9396).',
      )
    case 'refreshToken':
      return when(
        says(exchange, 'invalid_grant'),
        exchange,
        'Get a new refresh token, issued to the client of the target file; this one is used up, has expired, or belongs to another client.',
      )
    case 'softwareStatement':
      return when(
        says(exchange, 'invalid_software_statement') || says(exchange, 'unapproved_software_statement'),
        exchange,
        'Supply a software statement of an issuer that the server trusts.',
      )
    case 'subjectToken':
      return when(
        says(exchange, 'invalid_request') || says(exchange, 'invalid_grant'),
        exchange,
        'Get a new subject token: this one has expired, or the client may not exchange it.',
      )
    case 'exchangeAudience':
      return when(says(exchange, 'invalid_target'), exchange, 'Name an audience that the server knows (RFC 8693).')
    case 'assertionIssuer':
      return when(
        says(exchange, 'invalid_grant'),
        exchange,
        'Let the server trust the issuer with the public half of this key, and check subject, audience and claims.',
      )
    // Nothing tries them before the rows do.
    case 'secondExchangeAudience':
    case 'disabledIssuer':
    // Whether a registration is refused for these members or for others, no answer says.
    case 'registration':
    case 'tls.cert':
      return undefined
    default:
      return entry satisfies never
  }
}

const accessTokenFix =
  'Check that the token is not used up or expired, and that the policy of the server lets it register such a client.'

/** Nothing that answers like an endpoint of OAuth: 404, 405 and 410, a redirect, a page, a gateway without a server, no answer at all. */
export function looksAbsent(exchange: Exchange): boolean {
  const { status = 0, kind } = readAnswer(exchange)
  const unreachable = exchange.failure !== undefined && !['interrupted', 'not-sent'].includes(exchange.failure.code)
  return unreachable || [404, 405, 410, 502, 503, 504].includes(status) || kind === 'redirect' || kind === 'html'
}

/** What these codes refuse is not the client, whatever the status is. */
const ofOtherThings = [
  'invalid_grant',
  'unsupported_grant_type',
  'invalid_scope',
  'invalid_target',
  'invalid_dpop_proof',
  'use_dpop_nonce',
]

/**
 * 401 and 403, and the codes by which servers refuse a client (RFC 6749 section 5.2). unauthorized_client is about the grant: it speaks against the client
 * only where the grant is the one that a run needs.
 */
function isDenied(exchange: Exchange): boolean {
  const { status = 0, error } = readAnswer(exchange)
  if (status < 400 || status > 499 || (error !== undefined && ofOtherThings.includes(error))) return false
  if (error === 'unauthorized_client' && status === 400) return grantOf(exchange) !== 'authorization_code'
  return status === 401 || status === 403 || error === 'invalid_client' || error === 'access_denied'
}

function grantOf({ request }: Exchange): string | undefined {
  const text = request.body === undefined ? undefined : bodyText(request.body)
  return text?.ok ? decodeForm(text.value).find(([name]) => name === 'grant_type')?.[1] : undefined
}

/** A server may keep a set of keys for a while, and limit how often it reads it again: then it is neither wrong nor is the target file. */
function clientFix(exchange: Exchange, client: DeclaredClient | undefined): string {
  const { servedAt, private_key: key } = client ?? {}
  const credential = credentialOf(client)
  if (says(exchange, 'unauthorized_client'))
    return `Check client_id and ${credential}, and let the server allow the client_credentials grant to this client.`
  if (servedAt !== undefined && key === undefined)
    return `The run has made a new key for this client, and serves it at ${servedAt}: the server may still hold the key set of an earlier run. Wait as long as it keeps a set, and run again; or give the client the same key in each run: private_key: { file: client.key }, which "grantcheck keygen --out client.key" makes. If that does not help, check client_id, and that the server has this URL for the client and reaches it.`
  const known = key === undefined ? '' : ', and that the server has the public half of the key'
  return `Check client_id, ${credential} and token_endpoint_auth_method${known}.`
}

/** The entry of the target file by which the client authenticates. */
function credentialOf(client: DeclaredClient | undefined): string {
  if (client?.client_secret !== undefined || client === undefined) return 'client_secret'
  if (client.private_key !== undefined) return 'private_key'
  if (client.token_endpoint_auth_method.endsWith('tls_client_auth')) return 'tls.cert'
  return client.servedAt === undefined ? 'client_secret' : 'its keys'
}

const says = (exchange: Exchange, error: string): boolean => readAnswer(exchange).error === error

function when(holds: boolean, exchange: Exchange, fix: string): Refusal | undefined {
  if (!holds) return undefined
  const { method, url } = exchange.request
  const answered = exchange.failure === undefined ? `answered ${summary(exchange)}` : `failed: ${summary(exchange)}`
  return { says: `${method} ${url} ${answered}`, fix }
}
