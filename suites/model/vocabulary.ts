// Made from specs/schemas: edit those, then run "npm run types:generate".

/** What a step does. */
export const operations = [
  'register',
  'read_client',
  'update_client',
  'delete_client',
  'token',
  'introspect',
  'revoke',
  'refresh',
  'exchange',
  'jwt_grant',
  'metadata',
  'jwks',
  'resource',
  'resource_metadata',
  'http',
  'tls',
] as const
export type Operation = (typeof operations)[number]

/** An endpoint that a server can have. */
export const endpointNames = [
  'metadata',
  'registration',
  'token',
  'introspection',
  'revocation',
  'jwks',
  'resource',
] as const
export type EndpointName = (typeof endpointNames)[number]

/** Something that a server can offer. */
export const capabilities = [
  'metadata',
  'jwks',
  'registration',
  'client_credentials',
  'other_grants_only',
  'client_secret_basic',
  'client_secret_post',
  'client_secret_jwt',
  'private_key_jwt',
  'mtls',
  'tls_client_auth',
  'self_signed_tls_client_auth',
  'certificate_bound_tokens',
  'client_certificate',
  'public_client',
  'second_client',
  'introspection',
  'revocation',
  'refresh',
  'protected_resource',
  'initial_access_token',
  'software_statement',
  'token_exchange',
  'subject_token',
  'exchange_audience',
  'second_exchange_audience',
  'jwt_bearer',
  'disabled_issuer',
  'id_jag',
  'authorization_endpoint',
  'resource_indicators',
  'second_resource',
  'rar',
  'authorization_details',
  'dpop',
  'dpop_demanded',
  'jwt_introspection',
  'token_expiry_wait',
  'jwks_hosting',
  'canary',
  'key_set_client',
  'plain_http',
  'tls',
  'https',
  'scope',
  'oidc',
  'fapi2',
  'mcp',
  'smart',
  'jwt_access_token',
  'opaque_access_token',
  'rfc9068_access_token',
  'registration_management',
] as const
export type Capability = (typeof capabilities)[number]

/** Capabilities that only the answers of a server can show: a registration response, a token. */
export const learntCapabilities = [
  'jwt_access_token',
  'opaque_access_token',
  'rfc9068_access_token',
  'registration_management',
] as const
export type LearntCapability = (typeof learntCapabilities)[number]

/** Well-known places of a metadata document: RFC 8414 section 3.1 inserts, OpenID Connect Discovery section 4 appends. */
export const metadataPlaces = [
  'inserted',
  'appended',
  'openid',
  'openid_inserted',
] as const
export type MetadataPlace = (typeof metadataPlaces)[number]

/** Client authentication methods (RFC 7591 section 2, token_endpoint_auth_method). */
export const authMethods = [
  'client_secret_basic',
  'client_secret_post',
  'none',
  'private_key_jwt',
  'client_secret_jwt',
  'tls_client_auth',
  'self_signed_tls_client_auth',
] as const
export type AuthMethod = (typeof authMethods)[number]

/** Deliberate defects of client authentication, each wrong in exactly one respect. missing_secret: client_id alone; case_changed_client, case_changed_secret: every letter in its other case; near_miss_secret: the last character changed; extended_secret: `:x` appended; other_clients_secret needs `second`; documentation_literal: the page's `username:password`; both_methods: Basic and body; raw_basic: without form encoding. With the genuine values: tab_separator, no_separator, scheme_alone, other_scheme, two_credentials (in one field). */
export const authDefects = [
  'wrong_secret',
  'unknown_client',
  'case_changed_client',
  'empty_secret',
  'missing_secret',
  'near_miss_secret',
  'case_changed_secret',
  'truncated_secret',
  'other_clients_secret',
  'documentation_literal',
  'no_authentication',
  'both_methods',
  'malformed_basic',
  'unpadded_basic',
  'raw_basic',
  'lower_case_scheme',
  'credentials_in_query',
  'extended_secret',
  'double_encoded_basic',
  'empty_user',
  'nul_in_secret',
  'nul_in_client_id',
  'tab_separator',
  'no_separator',
  'scheme_alone',
  'other_scheme',
  'two_credentials',
] as const
export type AuthDefect = (typeof authDefects)[number]

