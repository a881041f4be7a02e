// Made from specs/schemas: edit those, then run "npm run types:generate".

import type { Expression } from './expression.ts'
import type { JsonObject, Scalar } from './json.ts'
import type {
  Operation,
  EndpointName,
  Capability,
  MetadataPlace,
  AuthMethod,
  AuthDefect,
  AssertionFault,
  CertificateName,
  ValueType,
  Charset,
  Format,
  AnswerKind,
  LimitationId,
  FindingClass,
  History,
  StatusClass,
  TlsVersion,
  CipherKind,
  TlsFact,
} from './vocabulary.ts'

/** Exactly one of the members. */
type OneOf<T> = {
  [K in keyof T]: { readonly [P in K]: T[P] } & { readonly [P in Exclude<keyof T, K>]?: never }
}[keyof T]

/** Text, a number, true or false, or a list of them. */
export type ParameterValue = Scalar | readonly Scalar[]

/** One value, or a list of possible values. */
export type Scalars = string | number | boolean | readonly Scalar[]

/** An HTTP status code. */
export type Status = number

/** What can be asked of a text. */
export type TextMatchers = {
  /** The value must be exactly this: same type, same letters. Text "1" never equals the number 1. */
  readonly equals?: Expression
  /** The value must be anything but this. */
  readonly not_equals?: Expression
  /** The value must equal one of these. */
  readonly one_of?: readonly Expression[]
  /** The value must equal none of these. */
  readonly none_of?: readonly Expression[]
  /** The array, or the space-separated text, must have this member. */
  readonly contains?: Expression
  /** A regular expression that must be found in the text. Write ^ and $ when the whole text is meant. */
  readonly matches?: string
  /** The text must have at least this many characters; of a secret too. */
  readonly min_length?: number
  /** The text must be at least this hard to guess, estimated in bits from its length and alphabet. 128 is the usual demand on secrets. */
  readonly min_bits?: number
  /** The characters that the text may consist of, as the OAuth documents name them: vschar (printable ASCII), nqchar and nqschar (without quotation mark and backslash), b64token (what a bearer token may hold), scope (words separated by one blank), error_text. */
  readonly charset?: Charset
  /** What the text must look like: a URI, an https URI, a URI without a part after #, a UUID, base64url, or a scope. */
  readonly format?: Format
  /** Changes the other matchers: upper and lower case count as the same letter. */
  readonly ignore_case?: true
}

/** What can be asked of a JSON value. */
export type ValueMatchers = TextMatchers & {
  /** The JSON type of the value, or a list of allowed types. `number` includes integers. */
  readonly type?: ValueType | readonly ValueType[]
  /** The number must be at least this. */
  readonly min?: number
  /** The number must be at most this. */
  readonly max?: number
  /** Applies these matchers to every element of an array. An empty array passes. */
  readonly each?: Elements
}

/** What must hold for every element of an array; all keys given must hold. */
export type Elements = ValueMatchers

/** Whether a value must be there. */
export type Absence = {
  /** The value must be there (any value, also null). */
  readonly present?: true
  /** The value must not be there. */
  readonly absent?: true
  /** Changes the other matchers: when the value is absent (of `jwt` also: when the token is no JWT) the check is not applicable instead of failed. */
  readonly optional?: true
  /** Changes the other matchers: an absent value passes. For requirements that forbid a value. */
  readonly or_absent?: true
}

/** A value in a JSON body, and what must hold for it. */
export type JsonValue = ValueMatchers & Absence & {
  /** Where the value stands: a JSON Pointer such as /error. Empty text is the whole body. */
  readonly at: string
}

/** One TCP connection to the host of an endpoint, to see how it speaks TLS. Give exactly one of offer and connect. */
export type TlsSpec = {
  /** The endpoint whose host is asked. client: the client's registration_client_uri; target: what the target is named by. */
  readonly at: EndpointName | 'client' | 'target'
} & OneOf<{
  /** Sends this ClientHello, reads the first answer and hangs up. */
  readonly offer: TlsOffer
  /** Makes a whole connection, whatever the certificate is, to look at it. */
  readonly connect: true
}>

/** A ClientHello. It has renegotiation_info and extended_master_secret, but for SSL 3.0, which knows no extensions. */
export type TlsOffer = {
  /** One version before TLS 1.3 is client_version; otherwise these are listed in supported_versions, in this order. */
  readonly versions: readonly TlsVersion[]
  /** Classes of cipher suites, offered in this order. */
  readonly suites: readonly CipherKind[]
  /** Compression methods, offered in this order. Default: null alone. */
  readonly compression?: readonly ('deflate' | 'null')[]
  /** The server name to ask for (SNI). Default: the host of the endpoint, unless that is an address. */
  readonly name?: string
}

/** What must hold of something that the connection showed; all keys given must hold. */
export type TlsExpectation = ValueMatchers & Absence & {
  /** What to look at. */
  readonly fact: TlsFact
}

/** When something applies; all keys given must hold. Every key that is not listed here is a key of the scenario's matrix, with the value or values it must have. */
export type Condition = {
  /** The server must offer all of these. */
  readonly capability?: readonly Capability[]
  /** The server must offer none of these. */
  readonly lacks?: readonly Capability[]
  /** Parameters of the run and the value, or values, that each must have. */
  readonly param?: Readonly<Record<string, Scalars>>
  /** By step id (or `this`): what the answer to that step must look like. */
  readonly answer?: Readonly<Record<string, AnswerCondition>>
  /** By id of a document of `host`: how often the server has asked for it. */
  readonly fetched?: Readonly<Record<string, FetchedCondition>>
  /** Endpoints that the server's metadata document leaves out. False where there is no document: then nothing was left out. */
  readonly omitted?: readonly EndpointName[]
  readonly [name: string]: unknown
}

/** A pattern over the recorded answer of one step; all keys given must hold. */
export type AnswerCondition = {
  /** false: the step was not sent, because its condition was false or the server offers no such endpoint. */
  readonly sent?: boolean
  /** The HTTP status code, or a class of them such as 4xx, or a list of possible ones. */
  readonly status?: Status | StatusClass | readonly (Status | StatusClass)[]
  /** What sort of answer it is: json, jwt, html, redirect, empty, other, or none (no answer came). */
  readonly kind?: AnswerKind | readonly AnswerKind[]
  /** What Content-Type says that the body is, such as application/json, whatever the body is. Letter case and parameters play no part. */
  readonly media_type?: string | readonly string[]
  /** The value of the `error` member in the body, or a list of possible ones. */
  readonly error?: string | readonly string[]
  /** JSON Pointers (such as /active) that must be in the body. */
  readonly has?: string | readonly string[]
  /** JSON Pointers that must not be in the body. */
  readonly lacks?: string | readonly string[]
  /** Names of header fields that the answer must have. */
  readonly headers?: string | readonly string[]
  /** An authentication scheme, such as Basic: WWW-Authenticate has a challenge of this scheme. */
  readonly challenge?: string
  /** Values in the body and what must hold for each. */
  readonly json?: readonly JsonValue[]
  /** Claims of the access token in the answer, or of the answer itself, which is a JWT, and what must hold for each. */
  readonly claims?: readonly JsonValue[]
  /** JOSE header parameters of that JWT, and what must hold for each. */
  readonly jose?: readonly JsonValue[]
  /** The answer has the same status and body as the answer to this step. */
  readonly like?: string
  /** The answer differs in status or body from the answer to this step. */
  readonly unlike?: string
  /** true: the token that the step used (see `live`) had less than the safety margin of its life left when the answer came. */
  readonly expiring?: boolean
  /** true: the answer is a success (2xx) with a usable access_token. */
  readonly grants?: boolean
  /** What a `tls` step has seen and what must hold for each. */
  readonly tls?: readonly TlsExpectation[]
}

/** What differs from the correct request that the operation builds by itself. {} changes nothing. */
export type RequestSpec = {
  /** How the request proves who sends it. `none`: no proof at all. Default: what the client was registered for. A request that names a certificate, or a method that needs one, goes to the endpoint's alias where metadata has `mtls_endpoint_aliases`. */
  readonly auth?: 'none' | AuthSpec
  /** Sends a DPoP proof (RFC 9449). {} is a correct one; a list sends a header field for each of its proofs. */
  readonly dpop?: ProofSpec | readonly ProofSpec[]
  /** Form members of the request (members of the query for a GET). A value replaces the default, null leaves the member out, a list repeats it. */
  readonly params?: Members
  /** Members of the JSON body, laid over the default body. null leaves a member out. */
  readonly json?: Members
  /** Header fields, in place of the defaults of the same name. null leaves a field out. */
  readonly headers?: Members
  /** Members added to the query of the URL. */
  readonly query?: Members
  /** The body to send exactly as written, instead of the one that would be built. */
  readonly body?: Expression
  /** The Content-Type to send. */
  readonly content_type?: Expression
  /** The HTTP method to send, such as GET, instead of the right one. */
  readonly http_method?: Expression
  /** Of `metadata` only: ask at this well-known place, whatever discovery found. */
  readonly place?: MetadataPlace
  /** Of `jwt_grant` only: replaces parts of the correct assertion. */
  readonly assertion?: AssertionSpec
  /** Of `resource_metadata` and `resource` only: a reference to the URL to ask. Without value the step is not sent. */
  readonly url?: string
  /** Of `http` only: a name in `hosts` of the target file. Default: the origin of the issuer or the base URL. */
  readonly host?: string
  /** Of `http` only, in place of `host` and `path`: asks without TLS, at plainHttp of the target file, by the path of this endpoint. Whatever it sends is written in the step, and nothing that a client has. */
  readonly plain?: EndpointName
  /** Of `http` only, and required there unless it has `plain`: what stands behind the URL of the host, such as /health or /status?full=1. */
  readonly path?: Expression
}

