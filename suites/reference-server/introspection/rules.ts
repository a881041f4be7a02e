import type { JsonObject } from '../../model/json.ts'
import { badRequest, type Result, refuse } from '../result.ts'
import { type Client, type Context, isPublicClient } from '../state.ts'
import type { Form } from '../wire/form.ts'
import type { Incoming } from '../wire/incoming.ts'
import { jsonReply, type Reply } from '../wire/reply.ts'

export interface IntrospectionRules {
  /** Who asks. A public client has proven nothing and is no caller (RFC 7662 section 2.1). */
  readonly introspectionCaller: (context: Context, incoming: Incoming, form: Form) => Promise<Result<Client>>
  /** What is said of the token (RFC 7662 section 2.2). */
  readonly introspect: (context: Context, token: string, caller: Client) => Promise<JsonObject>
  readonly introspectionReply: (context: Context, token: string, caller: Client) => Promise<Reply>
}

declare module '../state.ts' {
  interface Rules extends IntrospectionRules {}
}

export const introspectionRules: IntrospectionRules = {
  introspectionCaller: async (context, incoming, form) => {
    const client = await context.rules.authenticateClient(context, incoming, form)
    return client.ok && isPublicClient(client.value)
      ? refuse(context.rules.invalidClient(context.rules.readCredentials(incoming, form)))
      : client
  },
  // Tokens of the client credentials grant are not stored, so none is known.
  introspect: async () => ({ active: false }),
  introspectionReply: async (context, token, caller) =>
    jsonReply(200, await context.rules.introspect(context, token, caller), context.rules.sensitiveHeaders()),
}

export const fullIntrospectionRules = {
  // A caller may see its own tokens only; for all others RFC 7662 section 2.2 asks for the answer of an unknown one.
  introspect: async (context, token, caller) => {
    const grant = context.rules.refreshGrant(context, token, caller)
    if (grant) return { active: true, client_id: grant.clientId, scope: grant.scope.join(' ') }
    const recognised = await context.rules.recogniseToken(context, token)
    if (!recognised?.issued || recognised.issued.clientId !== caller.clientId) return { active: false }
    return { active: true, token_type: recognised.issued.binding?.tokenType ?? 'Bearer', ...recognised.claims }
  },
} satisfies Partial<IntrospectionRules>

/** POST to the introspection endpoint (RFC 7662 section 2.1). Hints are not needed: there is one kind of token. */
export async function introspectionEndpoint(context: Context, incoming: Incoming): Promise<Reply> {
  const { rules } = context
  const form = rules.readForm(incoming)
  if (!form.ok) return rules.errorReply(context, form.error)
  const caller = await rules.introspectionCaller(context, incoming, form.value)
  if (!caller.ok) return rules.errorReply(context, caller.error)
  const token = form.value.get('token')
  if (token === undefined) return rules.errorReply(context, badRequest('invalid_request', 'token is missing'))
  const reply = await rules.introspectionReply(context, token, caller.value)
  return rules.signIntrospection(context, incoming, caller.value, reply)
}
