import type { JsonObject } from '../model/json.ts'
import type { Mode } from '../model/mutant.ts'
import type { KnownKeys } from './authentication/assertion/known-keys.ts'
import type { SigningKey } from './jwt/keys.ts'
import type { Paths } from './paths.ts'

/** A registered client. `metadata` is what was registered (RFC 7591 section 2), server defaults included. */
export interface Client {
  readonly clientId: string
  /** Absent: a public client, or one with a key. */
  readonly secret?: string
  /** Seconds since 1970. */
  readonly issuedAt: number
  readonly scope: readonly string[]
  readonly grantTypes: readonly string[]
  readonly metadata: JsonObject
  /** Registration access token (RFC 7592). Absent: the server does not manage clients. */
  readonly managementToken?: string
}

/** What an access token is bound to (RFC 7800 section 3.1), and the type under which it is announced. */
export interface Binding {
  readonly cnf: JsonObject
  readonly tokenType: string
}

/** Whom a token is about, where that is not its client. */
export interface About {
  readonly subject: string
  readonly act?: JsonObject
  /** Seconds that are left to what it was made from. Absent: no limit but the server's own. */
  readonly remaining?: number
}

/** An issuer of authorization grants (RFC 7523 section 2.1) that the server was told of. */
export interface TrustedIssuer {
  readonly issuer: string
  readonly publicJwk: JsonObject
  readonly enabled: boolean
}

/** An access token as it left the server. */
export interface Issued {
  readonly token: string
  readonly clientId: string
  readonly scope: readonly string[]
  readonly claims: JsonObject
  /** Seconds. */
  readonly lifetime: number
  /** Absent: the token is about the client itself. */
  readonly about?: About
  /** Absent: a bearer token. */
  readonly binding?: Binding
  /** RFC 9396. Absent: the request had none. */
  readonly details?: readonly JsonObject[]
  /** The grant that the token was refreshed from. */
  readonly grantId?: string
}

/** What stands behind a refresh token. */
export interface RefreshGrant {
  readonly id: string
  readonly clientId: string
  readonly scope: readonly string[]
  readonly resources: readonly string[]
}

/** Everything that one running server remembers. */
export interface State {
  readonly mode: Mode
  readonly baseUrl: string
  readonly issuer: string
  /** Base URL of the listener for mutual TLS (RFC 8705 section 5), if there is one. */
  readonly mutual?: string
  readonly paths: Paths
  readonly key: Promise<SigningKey>
  readonly clients: Map<string, Client>
  readonly tokens: Map<string, Issued>
  readonly revoked: Set<string>
  /** DPoP proofs that were used, by URI and jti. */
  readonly proofs: Set<string>
  /** Issuer and jti of the client assertions that were used. */
  readonly assertions: Set<string>
  /** Key sets of clients, by jwks_uri. */
  readonly clientKeys: Map<string, KnownKeys>
  /** Until when the metadata documents of clients are kept, by URL, in seconds since 1970. */
  readonly documents: Map<string, number>
  readonly refreshTokens: Map<string, RefreshGrant>
  /** Of the publisher whose software statements are trusted. Made when first asked for. */
  readonly statementKey: () => Promise<SigningKey>
  /** By identifier. */
  readonly issuers: Map<string, TrustedIssuer>
  /** What registration asks for. Absent: it is open to everybody. */
  readonly initialAccessToken?: string
}

/** Every policy of the server, one replaceable function each. */
// biome-ignore lint/suspicious/noEmptyInterface: each file of rules adds its own (`declare module`), so that none has to know the others
export interface Rules {}

/** What every rule gets: the server's memory, and all rules, so that an overridden rule is used everywhere. */
export interface Context {
  readonly state: State
  readonly rules: Rules
}

/** A client that was registered without any way to prove who it is (RFC 6749 section 2.1). */
export const isPublicClient = (client: Client): boolean => client.metadata.token_endpoint_auth_method === 'none'

/** Seconds since 1970, whole. */
export const now = (): number => Math.floor(Date.now() / 1000)