/** Whose credentials a request presents, in which way, and what is wrong with them. */
export type AuthSpec = {
  /** Whose credentials: `client` (the scenario's), `second` (its second client) or `introspection` (the caller that the target file names for introspection). */
  readonly as?: 'client' | 'second' | 'introspection'
  /** How the client proves who it is: client_secret_basic (Authorization header), client_secret_post (in the form), none (client_id only), private_key_jwt or client_secret_jwt (an assertion), tls_client_auth or self_signed_tls_client_auth (client_id, and the certificate of the connection), or a reference such as $matrix.auth_method. Default: the one in the registration response. */
  readonly method?: AuthMethod | string
  /** Makes the credentials wrong in exactly one respect, or a reference such as $matrix.defect. */
  readonly defect?: AuthDefect | string
  /** Replaces parts of the correct client assertion (methods private_key_jwt and client_secret_jwt). */
  readonly assertion?: AssertionSpec
  /** The client certificate of the connection: self_signed and lookalike are made for the run and have the same subject, other has another; configured is the target file's, spoofed has its names but is by an authority that nobody knows; none: no certificate. Default: the one that the method needs. */
  readonly certificate?: CertificateName | 'none' | string
  /** Sends this token in the Authorization header (Bearer) instead of client credentials. */
  readonly bearer?: Expression
  /** The scheme that presents the `bearer` token, such as DPoP. Default: Bearer. */
  readonly scheme?: Expression
}

/** Members of a client assertion. */
export type AssertionMembers = {
  /** Members of the JOSE header; null leaves one out. */
  readonly header?: Members
  /** Claims; null leaves one out. */
  readonly claims?: Members
}

/** Replaces parts of the correct assertion: of a client about itself, or of the issuer of an authorization grant. */
export type AssertionSpec = {
  /** Members of the JOSE header; null leaves one out. */
  readonly header?: Members
  /** Claims; null leaves one out. */
  readonly claims?: Members
  /** Claims in seconds from now; what is not a number stays as it is. */
  readonly times?: Members
  /** Members written before all others, so that a name may occur twice. */
  readonly first?: AssertionMembers
  /** Members written after all others, so that a name may occur twice. */
  readonly last?: AssertionMembers
  /** The key pair of the run to sign with: NAME or NAME.ALG. Default: auth, the one that client templates register; of a `jwt_grant` the issuer's. Another name is a key that nobody registered. */
  readonly key?: Expression
  /** other: signed with a key of the scenario's other client; kid stays its own. client, of a `jwt_grant`: signed with a key of the client. */
  readonly of?: 'other' | 'client'
  /** disabled: of a `jwt_grant`, the target file's disabledIssuer in place of assertionIssuer. */
  readonly issuer?: 'disabled'
  /** A fault in the octets, which no header or claim can express, or a reference such as $matrix.fault. */
  readonly fault?: AssertionFault | string
}

/** What differs from a correct DPoP proof for the request. {} changes nothing. */
export type ProofSpec = {
  /** Name of the key pair of the run that the proof shows and is signed with. Default: dpop. */
  readonly key?: Expression
  /** Name of the key pair that signs instead, so that the signature does not fit the key shown. */
  readonly sign_with?: Expression
  /** Members of the JOSE header. null leaves one out. `alg` decides how the proof is signed. */
  readonly header?: Members
  /** Members of the key in the header, laid over the public key. null leaves one out. */
  readonly jwk?: Members
  /** true: the key in the header has its private members. Give it a `key` that nothing else uses. */
  readonly exposed?: boolean
  /** Claims of the proof. null leaves one out: a proof without nonce is not repeated when the server asks for one. */
  readonly claims?: Members
  /** Claims that are times, in seconds from now: iat -3600 is an hour ago. */
  readonly times?: Members
  /** zeros: the signature has its length, and is all zeros. */
  readonly signature?: 'zeros'
  /** The value of the header field exactly as written, instead of a proof. */
  readonly raw?: Expression
}

/** Members by name. */
export type Members = Readonly<Record<string, Expression>>

/** One assertion about the answer. Give exactly one subject: status, header, json, schema, jwt, time, relation, rejection, tls, fetched or not_fetched. */
export type WrittenCheck = {
  /** Id of the requirement that this check is about. `grantcheck list requirements` shows them all. Only a control may leave it out. */
  readonly requirement?: string
  /** Name of the check within its step. Only needed when two checks of one step would have the same name, which is the last part of the requirement. */
  readonly id?: string
  /** The check only applies if this holds. */
  readonly when?: Condition
  /** The check is about every answer of the run that fits this, not about the answer to its step alone. */
  readonly every?: Every
  /** What to do next when the check fails, for somebody who has never read the RFC. */
  readonly hint?: string
} & OneOf<{
  /** The HTTP status code must be this, or one of these; or none of those that are listed. */
  readonly status: Status | readonly Status[] | OtherStatus
  /** Looks at a header field of the answer. */
  readonly header: HeaderDirective | HeaderScheme | HeaderChallenge | HeaderMediaType | HeaderText
  /** Looks at a value in the JSON body of the answer. */
  readonly json: JsonEncoding | JsonDebugOutput | JsonMembers | JsonCertificates | JsonValue
  /** Compares the body with a JSON Schema: the name of a shipped one (such as token-response), a schema written here, or { name, at }. */
  readonly schema: string | SchemaOf | JsonObject
  /** Looks inside a token that is a JWT. Exactly one of form, signature, signature_length, header, claim. */
  readonly jwt: JwtForm | JwtSignature | JwtSignatureLength | JwtHeaderMembers | JwtClaimMembers | JwtHeader | JwtClaim
  /** Compares moments (seconds since 1970) or spans of time (seconds). */
  readonly time: Time
  /** Compares values with each other. A text of words counts as a set of words where sets are compared. */
  readonly relation: Relation
  /** The answer must be a proper refusal: one of these statuses, a JSON object with one of these error codes, and no access_token. A crash, an HTML page or a redirect never counts. Without status: refused in any form, for requirements that ask only that something is not accepted. */
  readonly rejection: Rejection
  /** Looks at what a `tls` step has seen. */
  readonly tls: TlsExpectation
  /** What the server fetched of a document that the run serves. */
  readonly fetched: FetchedCheck
  /** A document that the run serves, and that the server must not fetch. */
  readonly not_fetched: NotFetchedCheck
}>

/** One assertion about a request that may be refused, or taken with the value replaced. It becomes two checks: one of the value, where the request was taken; and one of the refusal, where it was not. */
export type RefusedOrCheck = {
  /** Id of the requirement that this check is about. `grantcheck list requirements` shows them all. Only a control may leave it out. */
  readonly requirement?: string
  /** Name of the check within its step. Only needed when two checks of one step would have the same name, which is the last part of the requirement. */
  readonly id?: string
  /** The check only applies if this holds. */
  readonly when?: Condition
  /** What to do next when the check fails, for somebody who has never read the RFC. */
  readonly hint?: string
  /** Refused, or taken in the way that is said here. For register and update_client (taken: the answer has a client_id) and token (it has an access_token). */
  readonly refused_or: RefusedOr
}

/** What the answer must show where the request was taken: json or schema. */
export type RefusedOr = {
  /** The value counts only where the answer shows these too. */
  readonly where?: readonly JsonValue[]
  /** How a refusal must look. Default: refused in any form. */
  readonly refusal?: RefusalForm
} & OneOf<{
  /** Looks at a value in the JSON body of the answer. */
  readonly json: JsonEncoding | JsonDebugOutput | JsonMembers | JsonCertificates | JsonValue
  /** Compares the body with a JSON Schema: the name of a shipped one (such as token-response), a schema written here, or { name, at }. */
  readonly schema: string | SchemaOf | JsonObject
}>

/** How a refusal must look; the name of its check. */
export type RefusalForm = {
  /** Name of the check of the refusal. Default: the name of the check, with -refusal behind it. */
  readonly id?: string
  /** The HTTP status code of the refusal, or a list of possible ones. */
  readonly status?: Status | readonly Status[]
  /** The error code in the body, or a list of possible ones. Left out: any code. */
  readonly error?: string | readonly string[]
}

