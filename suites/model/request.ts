import type { Expression } from './expression.ts'
import type { MetadataPlace } from './vocabulary.ts'

/** Overrides of the correct request that the operation would build by itself. */
export interface RequestSpec {
  readonly auth?: AuthSpec
  /** DPoP proofs (RFC 9449), a header field each. Without it none is sent. */
  readonly dpop?: readonly ProofSpec[]
  /** Form members (token, introspect, revoke, refresh) or query members (GET). A list repeats the member, null omits it. */
  readonly params?: Readonly<Record<string, Expression>>
  /** Members of a JSON body (register, update_client), merged over the template's metadata; null omits one. */
  readonly json?: Readonly<Record<string, Expression>>
  readonly headers?: Readonly<Record<string, Expression>>
  /** Members added to the URL's query. */
  readonly query?: Readonly<Record<string, Expression>>
  /** A body sent as it stands. */
  readonly body?: Expression
  readonly contentType?: Expression
  readonly httpMethod?: Expression
  /** Of `metadata` only: ask at this well-known place, whatever discovery found. */
  readonly place?: MetadataPlace
  /** Of resource_metadata only: where the document is, as a reference. Without value the step is not sent. */
  readonly url?: Expression
}

export interface AuthSpec {
  /** Whose credentials. Default: the scenario's client; for introspect the target's introspectionClient if it has one. */
  readonly as?: 'client' | 'second' | 'introspection'
  readonly method?: Expression
  readonly defect?: Expression
  readonly assertion?: AssertionSpec
  /** Authorization: Bearer with this value instead of client authentication. */
  readonly bearer?: Expression
  /** The scheme that presents the `bearer` token. Default: Bearer. */
  readonly scheme?: Expression
  /** The client certificate to present (RFC 8705), or `none`. Default: the one that the method needs. */
  readonly certificate?: Expression
}

/** What differs from a correct DPoP proof for the request (RFC 9449 section 4.2). Members that are null are left out. */
export interface ProofSpec {
  /** Name of the run's key pair whose public half the proof shows. */
  readonly key?: Expression
  /** Name of the key pair that signs instead. */
  readonly signWith?: Expression
  readonly header?: Readonly<Record<string, Expression>>
  /** Members of the public key in the header. */
  readonly jwk?: Readonly<Record<string, Expression>>
  /** True: the key in the header has its private members too. Such a key is used for nothing else. */
  readonly exposed?: boolean
  readonly claims?: Readonly<Record<string, Expression>>
  /** Claims in seconds from now. */
  readonly times?: Readonly<Record<string, Expression>>
  /** The field value as it stands, instead of a proof. */
  readonly raw?: Expression
}

/** Replaces parts of the correct client assertion (methods private_key_jwt and client_secret_jwt). null leaves a member out. */
export interface AssertionSpec extends AssertionMembers {
  /** Key pair of the run to sign with: NAME or NAME.ALG. Default: the one that the client template registers. */
  readonly key?: Expression
  /** `other`: a key of the scenario's other client. */
  readonly of?: 'other'
  /** Claims in seconds from now. */
  readonly times?: Readonly<Record<string, Expression>>
  /** Members written before, or after, all others, so that a name may occur twice. */
  readonly first?: AssertionMembers
  readonly last?: AssertionMembers
  /** Name of an assertion fault. */
  readonly fault?: Expression
}

interface AssertionMembers {
  readonly header?: Readonly<Record<string, Expression>>
  readonly claims?: Readonly<Record<string, Expression>>
}
