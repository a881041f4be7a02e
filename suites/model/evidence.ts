import type { EntryName } from './entry.ts'
import type { ParameterValue } from './language.ts'
import type { Row } from './scenario.ts'
import type { Source } from './source.ts'
import type { Product, Target } from './target.ts'
import type { AuthMethod, Capability, CertificateName, EndpointName, Operation } from './vocabulary.ts'

/** Everything that a run saw, as plain JSON, with every secret replaced by a tag. The judge reads nothing else. */
export interface Evidence {
  readonly format: 1
  readonly tool: { readonly name: 'grantcheck'; readonly version: string; readonly specsDigest: string }
  readonly run: RunRecord
  readonly profile: { readonly id: string; readonly version: string }
  /** What the run was told. Absent: evidence of a version that did not say so, of which the requests cannot be made again. */
  readonly declaration?: Declaration
  readonly facts: TargetFacts
  readonly clients: readonly ClientRecord[]
  readonly scenarios: readonly ScenarioRun[]
  /** Rows in which something failed, run once more, alone. Absent: evidence of a version that did not do so. */
  readonly again?: readonly ScenarioRun[]
  readonly exchanges: readonly Exchange[]
  /** Requests to what the run hosts that belong to no row: by anybody. */
  readonly strays?: readonly Inbound[]
  /** By tag, such as "access_token#3f2a". */
  readonly secrets: Readonly<Record<string, SecretFacts>>
  readonly leftBehind: readonly string[]
  /** What shows that the server itself has issued tokens (`run --keep-expired-signatures`). Absent: nothing was to be kept. */
  readonly keptSignatures?: KeptSignatures
  /** Last member: a truncated file cannot pass for a finished run. */
  readonly complete: boolean
}

/** What decides which requests a run makes, besides the answers. */
export interface Declaration {
  /** With a tag for each secret, and the public half of each key. */
  readonly target: Target
  readonly concurrency: number
  readonly keepClients: boolean
}

export interface RunRecord {
  readonly id: string
  readonly seed: number
  /** The nonce that the seed follows from (`run --challenge`). Absent: the seed is any number. */
  readonly challenge?: string
  /** ISO 8601, UTC, milliseconds. */
  readonly startedAt: string
  readonly durationMs: number
  readonly only: readonly string[]
  readonly skip: readonly string[]
  readonly interrupted: boolean
  /** Whether every row in which something failed was run once more. Absent: evidence of a version that did not do so. */
  readonly confirmed?: boolean
  /** Why the run stopped before its end: the server did not want to be asked any more, or the time or the budget of requests was over. */
  readonly stopped?: string
  /** True: the time for the whole run was over. */
  readonly deadline?: true
  /** True: the budget of requests was used up. */
  readonly budget?: true
}

/** What a token is bound to by the request for it: the key of a DPoP proof (RFC 9449), or the client certificate of the connection (RFC 8705). */
export type TokenProof = 'dpop' | Extract<CertificateName, 'self_signed' | 'configured'>

/** What is known of the target, and where each fact came from. */
export interface TargetFacts {
  readonly named: string
  readonly product?: Product
  readonly issuer?: string
  readonly baseUrl?: string
  readonly scope?: string
  readonly resource?: string
  readonly secondResource?: string
  /** JSON text (RFC 9396 section 2). */
  readonly authorizationDetails?: string
  /** Audience of an exchanged token (RFC 8693 section 2.1), and another one. */
  readonly exchangeAudience?: string
  readonly secondExchangeAudience?: string
  /** Issuer of JWTs that the server takes as authorization grants (RFC 7523 section 2.1). */
  readonly assertionIssuer?: string
  readonly resourceCheck?: 'online' | 'offline'
  /** What client assertions are addressed to: the first of issuer and token endpoint that the server was seen to accept. */
  readonly audience?: string
  /** The typ of client assertions, where the server was seen to accept one that has it. Absent: they have none. */
  readonly assertionTyp?: string
  /** What the server was seen to demand of every token request: it issues none that just anyone can use. Absent: nothing. */
  readonly tokenProof?: TokenProof
  /** True: a client that presents a certificate needs no DPoP proof, which others do. */
  readonly certificateProves?: true
  /** How the client of the target file authenticates. Absent: the file has none. */
  readonly clientMethod?: AuthMethod
  /** True: a new access token ends the one before of the same client, so rows that share a client run one after the other. */
  readonly oneTokenPerClient?: true
  readonly loopback: boolean
  /** Through which the target is reached, and the variable of the environment that names it. */
  readonly proxy?: { readonly url: string; readonly from: string }
  readonly https: boolean
  readonly registers: boolean
  readonly parameters: Readonly<Record<string, ParameterValue>>
  readonly endpoints: Readonly<Partial<Record<EndpointName, EndpointFact>>>
  readonly capabilities: Readonly<Partial<Record<Capability, CapabilityFact>>>
  readonly metadata?: MetadataFact
  /** What the target file names at the server. Absent: no file describes the target. */
  readonly entries?: Readonly<Partial<Record<EntryName, EntryFact>>>
  /** Set when the run could not begin: nothing answers, TLS fails, nothing behaves like an authorization server. */
  readonly blocker?: string
}