/** Answers of the run, whichever scenario asked for them: all of these operations that fit the pattern. `$this` is each of them in turn. The check fails when one of them does not hold, and says how many of how many. */
export type Every = {
  /** true: only answers to requests that a client may make: the steps of conformance scenarios, controls and other steps that are marked as legal, and what the run asks for itself. */
  readonly legal?: true
  /** true: only answers to legal requests of scenarios that the server has to take: it took others of that operation and that client authentication, no `allows` names the step, and no check of the step itself says whether it was to be accepted. */
  readonly owed?: true
  /** The operation, or a list of them. Left out: all. */
  readonly operation?: Operation | readonly Operation[]
  /** What such an answer looks like. */
  readonly answer: AnswerCondition
}

/** The HTTP status code must be another one. */
export type OtherStatus = {
  /** Status codes that the answer must not have. */
  readonly none_of: readonly Status[]
}

/** A directive of a header field. */
export type HeaderDirective = {
  /** Name of the header field, such as Cache-Control. */
  readonly name: string
  /** The field must list this directive, such as no-store in Cache-Control. */
  readonly directive: string
  /** Changes the other matchers: when the value is absent the check is not applicable instead of failed. */
  readonly optional?: true
  /** Changes the other matchers: an absent value passes. For requirements that forbid a value. */
  readonly or_absent?: true
}

/** A challenge in WWW-Authenticate. */
export type HeaderScheme = {
  /** Name of the header field, such as Cache-Control. */
  readonly name: string
  /** WWW-Authenticate must offer this authentication scheme, such as Basic. */
  readonly scheme: string
  /** No parameter of that challenge occurs twice. */
  readonly unique_members?: true
  /** Changes the other matchers: when the value is absent the check is not applicable instead of failed. */
  readonly optional?: true
  /** Changes the other matchers: an absent value passes. For requirements that forbid a value. */
  readonly or_absent?: true
}

/** A parameter of a challenge in WWW-Authenticate. */
export type HeaderChallenge = TextMatchers & Absence & {
  /** Name of the header field, such as Cache-Control. */
  readonly name: string
  /** Looks at one parameter of one authentication scheme in WWW-Authenticate. */
  readonly challenge: {
    /** The authentication scheme, such as Bearer. */
    readonly scheme: string
    /** The parameter, such as error. */
    readonly parameter: string
  }
}

/** The media type in a header field. */
export type HeaderMediaType = {
  /** Name of the header field, such as Cache-Control. */
  readonly name: string
  /** Content-Type must be this media type (parameters such as charset do not count), or one of these. */
  readonly media_type: MediaTypeName | readonly MediaTypeName[]
  /** Changes the other matchers: when the value is absent the check is not applicable instead of failed. */
  readonly optional?: true
  /** Changes the other matchers: an absent value passes. For requirements that forbid a value. */
  readonly or_absent?: true
}

/** The value of a header field. */
export type HeaderText = TextMatchers & Absence & {
  /** Name of the header field, such as Cache-Control. */
  readonly name: string
}

/** A media type such as application/json. */
export type MediaTypeName = string

/** The encoding of a body. */
export type JsonEncoding = {
  /** Empty text: the whole body. */
  readonly at: ''
  /** The body is UTF-8 and does not begin with a byte order mark. Whether it is JSON is another question. */
  readonly utf8: true
}

/** What a body shows of the inside of a program. */
export type JsonDebugOutput = {
  /** Empty text: the whole body. */
  readonly at: ''
  /** The body, JSON or not, shows no stack trace, debug page or SQL text. */
  readonly no_debug_output: true
}

/** The members of a body. */
export type JsonMembers = {
  /** Empty text: the whole body. */
  readonly at: ''
  /** No object in the whole body names a member twice. Readers disagree on which of two members of one name counts, so such a body means different things to different clients. */
  readonly unique_members: true
}

/** The certificates of a list of keys. */
export type JsonCertificates = {
  /** Where the value stands: a JSON Pointer such as /error. Empty text is the whole body. */
  readonly at: string
  /** Of an array of JWKs: the first certificate of each x5c is base64 and holds the key of its JWK. */
  readonly certificates: true
}

/** A shipped schema, and the part of the body that must fit it. */
export type SchemaOf = {
  /** Name of the shipped schema, such as token-response. */
  readonly name: string
  /** Where in the body the value to compare stands: a JSON Pointer. Empty text is the whole body. */
  readonly at?: string
}

/** The form of a token. */
export type JwtForm = {
  /** The token. Default: the access_token of the answer. */
  readonly token?: Expression
  /** The token must be a well-formed signed JWT of three parts. */
  readonly form: true
}

/** The signature of a token. */
export type JwtSignature = {
  /** The token. Default: the access_token of the answer. */
  readonly token?: Expression
  /** The signature must fit one of the server's published keys. */
  readonly signature: true
}

/** The length of a token's signature. */
export type JwtSignatureLength = {
  /** The token. Default: the access_token of the answer. */
  readonly token?: Expression
  /** An ECDSA signature must have the length of its algorithm. Other algorithms are not judged. */
  readonly signature_length: true
}

/** A value of a JWT's header. */
export type JwtHeader = ValueMatchers & Absence & {
  /** The token. Default: the access_token of the answer. */
  readonly token?: Expression
  /** Looks at a value of the JWT's header: a JSON Pointer such as /alg. */
  readonly header: string
}

/** A value of a JWT's claims. */
export type JwtClaim = ValueMatchers & Absence & {
  /** The token. Default: the access_token of the answer. */
  readonly token?: Expression
  /** Looks at a claim (what the token states): a JSON Pointer such as /exp. */
  readonly claim: string
}

/** Compares moments (seconds since 1970) or spans of time (seconds). */
export type Time = {
  /** The moment or span to judge: a reference, a number, `now` (the server's clock at that answer), or `received` (our clock when it came). */
  readonly value: Expression
  /** Is subtracted from `value` first. */
  readonly minus?: Expression
  /** Tolerance in seconds. Default: 0. */
  readonly within?: number
} & OneOf<{
  /** The result must lie within `within` seconds of this. */
  readonly near: Expression
  /** The result must not be earlier than this (give or take `within` seconds). */
  readonly after: Expression
  /** The result must not be later than this (give or take `within` seconds). */
  readonly before: Expression
}>

/** Compares values with each other. A text of words counts as a set of words where sets are compared. */
export type Relation = {
  /** `set`: compare the two values of `equal` without regard to order. */
  readonly as?: 'set'
  /** `smart_scopes`: compare what the SMART scopes in two texts allow, however it is written (.read is .rs, and .rs is .r and .s). */
  readonly by?: 'smart_scopes'
} & OneOf<{
  /** No two of these values may be equal. */
  readonly unique: readonly Expression[]
  /** These two values must be equal. */
  readonly equal: readonly [Expression, Expression]
  /** Every member of the first value must be in the second. */
  readonly subset: readonly [Expression, Expression]
  /** No member of the first value may be in the second. */
  readonly disjoint: readonly [Expression, Expression]
}>

/** The answer must be a proper refusal: one of these statuses, a JSON object with one of these error codes, and no access_token. A crash, an HTML page or a redirect never counts. Without status: refused in any form, for requirements that ask only that something is not accepted. */
export type Rejection = {
  /** The HTTP status code of the refusal, or a list of possible ones. */
  readonly status?: Status | readonly Status[]
  /** The error code in the body, or a list of possible ones. Left out: any code. */
  readonly error?: string | readonly string[]
}

/** The members of a JWT's header. */
export type JwtHeaderMembers = {
  /** The token. Default: the access_token of the answer. */
  readonly token?: Expression
  /** Empty text: the whole header. */
  readonly header: ''
  /** No member of the header occurs twice. */
  readonly unique_members: true
}

/** The members of a JWT's claims. */
export type JwtClaimMembers = {
  /** The token. Default: the access_token of the answer. */
  readonly token?: Expression
  /** Empty text: the whole claims. */
  readonly claim: ''
  /** No member of the claims occurs twice. */
  readonly unique_members: true
}

