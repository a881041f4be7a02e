/** A certificate: a run, what it was judged by, and signatures over both. specs/schemas/bundle.schema.json. */
export interface Bundle {
  readonly format: 1
  readonly mediaType: 'application/vnd.grantcheck.bundle+json'
  /** By name: "report.json", "evidence.json", and "baseline.yaml" and "attestations.yaml" where they were given. */
  readonly files: Readonly<Record<string, string>>
  /** DSSE envelope around an in-toto Statement. */
  readonly envelope: Envelope
  /** The same Statement as JWS in compact serialization. */
  readonly jws: string
  /** The public key, as JWK. */
  readonly key: PublicJwk
  /** A TimeStampToken (RFC 3161) over the text of this bundle without this member, base64 of its DER. */
  readonly timestamp?: string
  /** Last member: a truncated file cannot pass for a whole one. */
  readonly complete: true
}

/** DSSE 1.0.0, JSON envelope. */
export interface Envelope {
  readonly payloadType: string
  /** base64. */
  readonly payload: string
  readonly signatures: readonly { readonly keyid: string; readonly sig: string }[]
}

/** RFC 7517, with the times of a key that ends. */
export interface PublicJwk {
  readonly kty: 'OKP' | 'EC'
  readonly crv: 'Ed25519' | 'P-256'
  readonly x: string
  readonly y?: string
  /** RFC 7638 thumbprint. */
  readonly kid: string
  /** Seconds since 1970. */
  readonly iat?: number
  readonly exp?: number
}

/** From when until when a certificate counts. ISO 8601, UTC. */
export interface Validity {
  readonly notBefore: string
  readonly notAfter: string
}
