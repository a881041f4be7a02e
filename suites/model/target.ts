import type { EntryName } from './entry.ts'
import type { JsonObject } from './json.ts'
import type { ParameterValue } from './language.ts'
import type { Source } from './source.ts'
import type { AuthMethod, Capability, EndpointName } from './vocabulary.ts'

/** The server under test, as the user described it. Secrets are resolved (from environment or file) but never printed. */
export interface Target {
  /** What the user typed: shown in reports and in the command that repeats a check. */
  readonly named: string
  /** Of a target without a file: issuer or base URL, as the profile says. */
  readonly url?: string
  readonly issuer?: string
  /** Of a host, or of a FHIR server, as the profile says. */
  readonly baseUrl?: string
  readonly profile?: string
  /** Where the target file names it. */
  readonly profileAt?: Source
  readonly product?: Product
  readonly parameters: Readonly<Record<string, ParameterValue>>
  readonly endpoints: Readonly<Partial<Record<EndpointName, string>>>
  readonly client?: StaticClient
  readonly secondClient?: StaticClient
  readonly introspectionClient?: StaticClient
  /** Those of the three whose secret the target file names without a method: which one works is found out. */
  readonly unnamedMethods?: readonly ConfiguredName[]
  readonly initialAccessToken?: string
  /** Issued to `client` by another grant than client credentials. */
  readonly refreshToken?: string
  /** A JWT whose signer the server trusts (RFC 7591 section 2.3). */
  readonly softwareStatement?: string
  /** An access token to exchange (RFC 8693). Absent: the run exchanges its own tokens. */
  readonly subjectToken?: string
  readonly exchangeAudience?: string
  readonly secondExchangeAudience?: string
  /** Whose JWTs the server takes as authorization grants (RFC 7523 section 2.1). */
  readonly assertionIssuer?: GrantIssuer
  readonly disabledIssuer?: GrantIssuer
  readonly scope?: string
  readonly resource?: string
  readonly secondResource?: string
  /** What a test client may ask for (RFC 9396 section 2), as JSON text. */
  readonly authorizationDetails?: string
  /** Form members of every client credentials request, beyond those of the documents. */
  readonly tokenParameters?: Readonly<Record<string, string>>
  /** Client metadata added to what the profile's templates register, or in its place; null leaves a member out. */
  readonly registration?: JsonObject
  readonly resourceCheck?: 'online' | 'offline'
  /** Extra request header fields by endpoint. */
  readonly headers: Readonly<Partial<Record<EndpointName, Readonly<Record<string, string>>>>>
  /** Places that `http` steps ask, by the name that the user has chosen. */
  readonly hosts?: Readonly<Record<string, HttpHost>>
  /** Names of those whose value the target file takes from elsewhere, since it is secret. */
  readonly secretHeaders?: readonly string[]
  readonly tls: { readonly ca?: string; readonly cert?: string; readonly key?: string }
  readonly hosting?: HostingPlace
  readonly capabilities: { readonly add: readonly Capability[]; readonly remove: readonly Capability[] }
  readonly limits: { readonly rate?: number; readonly concurrency?: number; readonly timeoutMs?: number }
  /** Origins besides that of the issuer and those of the endpoints above, which may get credentials. */
  readonly origins?: readonly string[]
  /** Where the host answers plain HTTP in addition to https. */
  readonly plainHttp?: string
  readonly allowHttp: boolean
  readonly allowDocumentationHosts: boolean
  /** True: the run registers, changes, revokes and deletes nothing. */
  readonly readOnly?: boolean
  /** True: secrets of the target file may stand in URLs. */
  readonly exposeSecrets?: boolean
  /** Where the target file has what it names at the server. Absent: no file describes the target. */
  readonly entries?: Readonly<Partial<Record<EntryName, Source>>>
}

/** A URL below which `http` steps ask, and the header fields that every one of them sends there. */
interface HttpHost {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
}

/** Where the run serves documents to the server. Without publicUrl and listen: where it would without an entry. */
export interface HostingPlace {
  readonly publicUrl?: string
  /** HOST:PORT */
  readonly listen?: string
  /** True: the server must not call internal addresses. */
  readonly internal?: true
  /** An address that it must not call, and the run listens on. */
  readonly canary?: string
  /** Paths of PEM files. */
  readonly tls?: { readonly cert: string; readonly key: string }
}

/** What the software is called, for reports and certificates. */
export interface Product {
  readonly name: string
  readonly version?: string
  readonly vendor?: string
}

/** What `named` is of the server that comes with the package. */
export const embeddedName = 'the embedded reference server'

export const configuredNames = ['client', 'secondClient', 'introspectionClient'] as const
export type ConfiguredName = (typeof configuredNames)[number]

/** Who makes authorization grants, and what they say. */
export interface GrantIssuer {
  readonly issuer: string
  /** PEM or JWK, private. */
  readonly key: string
  readonly subject: string
  /** Absent: the issuer identifier of the server. */
  readonly audience?: string
  /** More claims, as JSON text. */
  readonly claims?: string
}

export interface StaticClient {
  readonly client_id: string
  readonly client_secret?: string
  /** PEM or JWK. */
  readonly private_key?: string
  /** Where its public keys were registered by URL. */
  readonly jwks_uri?: string
  readonly token_endpoint_auth_method: AuthMethod
}