/** A document that the run serves to the server under test while a row runs, at an unguessable path of its own: `$hosted.ID`. Without `jwks`, `document`, `body` or `certificate` it is empty. */
export type HostedDocument = {
  /** Name of the document in its scenario. */
  readonly id: string
  /** Served so only where this holds: of several entries with one id the first that fits counts. */
  readonly when?: Condition
  /** The keys of a JWK Set (RFC 7517 section 5). */
  readonly jwks?: readonly Expression[]
  /** A value that is served as JSON. */
  readonly document?: Expression
  /** Text that is served as it stands. */
  readonly body?: string
  /** A certificate (PEM) of the key pair of the run that has this name, NAME or NAME.ALG, by an authority that nobody knows. */
  readonly certificate?: string
  /** The HTTP status code. Default: 200; with `redirect` 302. */
  readonly status?: Status
  /** Header fields of the answer. Default: Content-Type application/json. */
  readonly headers?: Members
  /** Where Location leads, such as $hosted.other. */
  readonly redirect?: Expression
  /** Seconds before the answer begins. */
  readonly delay?: number
  /** Seconds between one octet of the body and the next. */
  readonly trickle?: number
  /** Octets of white space before the body. */
  readonly size?: number
  /** true: `$hosted.ID` is a data: URL that holds the document, and nothing is served. */
  readonly inline?: true
  /** The document is where the server must not call (capability canary): a listener of its own on that address, which the URL writes so. A connection counts as a request. Not applicable where the address has no such spelling. */
  readonly inside?: InsideSpelling
  /** true: the document is the key set of the client in the target file that has its keys below hosting.publicUrl, and `$hosted.ID` is its jwksUri. The row uses that client, alone. Until the row begins, and when it is over, the usual key is served there. */
  readonly client?: true
  /** true: the connection is closed without an answer. */
  readonly close?: true
}

/** plain: the address. short: 127.2 for 127.0.0.2. number: the address as one decimal number. mapped: as an IPv6 address (RFC 4291 section 2.5.5.2). localhost, ipv6 (::1) and unspecified (0.0.0.0): other ways to the machine itself, where the address is one of it. */
export type InsideSpelling = 'plain' | 'short' | 'number' | 'mapped' | 'localhost' | 'ipv6' | 'unspecified'

/** Requests of the server for a document that the run serves. Counted until the row is over. */
export type FetchedCheck = {
  /** Id of the document. */
  readonly id: string
  /** How many there must be. Default: at least one. */
  readonly times?: Times
  /** Only those that came once this step was sent. */
  readonly after?: string
  /** Only those that came before this step was sent. */
  readonly before?: string
  /** None of them may have one of these header fields. */
  readonly without?: readonly string[]
  /** All of them must have one of these methods. */
  readonly methods?: readonly string[]
  /** All of them must take an answer of this media type, by their Accept header (RFC 9110 section 12.5.1). */
  readonly accepts?: string
  /** None of them may have taken more octets of the body than this. */
  readonly octets?: number
}

/** The server must not have asked for a document that the run serves. Says something only where it asked for another one. */
export type NotFetchedCheck = {
  /** Id of the document. */
  readonly id: string
  /** Once this step was sent. */
  readonly after?: string
  /** Before this step was sent. */
  readonly before?: string
}

/** How often the server has asked for a document that the run serves. */
export type FetchedCondition = {
  /** How many requests. Default: at least one. */
  readonly times?: Times
  /** Only those that came once this step was sent. */
  readonly after?: string
  /** Only those that came before this step was sent. */
  readonly before?: string
}

/** How many. */
export type Times = {
  /** At least so many. */
  readonly min?: number
  /** At most so many. */
  readonly max?: number
}

/** The values of a matrix key: a list, or `$param.NAME`, a parameter that the target file or --set may give another list. */
export type MatrixValues = readonly Scalar[] | string

/** A legal request that the server may refuse. */
export type AllowedRefusal = {
  /** Id of the step that sends the request, or a list of them. */
  readonly gate: string | readonly string[]
  /** What the sentence says, in plain words. */
  readonly because: string
  /** Where the sentence stands: the id of a requirement, or a document with the narrowest section, of which the catalogue has a requirement. */
  readonly source: string
}

/** What a step sends, and when. Give exactly one operation. */
export type StepParts = {
  /** true: this step must be answered as its `expect` says (default: 2xx with JSON), or all other checks of the scenario are inconclusive. */
  readonly control?: boolean
  /** true: a client may make this request, though others of this negative scenario have a fault. Controls are legal anyway, and so are all steps of a conformance scenario. */
  readonly legal?: true
  /** The step is only sent if this holds. */
  readonly when?: Condition
  /** Seconds to wait before the request: a number, or a reference such as $param.settleSeconds. */
  readonly wait?: Wait
  /** What the documents of `host` are from now on: from the beginning of the step, before its `wait`. */
  readonly serve?: readonly HostedDocument[]
  /** Repeats the step until a condition holds or the time is over. The last answer counts. */
  readonly poll?: Poll
  /** Id of the `token` step that made the token used here. When less than `minRemainingSeconds` of the token's life (or 10 % of it, whichever is more) is left, that step and this one are repeated once. */
  readonly live?: string
} & OneOf<{
  /** POST of client metadata as JSON to the registration endpoint: the metadata of the client's template, and the members of the target file's `registration`. With no overrides and without `fresh` it is the registration that the run has already made of that template, and nothing is sent again. */
  readonly register: RequestSpec
  /** GET of the client's registration_client_uri with its registration_access_token. */
  readonly read_client: RequestSpec
  /** PUT of the client's own metadata to registration_client_uri: the client information response without registration_access_token, registration_client_uri, client_secret_expires_at and client_id_issued_at. */
  readonly update_client: RequestSpec
  /** DELETE of registration_client_uri. */
  readonly delete_client: RequestSpec
  /** POST of a form to the token endpoint: `grant_type=client_credentials`, `scope` = the target's as far as the client was registered with it (without the target's: all that was registered; neither: no member), `resource` when the target file has one, and its `tokenParameters`. */
  readonly token: RequestSpec
  /** POST of a form to the introspection endpoint; give `token` in `params`. The caller is the target's `introspectionClient`, else the client itself. */
  readonly introspect: RequestSpec
  /** POST of a form to the revocation endpoint; give `token` in `params`. */
  readonly revoke: RequestSpec
  /** POST of a form to the token endpoint: `grant_type=refresh_token`, and as `refresh_token` the target file's, or the newest that an answer delivered in its place. No scope. */
  readonly refresh: RequestSpec
  /** POST of a form to the token endpoint (RFC 8693): `grant_type` of token exchange, as `subject_token` the target file's subjectToken or the access token of the scenario's first `token` step, `subject_token_type` access_token, and the target file's exchangeAudience as `audience`. No scope. */
  readonly exchange: RequestSpec
  /** POST of a form to the token endpoint: `grant_type` jwt-bearer (RFC 7523 section 2.1), as `assertion` a JWT of the target file's assertionIssuer, and `scope` as for `token`. */
  readonly jwt_grant: RequestSpec
  /** GET of the metadata document that discovery found. With no overrides it is the exchange of discovery itself. */
  readonly metadata: RequestSpec
  /** GET of `jwks_uri`. With no overrides it is sent once per run. */
  readonly jwks: RequestSpec
  /** GET of the protected resource (an API behind the server); give `auth: { bearer: ... }`. */
  readonly resource: RequestSpec
  /** GET of the protected resource's metadata document (RFC 9728), at the well-known place of its identifier (the target's `resource` where that is a web address, else the URL of the resource endpoint), or at `url`. */
  readonly resource_metadata: RequestSpec
  /** A request that OAuth has no word for, such as GET /health: GET of `path` below `host`, without credentials. What answers is judged by these checks alone. */
  readonly http: RequestSpec
  /** A TCP connection to the host of an endpoint that looks at TLS: no request is sent over it. Not applicable to endpoints that are reached by http. At most 25 of them for each host and run. */
  readonly tls: TlsSpec
}>

/** One request and what to check in its answer. Give exactly one operation. */
export type SingleStep = StepParts & {
  /** Name of the step, unique in its scenario. */
  readonly id: string
  /** The checks on the answer. */
  readonly expect?: readonly (WrittenCheck | RefusedOrCheck)[]
}

/** Several steps that differ in little, as a table. Each case becomes a step; the other keys hold for all of them. */
export type TableOfSteps = StepParts & {
  /** One step each, sent in this order. */
  readonly cases: readonly StepCase[]
  /** The checks on the answer to each case. One without a requirement cites that of the case, and takes its check and hint. */
  readonly expect?: readonly (WrittenCheck | RefusedOrCheck)[]
}

/** One case: how its step differs from the others. */
export type StepCase = {
  /** Id of the step, unique in its scenario. */
  readonly id: string
  /** Must hold too, or the step is not sent. */
  readonly when?: Condition
  /** Overrides of the request, laid over those that the cases have in common: members of an object are merged at any depth, anything else is replaced. */
  readonly with?: RequestSpec
  /** The requirement of each check of `expect` that names none. */
  readonly requirement?: string
  /** The id of that check. Only needed where the last part of the requirement does not do. */
  readonly check?: string
  /** The hint of that check. */
  readonly hint?: string
  /** Checks of this case alone, behind the others. */
  readonly expect?: readonly (WrittenCheck | RefusedOrCheck)[]
}

/** The steps, in the order in which they are sent. */
export type Steps = readonly (SingleStep | TableOfSteps)[]

/** Seconds to wait: a number, or a reference to a parameter or a matrix key. */
export type Wait = number | string

