import type fc from 'fast-check'
import type { Arbitrary } from 'fast-check'
import type { TargetFacts } from '../model/evidence.ts'
import type { Json } from '../model/json.ts'
import { oddJson, oddText, oddUri, scopeWords } from './odd-values.ts'

type FastCheck = typeof fc

/** OddMembers of a form or of client metadata that are added to a correct request, or take the place of its own. */
export type OddMembers = readonly (readonly [name: string, value: Json])[]

/** How a token request is authenticated: rightly, or with one fault. */
const faults = ['wrong_secret', 'unknown_client', 'missing_secret', 'no_authentication'] as const
export type OddLogin = (typeof faults)[number]

/** One request of a case. Whatever is left out is correct. */
export type Action =
  | { readonly does: 'register'; readonly members: OddMembers; readonly body?: string }
  | {
      readonly does: 'token'
      readonly params: OddMembers
      readonly fault?: OddLogin
      readonly body?: string
      readonly type?: string
    }
  | { readonly does: 'read'; readonly by: 'own' | 'nobody' | 'garbage' }
  | { readonly does: 'update'; readonly members: OddMembers }
  | { readonly does: 'delete' }
  | {
      readonly does: 'introspect'
      readonly what: 'newest' | 'garbage'
      readonly by: 'own' | 'nobody'
      readonly params: OddMembers
    }
  | { readonly does: 'revoke'; readonly what: 'newest' | 'garbage'; readonly params: OddMembers }

/** What is sent to the server in one go. */
export interface FuzzCase {
  /** registrations: clients are registered. life: what one client does. odd-life: the same of a client whose registration was odd, and was accepted. */
  readonly kind: 'registrations' | 'life' | 'odd-life'
  readonly born: OddMembers
  readonly actions: readonly Action[]
}

/** What the server offers, as far as cases depend on it. */
export interface Offer {
  readonly registers: boolean
  readonly manages: boolean
  readonly introspects: boolean
  readonly revokes: boolean
  /** Clients get tokens. */
  readonly grants: boolean
}

export function offerOf({ capabilities, registers }: TargetFacts, readOnly: boolean, grants: boolean): Offer {
  const has = (name: keyof TargetFacts['capabilities']): boolean => capabilities[name]?.offered === true
  return {
    registers: registers && !readOnly,
    manages: registers && has('registration_management') && !readOnly,
    introspects: has('introspection'),
    revokes: has('revocation') && !readOnly,
    grants,
  }
}

/** Bodies that are no client metadata, or an odd way to write it. */
const registrationBodies = ['', '{', '[]', 'null', '"text"', '{}{}', '{"client_name":"a","client_name":"b"}', '\u0000']
const tokenBodies = ['', '&&&', '=', '%', 'grant_type', 'grant_type=client_credentials&scope=%', '{}', '\u0000']
const mediaTypes = ['application/json', 'text/plain', 'application/x-www-form-urlencoded; charset=utf-8', 'x']
const grantTypes = [
  'authorization_code',
  'refresh_token',
  'password',
  'implicit',
  'CLIENT_CREDENTIALS',
  'urn:ietf:params:oauth:grant-type:jwt-bearer',
  'urn:ietf:params:oauth:grant-type:token-exchange',
  'urn:ietf:params:oauth:grant-type:device_code',
]

