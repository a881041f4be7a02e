import type { Json, JsonObject, Scalar } from './json.ts'
import type { Source } from './source.ts'
import type {
  AnswerKind,
  Capability,
  Charset,
  EndpointName,
  Format,
  MetadataPlace,
  Operation,
  ValueType,
} from './vocabulary.ts'

export type ScenarioKind = 'conformance' | 'negative' | 'limitation' | 'observation'

/** A JSON value whose strings may be references ("$client#/client_id") and whose objects may be derivations. */
export type Expression = Json

/** One value of each matrix key. */
export type Row = Readonly<Record<string, Scalar>>

export interface Scenario {
  readonly id: string
  readonly title: string
  readonly kind: ScenarioKind
  /** Which alternatives the document leaves open and how the checks allow them; `explain` shows it. */
  readonly about?: string
  readonly needs: readonly Capability[]
  readonly matrix: Readonly<Record<string, readonly Scalar[]>>
  /** Name of a client template of the profile. */
  readonly client?: string
  readonly second?: string
  /** True: registers clients of its own, because it changes or endangers them. */
  readonly fresh: boolean
  readonly steps: readonly Step[]
  readonly at: Source
}

/** One operation, one exchange (polls and retries repeat it; the last one counts). */
export interface Step {
  readonly id: string
  /** True: must succeed for the negatives beside it to mean anything. */
  readonly control: boolean
  readonly operation: Operation
  readonly request: RequestSpec
  /** False: the step is not sent. */
  readonly when?: Condition
  readonly poll?: Poll
  /** Id of the step that minted the token used here: re-minted once when its remaining life falls below the margin. */
  readonly live?: string
  readonly expect: readonly Check[]
  readonly at: Source
}

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

/** Repeats a step every `every` seconds until `until` holds or `for` seconds have passed. */
export interface Poll {
  readonly until: Condition
  readonly for: Expression
  readonly every: number
}

/** All present members must hold. */
export interface Condition {
  readonly matrix?: Readonly<Record<string, readonly Scalar[]>>
  readonly capability?: readonly Capability[]
  readonly lacks?: readonly Capability[]
  /** A metadata document was found, and it does not name these endpoints. */
  readonly omitted?: readonly EndpointName[]
  readonly param?: Readonly<Record<string, readonly Scalar[]>>
  /** By step id; `this` is the check's own step. */
  readonly answer?: Readonly<Record<string, AnswerCondition>>
}

/** A pattern over the recorded answer of one step. All present members must hold. */
export interface AnswerCondition {
  /** False: the step was not sent (its condition was false or its endpoint is not offered). */
  readonly sent?: boolean
  readonly status?: readonly number[]
  readonly kind?: readonly AnswerKind[]
  /** The value of the body's `error` member. */
  readonly error?: readonly string[]
  /** JSON Pointers that must be there / must not be there. */
  readonly has?: readonly string[]
  readonly lacks?: readonly string[]
  /** Names of header fields that the answer must have. */
  readonly headers?: readonly string[]
  readonly json?: readonly ({ readonly at: string } & Matchers)[]
  /** Same status and same body as that step's answer. */
  readonly like?: string
  readonly unlike?: string
  /** The token that the step's `live` names had less than the margin left when the answer came. */
  readonly expiring?: boolean
  /** Status is 2xx and the body has a non-empty string access_token. */
  readonly grants?: boolean
}

/** One assertion, citing one requirement. Only a control's checks may cite none. */
export interface Check {
  /** Unique within the step. */
  readonly name: string
  readonly requirement?: string
  readonly when?: Condition
  readonly subject: Subject
  /** What to do next when it fails, for somebody who never read the RFC. */
  readonly hint?: string
  readonly at: Source
}

export type Subject =
  | { readonly kind: 'status'; readonly oneOf: readonly number[] }
  | { readonly kind: 'header'; readonly name: string; readonly part?: HeaderPart; readonly match: Matchers }
  | { readonly kind: 'json'; readonly at: string; readonly match: Matchers }
  | { readonly kind: 'schema'; readonly schema: string | JsonObject; readonly at: string }
  | { readonly kind: 'jwt'; readonly token: Expression; readonly part: JwtPart; readonly match: Matchers }
  | { readonly kind: 'time'; readonly time: TimeRelation }
  | { readonly kind: 'relation'; readonly relation: Relation }
  /** Without `status`: refused in any form. The form is then another requirement's business. */
  | { readonly kind: 'rejection'; readonly status?: readonly number[]; readonly error?: readonly string[] }

/** Structured views of a header field. Default: the field value as text. */
export type HeaderPart =
  | { readonly kind: 'directive'; readonly directive: string }
  | { readonly kind: 'scheme'; readonly scheme: string }
  | { readonly kind: 'challenge'; readonly scheme: string; readonly parameter: string }
  | { readonly kind: 'media_type'; readonly mediaType: readonly string[] }

export type JwtPart =
  | { readonly kind: 'form' }
  | { readonly kind: 'signature' }
  /** As long as its algorithm has it (RFC 7518 section 3.4); other algorithms than ECDSA are not judged. */
  | { readonly kind: 'signature_length' }
  | { readonly kind: 'header'; readonly at: string }
  | { readonly kind: 'claim'; readonly at: string }

/** `value [- minus]` compared with `to`; seconds since 1970 or differences in seconds. "now" is the exchange's clock. */
export interface TimeRelation {
  readonly value: Expression
  readonly minus?: Expression
  readonly is: 'near' | 'after' | 'before'
  readonly to: Expression
  readonly within: number
}

export type Relation =
  /** No two of the values are equal. */
  | { readonly kind: 'unique'; readonly values: readonly Expression[] }
  | { readonly kind: 'equal'; readonly left: Expression; readonly right: Expression; readonly asSet: boolean }
  | { readonly kind: 'subset'; readonly left: Expression; readonly right: Expression }

/** All present keys must hold. Strictly typed: a number never equals a string. */
export interface Matchers {
  readonly equals?: Expression
  readonly notEquals?: Expression
  readonly oneOf?: readonly Expression[]
  readonly noneOf?: readonly Expression[]
  readonly type?: readonly ValueType[]
  readonly matches?: string
  readonly present?: true
  readonly absent?: true
  /** An array, or a space-delimited string, that has this member. */
  readonly contains?: Expression
  readonly min?: number
  readonly max?: number
  /** Estimated entropy: length times log2 of the alphabet seen. */
  readonly minBits?: number
  /** Characters. Also of a secret. */
  readonly minLength?: number
  readonly charset?: Charset
  readonly format?: Format
  /** Applies to each element of an array (an empty array passes). */
  readonly each?: Matchers
  /** Of the json subject, and of a JWT's header and claims: no object names a member twice (RFC 8259 section 4). */
  readonly uniqueMembers?: true
  /** Of the json subject only: the body is UTF-8 without a byte order mark (RFC 8259 section 8.1). */
  readonly utf8?: true
  /** Of the json subject only: the body, whatever it is, shows no stack trace, debug page or SQL text. */
  readonly noDebugOutput?: true
  /** Of the json subject only: in an array of JWKs, the first certificate of each x5c holds the key (RFC 7517 section 4.7). */
  readonly certificates?: true
  /** Modifier: an absent value makes the check not-applicable instead of failed. */
  readonly optional?: true
  /** Modifier: an absent value makes the check pass: the requirement forbids a value, not the member. */
  readonly orAbsent?: true
  /** Modifier: compare text without regard to case. */
  readonly ignoreCase?: true
}