/** Repeats the step until a condition holds or the time is over. The last answer counts. */
export type Poll = {
  /** Stop as soon as this holds. */
  readonly until: Condition
  /** Stop after this many seconds: a number, or a reference such as $param.propagationSeconds. */
  readonly for: Expression
  /** Seconds between two requests. */
  readonly every: number
}

/** conformance: a correct request must be answered correctly. negative: a faulty request must be refused. limitation: something that the server does not support must not work. observation: something worth knowing. */
export type ScenarioKind = 'conformance' | 'negative' | 'limitation' | 'observation'

/** One behaviour of an OAuth authorization server and how to check it. See docs/language.md. */
export type ScenarioFile = {
  /** Id of the scenario: its path below the folder scenarios, without the ending. */
  readonly scenario: string
  /** One sentence: what must hold. */
  readonly title: string
  /** conformance: a correct request must be answered correctly. negative: a faulty request must be refused. limitation: something that the server does not support must not work. observation: something worth knowing. */
  readonly kind: ScenarioKind
  /** Which alternatives the document leaves open, and how the checks allow them. `grantcheck explain` shows it. */
  readonly about?: string
  /** What the server must offer. Where one is missing the scenario is not applicable. */
  readonly needs?: readonly Capability[]
  /** Words of your own, by which `run --tag` selects the scenario. Its kind and the documents that it cites (rfc7591) are tags of every scenario. */
  readonly tags?: readonly string[]
  /** The scenario is run once for each combination of these values, which stand here or in a parameter. Each value of `auth_method` is also something that the server must offer. */
  readonly matrix?: Readonly<Record<string, MatrixValues>>
  /** Kind of client to use: a template of the profile, or `none`. Default: confidential. */
  readonly client?: string
  /** Kind of the second client, for scenarios about two clients. */
  readonly second?: string
  /** true: registers clients of its own, because the scenario changes or endangers them. */
  readonly fresh?: boolean
  /** Documents that the run serves while a row of this scenario runs. */
  readonly host?: readonly HostedDocument[]
  /** Which of its legal requests the server may refuse, and the sentence that says so. A legal request that is refused is a finding of http/refusals otherwise. */
  readonly allows?: readonly AllowedRefusal[]
  /** The steps, in the order in which they are sent. */
  readonly steps: Steps
}

/** A decision table: the first row whose condition holds decides. */
export type DecisionTable = {
  /** Short name of what is looked at, such as R1. Where it is the id of a step, `this` is that step in the conditions of the table. */
  readonly probe: string
  /** A few words: what is looked at. */
  readonly title: string
  /** The table only says something if this holds. */
  readonly when?: Condition
  /** The rows in order. The last one has no condition. */
  readonly rows: readonly DecisionRow[]
}

/** One row of a decision table. */
export type DecisionRow = {
  /** The row matches if this holds. Left out: it always matches. */
  readonly when?: Condition
  /** upheld: the operation does not work, as documented. violated: it does work. inconclusive: the answers do not tell. */
  readonly outcome: Outcome
  /** How much the evidence weighs. */
  readonly grade?: Grade
  /** How the answer stands to the RFC, whatever the outcome: ok, a deviation, or a violation. */
  readonly rfc: 'ok' | 'deviation' | 'violation'
  /** Why these answers mean that, in plain words. */
  readonly because: string
  /** Something that a reader must know in addition to the outcome. */
  readonly finding?: string
}

/** What the answers say of a limitation. */
export type Outcome = 'upheld' | 'violated' | 'inconclusive'

/** How much the evidence weighs. */
export type Grade = 'strong' | 'weak'

/** Something that the server documents as not supported, as a decision table: requests to send, and what each pattern of answers means. See docs/language.md. */
export type LimitationFile = {
  /** Which limitation this is. Equal to the name of the file. */
  readonly limitation: LimitationId
  /** A few words for headings. */
  readonly title: string
  /** One sentence: what must not be possible. */
  readonly statement: string
  /** Background: which answers are known from real servers, and why they count as they do. */
  readonly about?: string
  /** Id of the requirement that this limitation decides. */
  readonly requirement: string
  /** What the server must offer for the question to make sense. */
  readonly needs?: readonly Capability[]
  /** Kind of client to use: a template of the profile. Default: confidential. */
  readonly client?: string
  /** Kind of the second client, where two are needed. */
  readonly second?: string
  /** true: registers clients of its own. */
  readonly fresh?: boolean
  /** The requests to send, in order. */
  readonly steps: Steps
  /** One table for each thing that is looked at. The worst table decides the limitation. */
  readonly tables: readonly DecisionTable[]
}

/** A parameter of the profile. */
export type Parameter = {
  /** The value when nobody sets it. Without it the parameter is a text, and scenarios that read it are not applicable until somebody sets it. */
  readonly default?: ParameterValue
  /** What the parameter is for. */
  readonly description?: string
}

/** A kind of client, and how to register one. */
export type ClientTemplate = {
  /** A few words: what kind of client. */
  readonly title: string
  /** true: without this client nothing can be judged. */
  readonly entry?: boolean
  /** true: a client of the target file does in its place, whatever its method. */
  readonly given?: boolean
  /** Ways to register the client, tried in order. */
  readonly attempts: readonly RegistrationAttempt[]
}

/** A way to register a client. */
export type RegistrationAttempt = {
  /** Members of the registration request (RFC 7591 section 2). */
  readonly metadata: Readonly<Record<string, Expression>>
  /** When this attempt is made. first: at once. rejected: the attempt before was refused. unauthorized_client: it was accepted, but the client gets no token with it. grant_not_listed: the server's metadata does not list client_credentials, and the client was refused or gets no token. */
  readonly after: 'first' | 'rejected' | 'unauthorized_client' | 'grant_not_listed'
  /** What it means that this attempt was needed; shown in the report. */
  readonly because?: string
}

/** What a violation means. fail: a failure. warn: a warning. accepted: noted, but all right. */
export type Severity = 'fail' | 'warn' | 'accepted'

/** What a violation of some requirements means. */
export type SeverityRule = {
  /** Id of a requirement, or a glob such as rfc9068.*. */
  readonly requirement: string
  /** fail: a failure. warn: a warning. accepted: noted, but all right. */
  readonly severity: Severity
  /** Why this profile sees it so. */
  readonly because: string
}

/** An oddity of the document that the profile stands on. */
export type Deviation = {
  /** Id of the deviation. */
  readonly id: string
  /** DD: a documented deviation. RV: a violation of an RFC if seen. DT: a slip of the documentation. CFG: configuration of the deployment. OK: looks odd, but conforms. */
  readonly class: 'DD' | 'RV' | 'DT' | 'CFG' | 'OK'
  /** What the document shows. */
  readonly shows: string
  /** accepted: not held against the server. parameter: a setting of the profile. ignored-literal: the literal text is never compared. checked: a check looks at it. */
  readonly treatment: 'accepted' | 'parameter' | 'ignored-literal' | 'checked'
  /** Why it is treated so. */
  readonly reason: string
  /** Requirements that it is about: ids, or globs. */
  readonly requirements?: readonly string[]
}