/** Cases for a server, as fast-check makes them and makes them smaller: towards fewer requests, fewer members and simpler values. */
export function cases(fast: FastCheck, offer: Offer): Arbitrary<FuzzCase> {
  const text = oddText(fast)
  const json = oddJson(fast)
  const uri = oddUri(fast)
  const of = (names: readonly string[], value: Arbitrary<Json>): Arbitrary<readonly [string, Json]> =>
    fast.tuple(fast.constantFrom(...names), value)
  const few = (member: Arbitrary<readonly [string, Json]>, maxLength: number): Arbitrary<OddMembers> =>
    fast.uniqueArray(member, { maxLength, selector: ([name]) => name })
  const metadata = fast.oneof(
    of(['client_name', 'client_name#de', 'software_id', 'software_version', 'x_grantcheck'], fast.oneof(text, json)),
    of(['client_uri', 'logo_uri', 'tos_uri', 'policy_uri'], fast.oneof(uri, json)),
    of(['contacts', 'redirect_uris'], fast.oneof(fast.array(uri, { maxLength: 3 }), text, json)),
    of(['grant_types', 'response_types'], fast.oneof(fast.array(text, { maxLength: 3 }), text, json)),
    of(['scope', 'application_type', 'default_max_age'], fast.oneof(text, json)),
    of(['token_endpoint_auth_method'], fast.oneof(text, json)),
    of(['jwks'], json),
  )
  // What may not be stored as it is, but does not change what the client is for.
  const harmless = fast.oneof(
    of(['client_name', 'software_id', 'x_grantcheck'], fast.oneof(text, json)),
    of(['client_uri', 'logo_uri'], uri),
    of(['contacts'], fast.oneof(fast.array(text, { maxLength: 3 }), json)),
  )
  const parameter = fast.oneof(
    of(['scope'], fast.oneof(text, scopeWords(fast), fast.array(text, { minLength: 2, maxLength: 2 }))),
    of(['grant_type'], fast.oneof(text, fast.constantFrom(...grantTypes))),
    of(['resource', 'audience'], fast.oneof(uri, fast.array(uri, { minLength: 2, maxLength: 2 }))),
    of(['client_id', 'username', 'refresh_token', 'code', 'assertion', 'subject_token', 'x_grantcheck'], text),
    of(['client_assertion', 'client_assertion_type', 'authorization_details', 'claims'], text),
  )
  const hint = few(of(['token_type_hint', 'x_grantcheck'], text), 1)
  const registration = fast.oneof(
    weighted(8, few(metadata, 3), (members) => ({ does: 'register', members })),
    weighted(1, fast.constantFrom(...registrationBodies), (body) => ({ does: 'register', members: [], body })),
  )
  const token = fast.oneof(
    weighted(6, few(parameter, 2), (params) => ({ does: 'token', params })),
    weighted(3, fast.tuple(few(parameter, 1), fast.constantFrom(...faults)), ([params, fault]) => ({
      does: 'token',
      params,
      fault,
    })),
    weighted(1, fast.constantFrom(...tokenBodies), (body) => ({ does: 'token', params: [], body })),
    weighted(1, fast.constantFrom(...mediaTypes), (type) => ({ does: 'token', params: [], type })),
  )
  const what = fast.constantFrom<('newest' | 'garbage')[]>('newest', 'newest', 'garbage')
  const caller = fast.constantFrom<('own' | 'nobody')[]>('own', 'nobody')
  const reader = fast.constantFrom<('own' | 'nobody' | 'garbage')[]>('own', 'own', 'nobody', 'garbage')
  const introspections = weighted(3, fast.tuple(what, caller, hint), ([each, by, params]) => ({
    does: 'introspect',
    what: each,
    by,
    params,
  }))
  const revocations = weighted(2, fast.tuple(what, hint), ([each, params]) => ({ does: 'revoke', what: each, params }))
  const management = [
    weighted(2, reader, (by) => ({ does: 'read', by })),
    weighted(2, few(metadata, 2), (members) => ({ does: 'update', members })),
    weighted(2, fast.constant('delete' as const), (does) => ({ does })),
  ]
  const life = fast.oneof(
    { weight: 6, arbitrary: token },
    ...(offer.introspects ? [introspections] : []),
    ...(offer.revokes ? [revocations] : []),
    ...(offer.manages ? management : []),
  )
  // Chance alone would seldom put these in a row.
  const rows: readonly (readonly Action[])[] = [
    ...(offer.introspects && offer.revokes ? [[seeNewest, revokeNewest, seeNewest]] : []),
    ...(offer.manages
      ? [
          [remove, plainToken],
          [remove, ownRead],
        ]
      : []),
  ]
  const phrase = fast.oneof(
    { weight: 6, arbitrary: life.map((action) => [action]) },
    ...(rows.length === 0 ? [] : [{ weight: 1, arbitrary: fast.constantFrom(...rows) }]),
  )
  const lives = fast
    .array(phrase, { minLength: 1, maxLength: 5, size: 'max' })
    .map((phrases): FuzzCase => ({ kind: 'life', born: [], actions: phrases.flat() }))
  const registrations = fast
    .array(registration, { minLength: 1, maxLength: offer.manages ? 3 : 1 })
    .map((actions): FuzzCase => ({ kind: 'registrations', born: [], actions }))
  const oddLives = fast
    .tuple(
      few(harmless, 2).filter((members) => members.length > 0),
      fast.array(life, { minLength: 1, maxLength: 3, size: 'max' }),
    )
    .map(([born, actions]): FuzzCase => ({ kind: 'odd-life', born, actions }))
  return fast.oneof(
    ...(offer.grants ? [{ weight: 6, arbitrary: lives }] : []),
    // Where clients cannot be deleted, each of these stays at the server.
    ...(offer.registers ? [{ weight: offer.manages ? 2 : 1, arbitrary: registrations }] : []),
    ...(offer.grants && offer.manages ? [{ weight: 1, arbitrary: oddLives }] : []),
  )
}

export const plainToken: Action = { does: 'token', params: [] }
const seeNewest: Action = { does: 'introspect', what: 'newest', by: 'own', params: [] }
const revokeNewest: Action = { does: 'revoke', what: 'newest', params: [] }
const remove: Action = { does: 'delete' }
const ownRead: Action = { does: 'read', by: 'own' }

/** One of several kinds of action, met so often. */
const weighted = <T>(weight: number, arbitrary: Arbitrary<T>, make: (value: T) => Action) => ({
  weight,
  arbitrary: arbitrary.map(make),
})