interface EntryFact {
  /** Where it stands in the target file. */
  readonly at: Source
  /** The exchange that used it first. Absent: nothing has. */
  readonly exchange?: number
  /** The exchange that asked the same URL without parameters and credentials, where the first answer looked as if nothing was there. */
  readonly bare?: number
}

export interface EndpointFact {
  readonly url: string
  /** The URL in the metadata document, where the target file sends requests to another one: what the server calls itself in assertions and proofs. */
  readonly published?: string
  readonly from: 'target file' | 'metadata' | 'profile'
  /** True: a metadata document was found and does not name it. */
  readonly omittedByMetadata: boolean
}

export interface CapabilityFact {
  readonly offered: boolean
  readonly because: string
  /** The profile is about it, and the server says that it does not offer it. */
  readonly denied?: true
}

export interface MetadataFact {
  readonly exchange: number
  readonly url: string
  /** Why nothing of the document is used. Absent: it is. */
  readonly unused?: string
  /** Why the issuer is that of the document, where the user wrote the same one in another form. Absent: it is as written. */
  readonly adopted?: string
  /** True: the target file states an issuer that differs from the document's in its form alone (a slash at the end, letter case), so nothing is judged before a person has looked. */
  readonly misnamed?: true
  readonly form: 'inserted' | 'appended' | 'openid' | 'openid_inserted' | 'explicit'
}

/** One registered or configured client. */
export interface ClientRecord {
  /** Template, and scenario row for a fresh one. */
  readonly key: string
  readonly template: string
  readonly configured: boolean
  readonly client_id?: string
  /** The exchange that registered it. */
  readonly exchange?: number
  /** Exchanges of earlier attempts, and why another one was needed. */
  readonly attempts: readonly { readonly exchange: number; readonly because: string }[]
  /** Why there is no such client. */
  readonly blocked?: string
}

export interface ScenarioRun {
  /** Scenario id, with the row in brackets: "token/invalid-client[client_secret_basic,wrong_secret]". */
  readonly id: string
  readonly scenario: string
  readonly row: Row
  /** Keys into `clients`. */
  readonly client?: string
  readonly second?: string
  readonly steps: Readonly<Record<string, StepRun>>
  /** What the server fetched of the documents that the row hosts, in order. */
  readonly fetches?: readonly Fetch[]
}

/** A request that came to the run itself. */
export interface Inbound {
  readonly method: string
  /** Path and query. */
  readonly target: string
  readonly headers: readonly HeaderField[]
  /** Never the address itself. */
  readonly from: 'loopback' | 'private' | 'public'
  /** ISO 8601, UTC, milliseconds. */
  readonly at: string
}

/** A request of the server for a document that a row hosts, and how it was answered. */
export interface Fetch extends Inbound {
  readonly document: string
  /** The step in whose time it came: from just before its request until the next step begins. */
  readonly step: string
  /** Octets of the body that were taken. */
  readonly octets: number
  /** left: the server closed the connection early. closed: the document says so. refused: the run serves no more. open: it was still under way at the end of the row. */
  readonly ended: 'complete' | 'left' | 'closed' | 'refused' | 'open'
}

export type StepRun =
  /** `exchanges`: ids in the order sent; the last one counts. */
  | {
      readonly kind: 'sent'
      readonly exchanges: readonly number[]
      /** Exchange that minted the token in use, when the step has `live`. */
      readonly minted?: number
    }
  | { readonly kind: 'skipped'; readonly because: string }
  | { readonly kind: 'blocked'; readonly because: string }