/** Which requirements count for a kind of server, with parameters, accepted deviations and limitations. See docs/language.md. */
export type ProfileFile = {
  /** Id of the profile, as given to --profile. */
  readonly profile: string
  /** Id of a shipped profile to start from. Keys given here replace its keys; parameters, clients, severities and deviations are merged. */
  readonly extends?: string
  /** Scenarios or globs of them, run after those of the extended profile. */
  readonly adds?: readonly string[]
  /** Files of your own, or globs of them, relative to this file: scenarios, which are added to the profile's, and rules that they cite. */
  readonly files?: readonly string[]
  /** Version of the profile. A verdict that changes asks for a new version. In quotes, so that it stays text. */
  readonly version?: string
  /** A few words for headings. */
  readonly title?: string
  /** What the profile stands on and whom it is for. */
  readonly description?: string
  /** What TARGET on the command line names: the issuer, the base URL of the host below which the endpoints lie, or the base URL of a FHIR server, below which nothing but its SMART configuration is looked for. */
  readonly target?: 'issuer' | 'base-url' | 'fhir-base-url'
  /** Settings that a user can change with --set or in the target file. */
  readonly parameters?: Readonly<Record<string, Parameter>>
  /** Where the endpoints lie when neither the server's metadata nor the target file says so. {baseUrl}, {issuer} and {parameter} are filled in. */
  readonly endpoints?: {
    /** Template of the URL of the metadata endpoint. */
    readonly metadata?: string
    /** Template of the URL of the registration endpoint. */
    readonly registration?: string
    /** Template of the URL of the token endpoint. */
    readonly token?: string
    /** Template of the URL of the introspection endpoint. */
    readonly introspection?: string
    /** Template of the URL of the revocation endpoint. */
    readonly revocation?: string
    /** Template of the URL of the jwks endpoint. */
    readonly jwks?: string
    /** Template of the URL of the resource endpoint. */
    readonly resource?: string
  }
  /** Template of the issuer, where TARGET is a base URL. */
  readonly issuer?: string
  /** How client assertions are made out where both ways are open. What a server does not take is tried in the other ways too. */
  readonly assertion?: {
    /** The `typ` that is tried first. */
    readonly typ: string
    /** The `aud` that is tried first: the issuer, or the URL of the token endpoint. */
    readonly audience: 'issuer' | 'token-endpoint'
  }
  /** What the documentation promises without the server's metadata saying so. */
  readonly capabilities?: readonly Capability[]
  /** Kinds of clients and how to register each. */
  readonly clients?: Readonly<Record<string, ClientTemplate>>
  /** Ids of scenarios, or globs such as token/*, in the order in which they are reported. */
  readonly scenarios?: readonly string[]
  /** The limitations to judge, in this order. */
  readonly limitations?: readonly LimitationId[]
  /** What a violation means where it is not what the requirement's level says. The first rule that fits counts. */
  readonly severities?: readonly SeverityRule[]
  /** Oddities of the document that the profile stands on, and how each is treated. */
  readonly deviations?: readonly Deviation[]
} & ({
  /** Id of a shipped profile to start from. Keys given here replace its keys; parameters, clients, severities and deviations are merged. */
  readonly extends: string
} | {
  readonly extends?: never
  /** Version of the profile. A verdict that changes asks for a new version. In quotes, so that it stays text. */
  readonly version: string
  /** A few words for headings. */
  readonly title: string
  /** What the profile stands on and whom it is for. */
  readonly description: string
  /** What TARGET on the command line names: the issuer, the base URL of the host below which the endpoints lie, or the base URL of a FHIR server, below which nothing but its SMART configuration is looked for. */
  readonly target: 'issuer' | 'base-url' | 'fhir-base-url'
  /** Kinds of clients and how to register each. */
  readonly clients: Readonly<Record<string, ClientTemplate>>
  /** Ids of scenarios, or globs such as token/*, in the order in which they are reported. */
  readonly scenarios: readonly string[]
})

/** Scheme, host, port and the beginning of the path, without query. */
export type HostUrl = string

/** A place that steps ask by `http`: its URL, or its URL and header fields. */
export type NamedHost = HostUrl | {
  /** Where the paths of the steps lie below. */
  readonly url: HostUrl
  /** Header fields that every `http` step sends there. */
  readonly headers?: Readonly<Record<string, TextOrSecret>>
}

/** Where a secret comes from: an environment variable or a file. */
export type SecretSource = OneOf<{
  /** Name of the environment variable. */
  readonly env: string
  /** Path of a file, relative to this file. A line break at its end does not count. */
  readonly file: string
}>

/** Text, or where a secret comes from. */
export type TextOrSecret = string | SecretSource

/** An issuer of JWTs, and what its assertions say. */
export type AssertionIssuer = {
  /** Its identifier: `iss`. */
  readonly issuer: string
  /** Its private key, as JWK or as PKCS #8 in PEM. Never written into the file: { env: NAME } takes it from an environment variable, { file: path } from a file. */
  readonly key: SecretSource
  /** Whom its assertions are about: a `sub` that the server knows. */
  readonly subject: string
  /** The `aud` of its assertions. Default: the issuer identifier of the server. */
  readonly audience?: string
  /** More claims that the server asks for. */
  readonly claims?: {
    readonly [name: string]: unknown
  }
}

/** A registered client. */
export type ConfiguredClient = {
  /** The client's id. */
  readonly client_id: string
  /** The client's secret. Never written into the file: { env: NAME } takes it from an environment variable, { file: path } from a file. */
  readonly client_secret?: SecretSource
  /** The client's private key, as JWK or as PKCS #8 in PEM. Never written into the file: { env: NAME } takes it from an environment variable, { file: path } from a file. */
  readonly private_key?: SecretSource
  /** The URL at which the client's public keys were registered, where they were registered by URL. Below hosting.publicUrl the run serves them there while it runs, and without a private_key it makes them. Elsewhere whoever writes this file hosts them. */
  readonly jwksUri?: string
  /** How the client proves who it is. Default: with a secret the method that the server lists and accepts, private_key_jwt with a private key, none without. */
  readonly token_endpoint_auth_method?: AuthMethod
}

/** The server to check: where it is, which profile applies, and where its credentials come from. Safe to share: it holds no secrets. */
export type TargetFile = {
  /** The issuer: the URL by which the server names itself, in its metadata and in the `iss` claim. */
  readonly issuer?: string
  /** The base URL of the host, for profiles that derive the endpoints from it. */
  readonly baseUrl?: string
  /** The base URL of a FHIR server (https://fhir.example/r4), for profiles that find everything by its SMART configuration. */
  readonly fhirBaseUrl?: string
  /** Id of the profile, or the path of a profile file (relative to this file). */
  readonly profile?: string
  /** What the server is: shown in reports and certificates. */
  readonly product?: {
    /** Name of the product. */
    readonly name: string
    /** Its version. */
    readonly version?: string
    /** Who makes it. */
    readonly vendor?: string
  }
  /** Parameters of the profile. `grantcheck list profiles` shows them. */
  readonly parameters?: Readonly<Record<string, ParameterValue>>
  /** Endpoints that differ from what the server's metadata or the profile says. Full URLs. Requests go here; client assertions and DPoP proofs name the URL in the metadata. */
  readonly endpoints?: {
    /** URL of the metadata endpoint. */
    readonly metadata?: string
    /** URL of the registration endpoint. */
    readonly registration?: string
    /** URL of the token endpoint. */
    readonly token?: string
    /** URL of the introspection endpoint. */
    readonly introspection?: string
    /** URL of the revocation endpoint. */
    readonly revocation?: string
    /** URL of the jwks endpoint. */
    readonly jwks?: string
    /** URL of the resource endpoint. */
    readonly resource?: string
  }
  /** A client that is already registered. Where clients cannot register themselves it does everything that does not change it; elsewhere it does what is not about registered clients. */
  readonly client?: ConfiguredClient
  /** Another client of the same kind as `client`, independent of it: it tries what one client must not do with the tokens of another. */
  readonly secondClient?: ConfiguredClient
  /** Who asks the introspection endpoint, where it has callers of its own. */
  readonly introspectionClient?: ConfiguredClient
  /** The token that the registration endpoint asks for. Never written into the file: { env: NAME } takes it from an environment variable, { file: path } from a file. */
  readonly initialAccessToken?: SecretSource
  /** A refresh token that was issued to `client`. Never written into the file: { env: NAME } takes it from an environment variable, { file: path } from a file. */
  readonly refreshToken?: SecretSource
  /** A software statement (RFC 7591), signed by somebody whom the server trusts. Never written into the file: { env: NAME } takes it from an environment variable, { file: path } from a file. */
  readonly softwareStatement?: SecretSource
  /** An access token to exchange (RFC 8693), where the server takes no client credentials token as subject. Never written into the file: { env: NAME } takes it from an environment variable, { file: path } from a file. */
  readonly subjectToken?: SecretSource
  /** What an exchanged token may be for (RFC 8693): a value of `audience` that the test client may ask for. Sent with each exchange. */
  readonly exchangeAudience?: string
  /** Another value of `audience` that an exchanged token can be for. */
  readonly secondExchangeAudience?: string
  /** An issuer whose JWTs the server takes as authorization grants (RFC 7523 section 2.1). `grantcheck keygen --type p256 --out FILE` makes a key for it, and FILE.pub for the server. */
  readonly assertionIssuer?: AssertionIssuer
  /** An issuer that the server knows and takes no JWTs of any more. */
  readonly disabledIssuer?: AssertionIssuer
  /** What a test client may ask for: scope words separated by blanks. */
  readonly scope?: string
  /** The API that tokens are for: its identifier (RFC 8707), a URL. */
  readonly resource?: string
  /** Another API that tokens can be for: its identifier (RFC 8707), a URL. */
  readonly secondResource?: string
  /** What a test client may ask for (RFC 9396): objects with a `type`, as they go into authorization_details. */
  readonly authorizationDetails?: readonly ({
    /** Its type. */
    readonly type: string
    readonly [name: string]: unknown
  })[]
  /** Members that this server asks for in a client credentials request, beyond RFC 6749 and RFC 8707, such as audience. Sent with each one. */
  readonly tokenParameters?: Readonly<Record<string, string>>
  /** Client metadata for every registration of the run: added to what the profile's client templates register, or in its place. null leaves a member out. Where a scenario is about a member, the scenario decides. */
  readonly registration?: {
    readonly [name: string]: unknown
  }
  /** How the API at endpoints.resource checks a token. online: it asks the server. offline: it verifies the JWT itself. */
  readonly resourceCheck?: 'online' | 'offline'
  /** Extra header fields to send, by endpoint. */
  readonly headers?: {
    /** Header fields for the metadata endpoint. */
    readonly metadata?: Readonly<Record<string, TextOrSecret>>
    /** Header fields for the registration endpoint. */
    readonly registration?: Readonly<Record<string, TextOrSecret>>
    /** Header fields for the token endpoint. */
    readonly token?: Readonly<Record<string, TextOrSecret>>
    /** Header fields for the introspection endpoint. */
    readonly introspection?: Readonly<Record<string, TextOrSecret>>
    /** Header fields for the revocation endpoint. */
    readonly revocation?: Readonly<Record<string, TextOrSecret>>
    /** Header fields for the jwks endpoint. */
    readonly jwks?: Readonly<Record<string, TextOrSecret>>
    /** Header fields for the resource endpoint. */
    readonly resource?: Readonly<Record<string, TextOrSecret>>
  }
  /** Files for TLS, relative to this file. */
  readonly tls?: {
    /** Certificates (PEM) to trust in addition to the usual ones. */
    readonly ca?: string
    /** Client certificate (PEM). */
    readonly cert?: string
    /** Private key of the client certificate (PEM). */
    readonly key?: string
  }
  /** Where the run serves documents that the server can fetch, such as key sets at a jwks_uri. A server on this machine needs no such entry. */
  readonly hosting?: {
    /** true: whatever addresses clients name, this server must not call internal ones other than that of publicUrl, and the run may find out. For a server on this machine: other than 127.0.0.1. */
    readonly internal?: true
    /** Address that the server reaches and must not call, and that this machine can listen on, such as 127.0.0.1 where both are on one machine. Default for a server on this machine: 127.0.0.2. */
    readonly canary?: string
    /** The URL under which the server reaches this machine, such as https://ci.example.org/grantcheck. Paths below it are the run's. */
    readonly publicUrl?: string
    /** Address and port to listen on, such as 0.0.0.0:8443 or 127.0.0.1:9000 behind a proxy. */
    readonly listen?: string
    /** Certificate and private key (PEM) of the listener, relative to this file. Left out: it speaks plain http, behind a proxy for instance. */
    readonly tls?: {
      /** Certificate chain (PEM). */
      readonly cert: string
      /** Private key of the certificate (PEM). */
      readonly key: string
    }
  }
  /** Corrections to what the server is taken to offer. */
  readonly capabilities?: {
    /** The server offers these, whatever its metadata says. */
    readonly add?: readonly Capability[]
    /** The server does not offer these. */
    readonly remove?: readonly Capability[]
  }
  /** How hard the server may be worked. */
  readonly limits?: {
    /** Most requests per second. */
    readonly rate?: number
    /** Most requests at the same time. */
    readonly concurrency?: number
    /** Longest time to wait for an answer, in milliseconds. */
    readonly timeout?: number
  }
  /** Further places that steps of your own ask by `http`, each by a name of your choice: a URL, below which the paths of the steps lie. */
  readonly hosts?: Readonly<Record<string, NamedHost>>
  /** Origins (scheme, host, port) besides that of the issuer and those of the endpoints here, to which credentials may be sent, since the server publishes URLs there. */
  readonly origins?: readonly string[]
  /** Where the host of the issuer answers plain HTTP in addition to https, such as http://as.example for port 80. Nothing secret is sent there: the run looks whether anything is served without TLS. */
  readonly plainHttp?: string
  /** true: plain http is allowed to a host that is not this machine. The rules that ask for https then fail. */
  readonly allowHttp?: boolean
  /** true: requests may go to host names that exist for documentation only, such as as.example. */
  readonly allowDocumentationHosts?: boolean
  /** true: secrets of this file may be sent in URLs, where the server must not accept them. URLs stand in access logs: change the secrets after the run. */
  readonly exposeSecrets?: boolean
  /** true: secrets may be shorter than 8 characters, a single word, or made of words of the protocol. Evidence then hides them where secrets stand, but not where the server repeats them in a text. */
  readonly allowWeakSecrets?: boolean
}

