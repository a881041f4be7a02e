import { clockOf, headerValues, readAnswer } from '../decode/answer.ts'
import { isObject } from '../decode/json.ts'
import type { Evidence, Exchange } from '../model/evidence.ts'
import type { Capability } from '../model/vocabulary.ts'
import { grants, summary } from '../plan/condition.ts'
import type { Finding } from './finding.ts'
import { missing } from './missing.ts'
import { offers } from './offers/offers.ts'

/**
 * Reads a short run's evidence for configuration mistakes, most basic first. `tried`: capabilities that the profile has scenarios for.
 * Pure; no verdicts.
 */
export function diagnose(evidence: Evidence, tried: ReadonlySet<Capability>): readonly Finding[] {
  const { blocker } = evidence.facts
  if (blocker !== undefined) return [{ kind: 'blocking', says: blocker, fix: unreachableFix(evidence) }]
  return [
    ...metadata(evidence),
    ...endpoints(evidence),
    ...missing(evidence.facts),
    ...clock(evidence),
    ...registration(evidence),
    ...token(evidence),
    ...introspection(evidence),
    ...offers(evidence, tried),
  ]
}

function unreachableFix(evidence: Evidence): string {
  const code = evidence.exchanges.find((exchange) => exchange.failure !== undefined)?.failure?.code
  switch (code) {
    case 'tls':
      return 'Give the certificate authority of the server with --ca FILE (or tls.ca in the target file), and use the host name that the certificate is for.'
    case 'dns':
      return 'Check the spelling of the host name, and that this machine can resolve it.'
    case 'timeout':
      return 'Check firewall and proxy between this machine and the server, or give more time with --timeout.'
    default:
      return 'Start the server, and check host and port of the URL.'
  }
}

function metadata({ facts, exchanges }: Evidence): readonly Finding[] {
  const found = exchanges.find((exchange) => exchange.id === facts.metadata?.exchange)
  if (facts.metadata === undefined || found === undefined) {
    const tried = exchanges
      .filter((exchange) => exchange.operation === 'metadata')
      .map((exchange) => `${exchange.request.url} (${summary(exchange)})`)
    return [
      {
        kind: 'note',
        says: `no metadata document: tried ${tried.join(', ')}`,
        fix: 'If the server publishes one elsewhere, name it as endpoints.metadata in the target file; else name the endpoints there.',
      },
    ]
  }
  const document = readAnswer(found).json
  const issuer = isObject(document) ? document.issuer : undefined
  const place: Finding = {
    kind: facts.metadata.form === 'appended' ? 'note' : 'good',
    says: `metadata at ${facts.metadata.url} (${facts.metadata.form})`,
    ...(facts.metadata.form === 'appended' ? { fix: appendedFix } : {}),
  }
  if (facts.issuer === undefined || issuer === facts.issuer) return [place]
  return [
    place,
    {
      kind: 'problem',
      says: `the metadata names the issuer ${String(issuer)}, you named ${facts.issuer}`,
      fix: 'Issuers are compared character by character (RFC 8414 section 3.3): name exactly that one, or correct the server.',
    },
  ]
}

const appendedFix =
  'RFC 8414 section 3.1 inserts /.well-known/oauth-authorization-server between host and path of the issuer. Clients that follow it do not find this document: serve it there too.'

function endpoints({ facts }: Evidence): readonly Finding[] {
  const known = Object.entries(facts.endpoints).map(
    ([name, endpoint]): Finding => ({ kind: 'good', says: `${name}: ${endpoint.url} (from ${endpoint.from})` }),
  )
  if (facts.endpoints.token !== undefined) return known
  return [
    ...known,
    {
      kind: 'blocking',
      says: 'no token endpoint is known',
      fix: 'Name it as endpoints.token in the target file, or check the issuer.',
    },
  ]
}

/** More than this many seconds between the server's clock and ours make time checks doubtful. */
const toleratedSkew = 30

function clock({ exchanges }: Evidence): readonly Finding[] {
  const dated = exchanges.find((exchange) => headerValues(exchange.response?.headers ?? [], 'date').length > 0)
  if (dated?.response === undefined)
    return [
      {
        kind: 'note',
        says: "the server sends no Date header: this machine's clock is used for time checks",
        fix: 'Let the server send Date (RFC 9110 section 6.6.1).',
      },
    ]
  const skew = Math.round(clockOf(dated) - new Date(dated.response.receivedAt).getTime() / 1000)
  if (Math.abs(skew) <= toleratedSkew) return []
  return [
    {
      kind: 'problem',
      says: `the server's clock is ${Math.abs(skew)} s ${skew > 0 ? 'ahead of' : 'behind'} this machine's`,
      fix: "Synchronise both clocks (NTP). Time checks use the server's own clock.",
    },
  ]
}