export interface Exchange {
  readonly id: number
  /** Scenario row id, or one of "discovery", "entry", "clients", "clean-up". */
  readonly owner: string
  readonly step: string
  readonly operation: Operation
  /** The fault of client authentication that was sent on purpose (`auth.defect` of the step). */
  readonly defect?: string
  readonly request: RecordedRequest
  readonly response?: RecordedResponse
  /** Set instead of `response`. */
  readonly failure?: TransportFailure
  /** What a step that only looks at TLS has seen. Set instead of `response`. */
  readonly tls?: TlsSeen
}

/** What was seen of a TLS connection, in words of the documents. No secret is in it: all of it is sent in the clear, or to anybody. */
export interface TlsSeen {
  readonly answer: 'server_hello' | 'alert' | 'closed' | 'not_tls' | 'connected'
  readonly alert?: string
  /** What the server has chosen. */
  readonly version?: string
  readonly suite?: string
  readonly compression?: string
  /** Of the ServerHello. */
  readonly extensions?: readonly string[]
  readonly downgrade_mark?: string
  /** `trusted`, or the code of what is wrong with the chain. Attested by the run, which knows the anchors. */
  readonly trust?: string
  readonly names_host?: boolean
  readonly subject?: string
  readonly issuer?: string
  readonly names?: string
  readonly not_before?: string
  readonly not_after?: string
  readonly key_type?: string
  /** Of an RSA modulus. */
  readonly key_bits?: number
  /** Algorithms by which the certificate and those above it are signed, without the anchor. */
  readonly signatures?: readonly string[]
  readonly 'x5t#S256'?: string
}

export interface RecordedRequest {
  readonly method: string
  readonly url: string
  readonly headers: readonly HeaderField[]
  readonly body?: Body
  /** The client certificate that the connection has for a server that asks for one. Attested by the run. */
  readonly certificate?: RecordedCertificate
  /** ISO 8601, UTC, milliseconds. */
  readonly sentAt: string
}

/** `none`: the step chose to have no certificate. */
export type RecordedCertificate =
  | { readonly name: 'none' }
  | { readonly name: CertificateName; readonly subject: string; readonly 'x5t#S256': string }

export interface RecordedResponse {
  readonly status: number
  /** As received: order and repetition kept. */
  readonly headers: readonly HeaderField[]
  readonly body: Body
  /** Octets received, before redaction. */
  readonly bytes: number
  readonly receivedAt: string
  readonly durationMs: number
}

export type HeaderField = readonly [name: string, value: string]

/** `text` when the octets are valid UTF-8. */
export type Body = { readonly text: string } | { readonly base64: string }

export interface TransportFailure {
  /** not-sent: we have not asked, for the reason that the message gives. */
  readonly code: 'refused' | 'timeout' | 'tls' | 'reset' | 'dns' | 'too-large' | 'protocol' | 'interrupted' | 'not-sent'
  readonly message: string
  /** The proxy that ended the exchange: it did not answer, or not with a tunnel. */
  readonly proxy?: ProxyFailure
}

export interface ProxyFailure {
  /** The variable of the environment that names it. */
  readonly variable: string
  /** What it answered to CONNECT, if it did. */
  readonly status?: number
}

export type SecretKind =
  | 'client_secret'
  | 'registration_access_token'
  | 'access_token'
  | 'refresh_token'
  | 'credentials'
  | 'assertion'
  /** An answer that is itself a JWT (RFC 9701). */
  | 'signed_response'
  | 'secret'

/** What may be said of a secret without showing it. Attested by the run that saw the value. */
export interface SecretFacts {
  readonly kind: SecretKind
  /** Characters (code points). */
  readonly length: number
  readonly bits: number
  /** Charsets of the vocabulary that all its characters fit. */
  readonly charsets: readonly string[]
  /** Of a JWT in compact form: how long its signature is. */
  readonly signatureOctets?: number
  /** Present when the value is a JWT in compact form: what checking its signature against the JWKS said. */
  readonly signature?: SignatureFact
}

/** Signatures of access tokens that are of no use to anybody: expired, and of a client that was deleted. */
export interface KeptSignatures {
  /** By the tag of the token: the third part of the JWT. Header and payload are in the answer that has the tag. */
  readonly signatures: Readonly<Record<string, string>>
  /** How many access tokens have none here, and why. */
  readonly notKept: readonly { readonly because: string; readonly tokens: number }[]
}

export type SignatureFact =
  | { readonly kind: 'verified'; readonly kid?: string; readonly alg: string }
  | { readonly kind: 'wrong'; readonly problem: string }
  /** No keys are published, or they could not be read. */
  | { readonly kind: 'unknown'; readonly because: string }