/** One normative statement. */
export type Requirement = {
  /** Stable id: document, section, a few words. Never reused or renamed. */
  readonly id: string
  /** The document that makes the statement. */
  readonly source: string
  /** Its section. In quotes where it looks like a number. */
  readonly section: string
  /** How strong the statement is, in the words of RFC 2119. */
  readonly level: Level
  /** explicit: the keyword stands in the text and addresses the server. derived: the server's side follows from a plain statement, or from one to the client. */
  readonly force: 'explicit' | 'derived'
  /** Who must do it, if not the authorization server. */
  readonly role?: string
  /** The statement in one sentence, in our words. */
  readonly requirement: string
  /** What the server and the suite must offer to test it. */
  readonly needs: readonly Capability[]
  /** Which requests to send. */
  readonly probe: string
  /** All outcomes that conform. */
  readonly pass: string
  /** What clearly violates it. */
  readonly fail: string
  /** Where a naive test goes wrong. */
  readonly pitfalls?: string
  /** core: needs only what every such server has. extension: needs an optional feature. profile: holds only where a profile is claimed. contract: a promise of one product's documentation. */
  readonly tier: 'core' | 'extension' | 'profile' | 'contract'
  /** true: the section was read in the text named above. false: a violation warns at most. */
  readonly verified: boolean
  /** Why no check cites it. */
  readonly excluded?: string
}

/** How strong a statement is, in the words of RFC 2119. */
export type Level = 'MUST' | 'MUST NOT' | 'SHOULD' | 'SHOULD NOT' | 'MAY'

/** The normative statements of one document, in our own words, as far as they can be tested from outside. */
export type RequirementFile = {
  /** The document, such as RFC 7009. */
  readonly document: string
  /** Title of the document. */
  readonly title: string
  /** Which text was read for this file. */
  readonly text_basis: string
  /** Number of entries, so that a lost one is noticed. */
  readonly count: number
  /** The statements, one entry each. */
  readonly requirements: readonly Requirement[]
}

/** A failure that is known and tolerated until a day. */
export type ToleratedFailure = {
  /** Why the failure is tolerated. */
  readonly reason: string
  /** Who will fix it. */
  readonly owner: string
  /** Last day on which the entry counts (YYYY-MM-DD). */
  readonly reviewBy: string
} & OneOf<{
  /** Id of one check, as a report prints it. */
  readonly check: string
  /** Id of a requirement: every check that cites it. */
  readonly requirement: string
  /** A limitation that is violated. */
  readonly limitation: LimitationId
}>

/** Failures that are known and tolerated until a day. They change the exit code of a run, never a verdict. */
export type BaselineFile = {
  /** What the file is about, in a few words. */
  readonly baseline: string
  /** One entry for each known failure. */
  readonly entries: readonly ToleratedFailure[]
  /** Entries that no longer fail, kept for their reasons (written by `baseline update`). */
  readonly resolved?: readonly ({
    /** Id of one check, as a report prints it. */
    readonly check?: string
    /** Id of a requirement: every check that cites it. */
    readonly requirement?: string
    /** A limitation that is violated. */
    readonly limitation?: string
    /** Why the failure is tolerated. */
    readonly reason: string
    /** Who will fix it. */
    readonly owner: string
    /** Last day on which the entry counts (YYYY-MM-DD). */
    readonly reviewBy: string
    /** Day on which the entry was found to be stale. */
    readonly resolved: string
  })[]
}

/** What one version of a profile scores: every requirement that its checks cite, and how a violation counts. Written by `npm run freeze`, never by hand. */
export type FrozenFile = {
  /** Id of the profile. */
  readonly frozen: string
  /** Version of the profile. In quotes, so that it stays text. */
  readonly version: string
  /** Requirement ids and severities, sorted by id. */
  readonly requirements: Readonly<Record<string, Severity>>
}

/** The exceptions of the kill matrix: what `grantcheck prove` would call an error, and why it is none. */
export type ProofFile = {
  /** What the file is about, in a few words. */
  readonly proof: string
  /** Checks that no mutant makes fail. They are not scored: a violation is reported as warn at most. */
  readonly unproven?: readonly ({
    /** Scenario, step and name of the check, joined by colons. */
    readonly check: string
    /** Why no broken server can show it. */
    readonly reason: string
  })[]
}

/** One kind of root cause. */
export type WrittenRule = {
  /** Names the finding in every report. Never renamed. */
  readonly id: string
  /** What is wrong, as a reviewer would write it. May hold {endpoint}, {status} and {error} of the deciding exchange. Without a title (and a remedy) there is one finding for each requirement, in the requirement's words. */
  readonly title?: string
  /** What to change at the server. */
  readonly remedy?: string
  /** One finding for each endpoint, or for each error code, instead of one for all. */
  readonly per?: 'endpoint' | 'error'
  /** The rule counts only where at least one failed check is like one of these: the cause itself. */
  readonly given?: FindingSelectors
  /** It explains every failed check that is like one of these. */
  readonly explains: FindingSelectors
}

