import { readAnswer } from '../decode/answer.ts'
import { isObject } from '../decode/json.ts'
import { entryBlocker } from '../entries/entries.ts'
import type { Evidence, Exchange } from '../model/evidence.ts'

/**
 * Why the target cannot be judged at all, or undefined. A closed port, a page, an always-500 or an echo must not yield a single
 * verdict: something in the run has to have answered as only an authorization server does.
 */
export function targetBlocker(evidence: Evidence): string | undefined {
  const blocker = entryBlocker(evidence) ?? evidence.facts.blocker
  if (blocker !== undefined) return blocker
  const alike = sameForAll(evidence.exchanges)
  if (alike !== undefined) return alike
  if (evidence.exchanges.some(speaksOAuth)) return undefined
  const seen = new Set(evidence.exchanges.map(brief))
  return `nothing at ${evidence.facts.named} answers like an OAuth authorization server (${[...seen].slice(0, 4).join('; ')}). Is the URL right?`
}

/**
 * A server that answers different operations with the very same object looks at nothing: whatever it "passes", it passes by chance. No
 * authorization server has one body for a registration and for a token.
 */
function sameForAll(exchanges: readonly Exchange[]): string | undefined {
  const operationOf = new Map<string, Exchange>()
  for (const exchange of exchanges) {
    const { json, text } = readAnswer(exchange)
    if (!isObject(json) || text === undefined || !succeeded(exchange)) continue
    const other = operationOf.get(text)
    if (other !== undefined && different(other.operation, exchange.operation)) {
      return `${other.request.url} and ${exchange.request.url} answer with the very same body: this is no authorization server but something that answers everything alike`
    }
    operationOf.set(text, exchange)
  }
  return undefined
}

const succeeded = ({ response }: Exchange): boolean =>
  response !== undefined && response.status >= 200 && response.status < 300

/** Only operations whose successes cannot look alike: revocation and refresh may both answer `{}`, say. */
const distinct: readonly string[] = ['metadata', 'register', 'token', 'introspect']

const different = (one: string, other: string): boolean =>
  one !== other && distinct.includes(one) && distinct.includes(other)

/** A document, an issued client, an issued token, or an OAuth error code. */
function speaksOAuth(exchange: Exchange): boolean {
  const body = readAnswer(exchange).json
  if (!isObject(body)) return false
  const text = (name: string): boolean => typeof body[name] === 'string' && body[name] !== ''
  switch (exchange.operation) {
    case 'metadata':
      return text('issuer') && Object.keys(body).some((name) => name.endsWith('_endpoint') || name === 'jwks_uri')
    case 'jwks':
      return Array.isArray(body.keys)
    case 'register':
      return text('client_id') || oauthErrors.some((code) => code === body.error)
    default:
      return text('access_token') || typeof body.active === 'boolean' || oauthErrors.some((code) => code === body.error)
  }
}

/** Codes of RFC 6749 section 5.2, RFC 7591 section 3.2.2, RFC 7009 section 2.2.1 and RFC 6750 section 3.1. */
const oauthErrors = [
  'invalid_request',
  'invalid_client',
  'invalid_grant',
  'unauthorized_client',
  'unsupported_grant_type',
  'invalid_scope',
  'invalid_redirect_uri',
  'invalid_client_metadata',
  'invalid_software_statement',
  'unapproved_software_statement',
  'unsupported_token_type',
  'invalid_token',
  'insufficient_scope',
  'access_denied',
]

function brief(exchange: Exchange): string {
  const path = exchange.request.url.replace(/^[a-z]+:\/\/[^/]+/u, '')
  const answer = readAnswer(exchange)
  return `${exchange.request.method} ${path}: ${exchange.failure?.message ?? `${answer.status} ${answer.media ?? answer.kind}`}`
}
