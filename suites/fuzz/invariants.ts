import type { JsonObject } from '../model/json.ts'
import type { OddLogin } from './fuzz-case.ts'

/** A check as it stands in a scenario file. */
export type WrittenInvariant = JsonObject & { readonly requirement: string; readonly id: string }

/** What an answer may look like that says anything about the server: 408, 413, 429, 502 to 504 are of others, or about another time. */
const said = [200, 201, 202, 203, 400, 401, 403, 404, 405, 406, 409, 415, 422]

const always = (crash: string): readonly WrittenInvariant[] => [
  {
    requirement: crash,
    id: 'no-server-error',
    status: { none_of: [500] },
    hint: "Find the exchange in the server's log by its time. Refuse what is wrong with 400 and an error code; a 500 is a fault of the server.",
  },
  {
    requirement: 'rfc9110.15.5.2.www-authenticate-on-401',
    id: 'challenge',
    when: { answer: { this: { status: 401 } } },
    header: { name: 'WWW-Authenticate', present: true },
    hint: 'HTTP asks for a challenge on every 401. Say how to authenticate, or answer 400.',
  },
  {
    requirement: 'rfc8259.10.strict-grammar',
    id: 'json',
    when: { answer: { this: { media_type: 'application/json', kind: ['json', 'html', 'other'], status: said } } },
    json: { at: '', present: true },
    hint: 'Content-Type calls this JSON, and a JSON parser cannot read it. Make the body with a JSON library.',
  },
]

const noInjectedField: WrittenInvariant = {
  requirement: 'security.input.crlf-injection',
  id: 'no-injected-field',
  header: { name: 'X-Injected', absent: true },
  hint: 'A line break of a value that was sent has become a line break of the answer. Encode values before they go into a header field.',
}

/** `formed`: the request is well-formed HTTP with a body of the right type, so that no layer before the server has a reason to refuse it. */
export const ofToken = (formed: boolean): readonly WrittenInvariant[] => [
  ...always('rfc6749.5.2.status-400'),
  noInjectedField,
  {
    requirement: 'rfc6749.5.2.error-member',
    id: 'error',
    when: { answer: { this: { status: [400, 401], kind: formed ? ['json', 'empty'] : 'json' } } },
    json: { at: '/error', type: 'string', charset: 'error_text', min_length: 1 },
    hint: 'A refusal of the token endpoint is a JSON object whose member error is one of the codes of RFC 6749 section 5.2.',
  },
  {
    requirement: 'rfc6749.5.2.error-json-body',
    id: 'error-type',
    when: { answer: { this: { status: [400, 401], has: ['/error'] } } },
    header: { name: 'Content-Type', media_type: 'application/json' },
    hint: 'Send errors with Content-Type application/json.',
  },
  {
    requirement: 'rfc6749.5.2.error-description-charset',
    id: 'error-description',
    when: { answer: { this: { status: [400, 401], json: [{ at: '/error', type: 'string' }] } } },
    json: { at: '/error_description', type: 'string', charset: 'error_text', optional: true },
    hint: 'Leave the value that was sent out of error_description, or replace quotation marks, backslashes and what is not printable ASCII.',
  },
  {
    requirement: 'rfc6749.5.1.access-token-present',
    id: 'token-or-error',
    when: { answer: { this: { status: [200, 201], kind: 'json' } } },
    json: { at: '/access_token', type: 'string', not_equals: '' },
    hint: 'A success without an access token is none. Refuse the request with an error code, or issue the token.',
  },
  {
    requirement: 'rfc6749.5.1.cache-control-no-store',
    id: 'no-store',
    when: { answer: { this: { grants: true } } },
    header: { name: 'Cache-Control', directive: 'no-store' },
    hint: 'Send Cache-Control: no-store with every token response.',
  },
]

export const authenticated = (fault: OddLogin): WrittenInvariant => ({
  requirement:
    fault === 'missing_secret' ? 'rfc6749.2.2.client-id-not-a-credential' : 'rfc6749.4.4.2.client-authenticated',
  id: 'no-token-without-a-right',
  rejection: {},
  hint: 'The client did not authenticate, so it must not get a token. Look at its credentials before anything else of the request.',
})

/** Of a step that is sent only when the client was deleted. */
export const deadClientGetsNothing: WrittenInvariant = {
  requirement: 'rfc7592.2.3.deleted-client-unusable',
  id: 'deleted-means-deleted',
  rejection: {},
  hint: 'Refuse a deleted client with invalid_client.',
}

export const deadRecordIsClosed: WrittenInvariant = {
  requirement: 'rfc7592.2.3.management-token-dies-with-client',
  id: 'deleted-means-deleted',
  rejection: {},
  hint: 'The registration access token of a deleted client opens nothing any more.',
}