/** Faults in the octets of a client assertion, which no header or claim can express. The signature fits the octets, unless it is the fault: zero_signature, zero_r and order_r_s are numbers that no ECDSA signature has. hmac_...: HS256, keyed by what the server may have in place of a secret. */
export const assertionFaults = [
  'broken_signature',
  'empty_signature',
  'der_signature',
  'zero_signature',
  'zero_r',
  'order_r_s',
  'hmac_public_pem',
  'hmac_public_pem_trimmed',
  'hmac_public_der',
  'hmac_public_jwk',
  'hmac_empty_key',
  'hmac_zero_key',
  'hmac_decoded_secret',
  'header_text_after',
  'header_trailing_comma',
  'header_utf16',
  'claims_array',
  'claims_not_utf8',
  'white_space',
  'two_parts',
  'two_joined',
  'sent_twice',
] as const
export type AssertionFault = (typeof assertionFaults)[number]

/** Kinds of key pairs that the engine makes: the algorithm they are for (RFC 7518 section 3.1, RFC 8037, RFC 9864), and an RSA key that is too short. */
export const keyKinds = [
  'ES256',
  'ES384',
  'ES512',
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'EdDSA',
  'Ed25519',
  'RS256_1024',
] as const
export type KeyKind = (typeof keyKinds)[number]

/** Client certificates of a run. self_signed and lookalike are made for it and have the same subject, other has another; configured is the target file's, and spoofed has its names, but stems from an authority that nobody knows. */
export const certificateNames = [
  'self_signed',
  'lookalike',
  'other',
  'configured',
  'spoofed',
] as const
export type CertificateName = (typeof certificateNames)[number]

/** What to do to the value: break_signature, strip_signature and alg_none spoil a JWT; truncate and append change the end; half is the first half of a text, first_80 its first 80 characters (or all but 4, where there are not more); swap_case and upper_case the letters; reverse_words and first_word a space-separated text; append_nul adds a NUL character; stretch repeats the text up to 16384 characters, stretch_4001 and its like up to that many; alter_claims changes the claims of a JWT under its signature; scheme is the part of a URL before the colon; upper_case_host and percent_encode write a URI differently; add_userinfo and add_dot_segments are URLs that lead to the same place, with a user and with /x/.. in them; trailing_slash adds a slash at the end, or takes it away; join_words makes one text of a list, with blanks between. */
export const derivations = [
  'break_signature',
  'truncate',
  'append',
  'alg_none',
  'swap_case',
  'upper_case',
  'reverse_words',
  'first_word',
  'add_fragment',
  'add_userinfo',
  'add_dot_segments',
  'strip_signature',
  'append_nul',
  'stretch',
  'scheme',
  'upper_case_host',
  'percent_encode',
  'longer_path',
  'trailing_slash',
  'half',
  'first_80',
  'stretch_4001',
  'stretch_20001',
  'stretch_65536',
  'alter_claims',
  'join_words',
] as const
export type Derivation = (typeof derivations)[number]

/** Realistic, fresh values: made from the run's seed, the scenario and the place. */
export const fakeNames = [
  'company.name',
  'person.name',
  'internet.email',
  'uri.client',
  'uri.redirect',
  'uri.logo',
  'uri.policy',
  'uri.tos',
  'software.id',
  'software.version',
] as const
export type FakeName = (typeof fakeNames)[number]

/** Values that only an operator can supply, in the target file. */
export const suppliedNames = [
  'refresh_token',
  'software_statement',
  'subject_token',
] as const
export type SuppliedName = (typeof suppliedNames)[number]

/** Unguessable values, made from the run's seed. */
export const randomNames = [
  'opaque',
  'jwt',
  'uuid',
  'word',
  'scope',
  'urn',
] as const
export type RandomName = (typeof randomNames)[number]

/** JSON types of a value. `number` includes integers. */
export const valueTypes = [
  'string',
  'integer',
  'number',
  'boolean',
  'array',
  'object',
  'null',
] as const
export type ValueType = (typeof valueTypes)[number]

/** Repertoires of characters, as the OAuth documents name them (RFC 6749 appendix A, RFC 6750 section 2.1): vschar (printable ASCII), nqchar and nqschar (without quotation mark and backslash), b64token (what a bearer token may hold), scope (words separated by one blank), error_text. */
export const charsets = [
  'vschar',
  'nqchar',
  'nqschar',
  'b64token',
  'scope',
  'error_text',
] as const
export type Charset = (typeof charsets)[number]

