import type { JsonObject, Scalar } from '../../model/json.ts'
import type { AuthMethod, Capability, EndpointName } from '../../model/vocabulary.ts'

/** A target file as written, once specs/schemas/target.schema.json has accepted it. */
export interface RawTarget {
  readonly issuer?: string
  readonly baseUrl?: string
  readonly profile?: string
  readonly parameters?: Readonly<Record<string, Scalar>>
  readonly endpoints?: Readonly<Partial<Record<EndpointName, string>>>
  readonly client?: RawClient
  readonly secondClient?: RawClient
  readonly introspectionClient?: RawClient
  readonly initialAccessToken?: RawSecret
  readonly refreshToken?: RawSecret
  readonly softwareStatement?: RawSecret
  readonly scope?: string
  readonly resource?: string
  readonly secondResource?: string
  readonly authorizationDetails?: readonly JsonObject[]
  readonly tokenParameters?: Readonly<Record<string, string>>
  readonly resourceCheck?: 'online' | 'offline'
  readonly headers?: Readonly<Partial<Record<EndpointName, Readonly<Record<string, string | RawSecret>>>>>
  readonly tls?: { readonly ca?: string; readonly cert?: string; readonly key?: string }
  readonly capabilities?: { readonly add?: readonly Capability[]; readonly remove?: readonly Capability[] }
  /** `timeout` in milliseconds, `rate` in requests per second. */
  readonly limits?: { readonly rate?: number; readonly concurrency?: number; readonly timeout?: number }
  readonly allowHttp?: boolean
  readonly allowDocumentationHosts?: boolean
}

export interface RawClient {
  readonly client_id: string
  readonly client_secret?: RawSecret
  readonly private_key?: RawSecret
  readonly token_endpoint_auth_method?: AuthMethod
}

/** Where a secret is taken from. Never the secret itself. */
export type RawSecret =
  | { readonly env: string; readonly file?: never }
  | { readonly file: string; readonly env?: never }