export const ofRegistration = (formed: boolean): readonly WrittenInvariant[] => [
  ...always('rfc7591.3.2.2.error-status'),
  noInjectedField,
  ...metadataErrors(formed),
  {
    requirement: 'rfc7591.3.2.1.client-id-present',
    id: 'client-id',
    when: { answer: { this: { status: [200, 201], kind: 'json' } } },
    json: { at: '/client_id', type: 'string', not_equals: '' },
    hint: 'Without client_id nobody can use the client that was registered.',
  },
]

const metadataErrors = (formed: boolean): readonly WrittenInvariant[] => [
  {
    requirement: 'rfc7591.3.2.2.error-body',
    id: 'error',
    when: { answer: { this: { status: 400, kind: formed ? ['json', 'other', 'empty'] : 'json' } } },
    json: { at: '/error', type: 'string', matches: '^[ -~]+$' },
    hint: 'A refused registration is answered with a JSON object whose member error is a code, such as invalid_client_metadata.',
  },
  {
    requirement: 'rfc7591.3.2.2.error-body',
    id: 'error-type',
    when: { answer: { this: { status: 400, has: ['/error'] } } },
    header: { name: 'Content-Type', media_type: 'application/json' },
    hint: 'Send errors with Content-Type application/json.',
  },
]

const ownRecord: WrittenInvariant = {
  requirement: 'rfc7592.2.1.client-id-stable',
  id: 'own-record',
  when: { answer: { this: { status: 200, kind: 'json', has: ['/client_id'] } } },
  json: { at: '/client_id', equals: '$client#/client_id' },
  hint: 'The registration access token of one client has opened the record of another, or the client has got another id.',
}

export const ofRead: readonly WrittenInvariant[] = [...always('rfc9110.15.6.no-server-error'), ownRecord]

/** Nobody else is shown the record. */
export const closedTo = (whom: 'nobody' | 'garbage'): WrittenInvariant => ({
  requirement: whom === 'nobody' ? 'rfc7592.2.token-required' : 'rfc7592.2.1.invalid-token',
  id: 'closed',
  rejection: {},
  hint: 'The record holds the secret of the client. Serve it only to the bearer of its registration access token.',
})

export const ofUpdate: readonly WrittenInvariant[] = [
  ...always('rfc7591.3.2.2.error-status'),
  noInjectedField,
  ...metadataErrors(true),
  ownRecord,
]

export const ofDeletion: readonly WrittenInvariant[] = always('rfc9110.15.6.no-server-error')

export const ofIntrospection: readonly WrittenInvariant[] = [
  ...always('rfc9110.15.6.no-server-error'),
  {
    requirement: 'rfc7662.2.2.active-boolean',
    id: 'active',
    when: { answer: { this: { status: 200, kind: 'json', lacks: ['/error'] } } },
    json: { at: '/active', type: 'boolean' },
    hint: 'A successful answer of the introspection endpoint has active true or false.',
  },
]

const inactive = (requirement: string, hint: string, before: JsonObject = {}): WrittenInvariant => ({
  requirement,
  id: 'not-active',
  when: { answer: { ...before, this: { status: 200, has: ['/active'] } } },
  json: { at: '/active', equals: false },
  hint,
})

export const unknownIsInactive = inactive(
  'rfc7662.2.2.unknown-token-inactive',
  'Nobody has issued this token. Answer {"active": false}.',
)

export const nobodyLearnsOfTokens: WrittenInvariant = {
  requirement: 'rfc7662.2.1.authorization-required',
  id: 'nothing-told',
  when: { answer: { this: { status: [200, 400, 401, 403, 404], kind: 'json' } } },
  json: { at: '/active', equals: false, or_absent: true },
  hint: 'Authenticate the caller before looking at the token.',
}

/** `seen`: the step that has seen the token active; `revoked`: the one that has revoked it since. */
export const revokedIsInactive = (seen: string, revoked: string): WrittenInvariant =>
  inactive(
    'rfc7009.2.1.immediate-effect',
    'The answer 200 to the revocation says that the token is invalid. Make it so, or answer unsupported_token_type.',
    { [seen]: { json: [{ at: '/active', equals: true }] }, [revoked]: { status: 200 } },
  )

export const ofRevocation: readonly WrittenInvariant[] = always('rfc9110.15.6.no-server-error')

/** As the answer to wait for, in the time that the server has for telling all of its parts. */
export const until = (pattern: JsonObject, seconds: number): JsonObject => ({
  until: { answer: { this: pattern } },
  for: seconds,
  every: 1,
})