function registration({ clients, exchanges, facts }: Evidence): readonly Finding[] {
  const client = clients[0]
  if (client?.configured) return [{ kind: 'good', says: `uses the configured client ${client.client_id ?? ''}` }]
  if (client !== undefined && client.blocked === undefined)
    return [{ kind: 'good', says: `registered a client: ${client.client_id ?? ''}` }]
  const last = lastOf(exchanges, 'register')
  const status = last?.response?.status
  if (status === 401 || status === 403) {
    if (facts.capabilities.initial_access_token?.offered) {
      return [
        {
          kind: 'blocking',
          says: `the initial access token does not open registration: ${summary(last)}`,
          fix: 'Check that the token is not used up or past its day, and that the policy of the server lets it register such a client.',
        },
      ]
    }
    return [
      {
        kind: 'blocking',
        says: `registration is closed: ${summary(last)}`,
        fix: 'Set initialAccessToken: { env: NAME } in the target file, or name a client (client_id, client_secret) registered by hand.',
      },
    ]
  }
  const says = client?.blocked ?? 'there is no registration endpoint and no configured client'
  const fix =
    facts.endpoints.registration === undefined
      ? 'Name endpoints.registration, or a client, in the target file.'
      : 'Check that endpoints.registration is the right URL, and what the server asks of a client registration request.'
  return [{ kind: 'blocking', says, fix }]
}

function token({ exchanges, clients }: Evidence): readonly Finding[] {
  if (clients[0]?.blocked !== undefined || clients.length === 0) return []
  const last = lastOf(exchanges, 'token')
  if (last === undefined) return []
  if (grants(last)) return [{ kind: 'good', says: 'a client credentials request gets an access token' }]
  return [
    {
      kind: 'blocking',
      says: `a correct client credentials request gets no token: ${summary(last)}`,
      fix: tokenFix(readAnswer(last).error),
    },
  ]
}

function tokenFix(error: string | undefined): string {
  switch (error) {
    case 'invalid_scope':
      return 'Set scope in the target file to one that a test client may ask for.'
    case 'unauthorized_client':
      return 'Allow the client_credentials grant for the client.'
    case 'invalid_client':
      return 'Check client_id, client_secret and token_endpoint_auth_method of the client in the target file.'
    case 'invalid_target':
      return 'Set resource in the target file to one that the server knows (RFC 8707).'
    default:
      return "Look at the server's log for the reason."
  }
}

function introspection({ exchanges }: Evidence): readonly Finding[] {
  const last = stepOf(exchanges, 'caller')
  if (last === undefined) return []
  const status = last.response?.status
  if (status === 401 || status === 403) {
    return [
      {
        kind: 'problem',
        says: `the introspection endpoint does not accept the client as a caller: ${summary(last)}`,
        fix: 'Set introspectionClient in the target file to credentials that may introspect.',
      },
    ]
  }
  const accepted: Finding = { kind: 'good', says: `the introspection endpoint accepts the caller (${summary(last)})` }
  return [accepted, ...visibility(stepOf(exchanges, 'own'))]
}

/** RFC 7662 section 2.2: a caller that a token is not meant for is told that it is inactive. */
function visibility(own: Exchange | undefined): readonly Finding[] {
  const answer = own === undefined ? undefined : readAnswer(own).json
  if (!isObject(answer) || answer.active !== false) return []
  return [
    {
      kind: 'note',
      says: 'the introspection endpoint calls a live token inactive: it is not meant for this caller',
      fix: 'Where tokens are shown to resource servers of their audience only, name one as introspectionClient in the target file.',
    },
  ]
}

const stepOf = (exchanges: readonly Exchange[], step: string): Exchange | undefined =>
  exchanges.filter((exchange) => exchange.step === step).at(-1)

const lastOf = (exchanges: readonly Exchange[], operation: Exchange['operation']): Exchange | undefined =>
  exchanges.filter((exchange) => exchange.operation === operation).at(-1)
