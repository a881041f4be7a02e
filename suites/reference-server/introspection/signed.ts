import { CompactSign } from 'jose'
import type { JsonObject } from '../../model/json.ts'
import { type Client, type Context, now } from '../state.ts'
import type { Incoming } from '../wire/incoming.ts'
import { parseJsonObject } from '../wire/json.ts'
import type { Reply } from '../wire/reply.ts'

const mediaType = 'application/token-introspection+jwt'

/** JWT responses of the introspection endpoint (RFC 9701). */
export interface SignedIntrospectionRules {
  /** Empty: the server does not sign its answers. */
  readonly introspectionAlgs: () => readonly string[]
  readonly wantsSigned: (incoming: Incoming) => boolean
  readonly introspectionClaims: (context: Context, caller: Client, answer: JsonObject) => JsonObject
  readonly introspectionHeader: (alg: string, kid: string) => JsonObject & { readonly alg: string }
  readonly introspectionType: () => string
  readonly signIntrospection: (context: Context, incoming: Incoming, caller: Client, reply: Reply) => Promise<Reply>
}

declare module '../state.ts' {
  interface Rules extends SignedIntrospectionRules {}
}

export const signedIntrospectionRules: SignedIntrospectionRules = {
  introspectionAlgs: () => [],
  wantsSigned: (incoming) =>
    (incoming.header('accept') ?? '').split(',').some((range) => range.split(';')[0]?.trim() === mediaType),
  introspectionClaims: ({ state }, caller, answer) => ({
    iss: state.issuer,
    aud: caller.clientId,
    iat: now(),
    token_introspection: answer,
  }),
  introspectionHeader: (alg, kid) => ({ typ: 'token-introspection+jwt', alg, kid }),
  introspectionType: () => mediaType,
  signIntrospection: asAsked,
}

export const fullSignedIntrospectionRules = {
  introspectionAlgs: () => ['RS256'],
} satisfies Partial<SignedIntrospectionRules>

/** The answer as a signed JWT, where the caller asks for one and the server can make it. */
export async function asAsked(context: Context, incoming: Incoming, caller: Client, reply: Reply): Promise<Reply> {
  const { state, rules } = context
  const answer = reply.status === 200 ? parseJsonObject(reply.text ?? '') : undefined
  if (!answer || rules.introspectionAlgs().length === 0 || !rules.wantsSigned(incoming)) return reply
  const { alg, kid, privateKey } = await state.key
  const payload = new TextEncoder().encode(JSON.stringify(rules.introspectionClaims(context, caller, answer)))
  const text = await new CompactSign(payload).setProtectedHeader(rules.introspectionHeader(alg, kid)).sign(privateKey)
  return { ...reply, headers: { ...reply.headers, 'Content-Type': rules.introspectionType() }, text }
}