/** What a text can look like: a URI, an https URI, a URI without a part after #, a UUID, base64url, or a scope. */
export const formats = [
  'uri',
  'https_uri',
  'uri_without_fragment',
  'uuid',
  'base64url',
  'scope',
] as const
export type Format = (typeof formats)[number]

/** Kinds of answer, told apart before any body is judged; none: no answer came. */
export const answerKinds = [
  'json',
  'jwt',
  'html',
  'redirect',
  'empty',
  'other',
  'none',
] as const
export type AnswerKind = (typeof answerKinds)[number]

/** Things that a server can document as not supported. */
export const limitationIds = [
  'refresh',
  'revocation',
  'introspection',
] as const
export type LimitationId = (typeof limitationIds)[number]

/** What the findings of this file are about. security: somebody gets what is not theirs. protocol: what the documents ask of the server. form: how an answer is written. */
export const findingClasses = [
  'security',
  'protocol',
  'form',
] as const
export type FindingClass = (typeof findingClasses)[number]

/** What only the run as a whole shows. answers_differ: the same request is answered in one way now and in another way later. refused_later: credentials that were accepted are refused later. quota: registrations are refused after some were accepted. lock: a client is refused after wrong credentials for it. rate: the server says that requests come too fast. */
export const histories = [
  'answers_differ',
  'refused_later',
  'quota',
  'lock',
  'rate',
] as const
export type History = (typeof histories)[number]

/** All status codes that begin with this digit: 4xx is 400 to 499. */
export const statusClasses = [
  '2xx',
  '3xx',
  '4xx',
  '5xx',
] as const
export type StatusClass = (typeof statusClasses)[number]

/** Versions of SSL and TLS, as a ClientHello offers them. unknown: a reserved value that no server knows (RFC 8701). */
export const tlsVersions = [
  'SSL 3.0',
  'TLS 1.0',
  'TLS 1.1',
  'TLS 1.2',
  'TLS 1.3',
  'unknown',
] as const
export type TlsVersion = (typeof tlsVersions)[number]

/** Classes of cipher suites (suites/decode/tls/cipher-suites.ts). recommended: the four of RFC 9325 section 4.2; weak: NULL, RC4, RC2, DES and export; anonymous: without a certificate of the server; triple_des; static_rsa, static_dh, dhe: the other suites with these key exchanges; ecdhe_cbc, ecdhe_other: the other suites with ephemeral ECDH; tls13: those of TLS 1.3; unknown: a reserved value that no server knows (RFC 8701). */
export const cipherKinds = [
  'recommended',
  'weak',
  'anonymous',
  'triple_des',
  'static_rsa',
  'static_dh',
  'dhe',
  'ecdhe_cbc',
  'ecdhe_other',
  'tls13',
  'unknown',
] as const
export type CipherKind = (typeof cipherKinds)[number]

/** What can be seen of a TLS connection. answer: server_hello, alert, closed (without a word), not_tls, or connected. Of an offer: alert (its name), version, suite, compression, extensions, downgrade_mark (the version that the end of the random value names). Of a connection: trust (trusted, or the code of what is wrong), names_host, validity (valid, expired or not_yet_valid), key_type, key_bits, signatures (algorithms by which the certificate and those above it are signed, without the anchor). */
export const tlsFacts = [
  'answer',
  'alert',
  'version',
  'suite',
  'compression',
  'extensions',
  'downgrade_mark',
  'trust',
  'names_host',
  'validity',
  'key_type',
  'key_bits',
  'signatures',
] as const
export type TlsFact = (typeof tlsFacts)[number]

/** What a check can be about. */
export const subjectNames = [
  'status',
  'header',
  'json',
  'schema',
  'jwt',
  'time',
  'relation',
  'rejection',
  'tls',
  'fetched',
  'not_fetched',
] as const
export type SubjectName = (typeof subjectNames)[number]

/** Keys of a condition that have a meaning of their own. Every other key names a matrix key. */
export const conditionKeys = [
  'capability',
  'lacks',
  'param',
  'answer',
  'fetched',
  'omitted',
] as const
export type ConditionKey = (typeof conditionKeys)[number]