/** What follows from a fault. */
export type WrittenImplication = {
  /** The fault itself. The first check that is like one of these has the finding. */
  readonly given: FindingSelectors
  /** What follows from it. */
  readonly explains: FindingSelectors
}

/** Failed checks of several kinds. */
export type FindingSelectors = readonly FindingSelector[]

/** Failed checks that are alike. All keys apply. */
export type FindingSelector = {
  /** Scenario, step and name of the check, joined by colons. "*" stands for any text without a slash. */
  readonly check?: Texts
  /** Requirement ids; "*" stands for any text. */
  readonly requirement?: Texts
  /** What the deciding request was. */
  readonly operation?: readonly Operation[]
  /** Status of the deciding response, or its class. */
  readonly status?: readonly (Status | '2xx' | '3xx' | '4xx' | '5xx')[]
  /** Body of the deciding response. */
  readonly body?: readonly AnswerKind[]
  /** The fault of client authentication that the deciding request has on purpose, as in auth.defect of a step. */
  readonly defect?: Texts
  /** Members of the deciding response that are there, with any value but null and the empty text. */
  readonly has?: Texts
  /** Members of the deciding response, a JSON object, that are not there, or null, or the empty text. */
  readonly without?: Texts
  /** Members of the deciding response with just these values. */
  readonly member?: Readonly<Record<string, string | number | boolean>>
  /** Why the check could not be decided, where only the run as a whole shows that. A selector without this key means failed checks only. */
  readonly history?: History
  /** A header field that the deciding response does not have. */
  readonly lacks?: string
  /** Error code of the deciding response; globs. "!(a|b)" stands for any other code. */
  readonly error?: Texts
  /** Whether the deciding response issues an access token. */
  readonly issued?: boolean
}

/** One or more texts. */
export type Texts = readonly string[]

/** Kinds of root cause of one class: which failed checks each one explains, and what a person who runs the server reads about it. The first rule that explains a check has it, security first, then protocol, then form; a check that no rule explains makes a finding of its own requirement. */
export type FindingsFile = {
  /** What the findings of this file are about. security: somebody gets what is not theirs. protocol: what the documents ask of the server. form: how an answer is written. */
  readonly findings: FindingClass
  /** In the order in which they are tried, and in which their findings stand in a report. */
  readonly rules: readonly WrittenRule[]
  /** What follows from a fault: where a failed check is like one of `given`, those like `explains` belong to its finding. */
  readonly implications?: readonly WrittenImplication[]
}

/** One published fault of a product. */
export type Vulnerability = {
  /** Its public identifier: a CVE where there is one. */
  readonly id: string
  /** Other public identifiers of the same fault. */
  readonly aliases?: readonly string[]
  /** The product, and its versions as far as they are known. */
  readonly product: string
  /** When it was published. */
  readonly year?: number
  /** Which part of the flow of a machine it is in. */
  readonly flow: string
  /** What is wrong, in our words. */
  readonly fault: string
  /** What it looks like over HTTP. */
  readonly looks: string
  /** Ids of the requirements that it violates. */
  readonly requirements?: readonly string[]
  /** What of it is not seen, or what has to be supplied. */
  readonly partly?: string
  /** Why no check has its pattern. */
  readonly unseen?: string
  /** Where it was published. */
  readonly reference: string
} & OneOf<{
  /** A failed check that is like one of these has the same fault. */
  readonly pattern: FindingSelectors
}>

/** Published vulnerabilities in the flows that are tested: what each looks like over HTTP, and which failed check has its pattern, or why nobody sees it from outside. */
export type CvesFile = {
  /** One entry for each fault. */
  readonly cves: readonly Vulnerability[]
}

/** One identifier of another project, and the requirements here that ask the same. */
export type ElsewhereTest = {
  /** Their identifier. */
  readonly id: string
  /** Where in their document, or in ours, it stands. */
  readonly page?: string
  /** Identifiers of their tests that, as they say themselves, verify it. */
  readonly verifiedBy?: readonly string[]
  /** Ids of the requirements that ask the same. */
  readonly requirements?: readonly string[]
  /** What is different, or why there is no such requirement. */
  readonly remark?: string
}

/** What the tests of another project ask of a server, against the requirements that ask the same here. */
export type ElsewhereFile = {
  /** A few words: whose tests. */
  readonly elsewhere: string
  /** Where they are. */
  readonly project: string
  /** Which version was read. */
  readonly read: string
  /** One entry for each identifier of theirs. */
  readonly tests: readonly ElsewhereTest[]
}

/** What a person states. */
export type Attested = {
  /** Id of the requirement that it is about. */
  readonly requirement?: string
  /** What is stated, in one sentence. */
  readonly statement: string
  /** Who states it: name and role. */
  readonly by: string
  /** Day of the statement (YYYY-MM-DD). */
  readonly date: string
  /** How it was found out. */
  readonly method?: string
}

/** What no test can see and a person states: goes into a certificate in a section of its own, never counted as tested. */
export type AttestationsFile = {
  /** What the file is about, in a few words. */
  readonly attestations: string
  /** One entry for each statement. */
  readonly statements: readonly Attested[]
}

/** A sentence of a document, and what it lets be otherwise. */
export type WrittenAllowance = {
  /** Operations whose answers may differ. Default: all. */
  readonly operation?: Operation | readonly Operation[]
  /** Outcomes, or globs of them, such as "4*" or "200 inactive". Default: all. */
  readonly outcome?: string | readonly string[]
  /** What may differ: status, answer, body, "header Date", a member as JSON Pointer with * for an array index, or a part of a JWT such as "/access_token claim /iss". A list stands for as many allowances. */
  readonly place: string | readonly string[]
  /** The kinds of change that are allowed, as `grantcheck prove --answers` names them, or any. */
  readonly change: string | readonly string[]
  /** The document, as the catalogue of requirements names it. */
  readonly source: string
  /** Its section. In quotes where it looks like a number. */
  readonly section: string
  /** Title of the section, where no requirement of the catalogue cites it. */
  readonly title?: string
  /** What the document says, in one sentence: why the changed answer is as good. */
  readonly because: string
  /** true: the document says nothing of it, and it does not matter. Counted apart. */
  readonly silent?: true
  /** blocks: the changed answer says nothing about the server, so that checks are inconclusive and none fails. */
  readonly kind?: 'blocks'
}

/** What a server may answer otherwise: for `grantcheck prove --answers`, which changes recorded answers and asks that each change is either seen by a check or allowed by a sentence of a document. */
export type AllowancesFile = {
  /** What the file is about, in a few words. */
  readonly allowances: string
  /** The allowances, one entry for each sentence. */
  readonly may_differ: readonly WrittenAllowance[]
}

/** One rule. */
export type HouseRule = {
  /** Stable id, such as acme.token.one-hour. Not one of a shipped requirement. */
  readonly id: string
  /** What a violation counts as: MUST fails, SHOULD warns, MAY is accepted. */
  readonly level: Level
  /** The rule in one sentence. */
  readonly requirement: string
  /** Where it stands in your document. In quotes where it looks like a number. Default: none; reports then name the rules alone. */
  readonly section?: string
  /** What else a reader of `grantcheck explain` should know. */
  readonly pitfalls?: string
}

/** Rules of your own, for scenarios of your own to cite: named in `files:` of a profile, and reported, listed and explained as yours. */
export type RulesFile = {
  /** What the set of rules is called: reports name it where they name an RFC otherwise. */
  readonly rules: string
  /** One entry for each rule. */
  readonly requirements: readonly HouseRule[]
}

/** A URL, a file or a glob; or an object that says more about it. */
export type FleetTarget = string | FleetEntry

/** A target with members of a target file that hold for it alone. Without `target` they have to name the issuer or the base URL. */
export type FleetEntry = {
  /** Issuer or base URL, target file, or glob of target files. */
  readonly target?: string
  /** What the target is called in the table and in the result folder. Default: made from its URL or file name. */
  readonly name?: string
  /** File of failures that are known at this target (relative to this file). */
  readonly baseline?: string
  readonly [name: string]: unknown
}

/** Many targets that are run by one command. Safe to share: it holds no secrets. */
export type FleetFile = {
  /** What the targets are, in a few words. Stands over the table and in every report. */
  readonly fleet: string
  /** The targets: issuers or base URLs, target files, and globs of target files (relative to this file). */
  readonly targets: readonly FleetTarget[]
  /** What holds for every target that does not say otherwise: members of a target file, such as profile, scope, client, limits. */
  readonly defaults?: {
    readonly [name: string]: unknown
  }
  /** Targets at the same time. Default: 4. */
  readonly parallel?: number
  /** How hard one host (name and port) may be worked, by all its targets together. */
  readonly perHost?: {
    /** Targets of one host at the same time. Default: 1. */
    readonly targets?: number
    /** Most requests per second. */
    readonly rate?: number
  }
}
