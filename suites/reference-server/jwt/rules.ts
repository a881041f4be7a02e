import { randomBytes, randomUUID } from 'node:crypto'
import { CompactSign } from 'jose'
import type { JsonObject } from '../../model/json.ts'
import type { Access } from '../access/rules.ts'
import type { About, Binding, Client, Context, Issued } from '../state.ts'
import { published, type SigningKey } from './keys.ts'
import { verifyToken } from './verify.ts'

/** What was decided before a token is written down. */
export interface Grant extends Access {
  readonly client: Client
  /** Seconds since 1970. */
  readonly issuedAt: number
  /** Seconds. */
  readonly lifetime: number
  readonly binding?: Binding
  /** Whom the token is about, and who acts (RFC 8693 section 4.1). Absent: the client itself. */
  readonly about?: About
}

type JoseHeader = JsonObject & { readonly alg: string }

export interface JwtRules {
  readonly newTokenId: () => string
  readonly accessTokenClaims: (context: Context, grant: Grant) => JsonObject
  readonly joseHeader: (key: SigningKey) => JoseHeader
  /** Makes a JWS in compact form (RFC 7515 section 7.1). */
  readonly signToken: (context: Context, header: JoseHeader, claims: JsonObject) => Promise<string>
  /** The members of the JWK Set document's `keys` (RFC 7517 section 5). */
  readonly publishedKeys: (context: Context) => Promise<readonly JsonObject[]>
  /** Claims of a token that is genuine, alive and not revoked. */
  readonly recogniseToken: (context: Context, token: string) => Promise<Recognised | undefined>
}

declare module '../state.ts' {
  interface Rules extends JwtRules {}
}

interface Recognised {
  readonly claims: JsonObject
  /** Absent: the server did not keep the token. */
  readonly issued?: Issued
}

/** Airlock IAM's token: `scope` as a JSON array, a custom `random`, and neither iss nor aud nor sub. */
export const jwtRules: JwtRules = {
  newTokenId: () => randomUUID(),
  accessTokenClaims: ({ rules }, { scope, issuedAt, lifetime }) => ({
    iat: issuedAt,
    nbf: issuedAt,
    exp: issuedAt + lifetime,
    jti: rules.newTokenId(),
    random: randomBytes(16).toString('base64url'),
    scope: [...scope],
  }),
  joseHeader: ({ kid, alg }) => ({ kid, alg }),
  signToken,
  publishedKeys: async ({ state }) => [published(await state.key)],
  recogniseToken: async (context, token) => {
    const claims = await verifyToken(context, token)
    return claims && { claims }
  },
}

/** RFC 9068 section 2. */
export const fullJwtRules = {
  accessTokenClaims: (context, { client, scope, resources, details, issuedAt, lifetime, binding, about }) => ({
    iss: context.state.issuer,
    aud: context.rules.audienceOf(context, resources),
    sub: about?.subject ?? client.clientId,
    client_id: client.clientId,
    iat: issuedAt,
    exp: issuedAt + lifetime,
    jti: context.rules.newTokenId(),
    ...(scope.length > 0 ? { scope: scope.join(' ') } : {}),
    ...(details === undefined ? {} : { authorization_details: [...details] }),
    ...(about?.act === undefined ? {} : { act: about.act }),
    ...(binding === undefined ? {} : { cnf: binding.cnf }),
  }),
  joseHeader: ({ kid, alg }) => ({ typ: 'at+jwt', alg, kid }),
  recogniseToken: async (context, token) => {
    const issued = context.state.tokens.get(token)
    const claims = await verifyToken(context, token)
    return issued && claims && { claims, issued }
  },
} satisfies Partial<JwtRules>

async function signToken({ state }: Context, header: JoseHeader, claims: JsonObject): Promise<string> {
  const { privateKey } = await state.key
  const payload = new TextEncoder().encode(JSON.stringify(claims))
  return new CompactSign(payload).setProtectedHeader(header).sign(privateKey)
}
