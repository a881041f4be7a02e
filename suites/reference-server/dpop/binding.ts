import { ok, type Result, refuse } from '../result.ts'
import type { Binding, Client, Context } from '../state.ts'
import type { Incoming } from '../wire/incoming.ts'
import { provenKey } from './check-proof.ts'

export interface BindingRules {
  /** The binding of the token that the request asks for; undefined: a bearer token. */
  readonly tokenBinding: (context: Context, incoming: Incoming, client: Client) => Promise<Result<Binding | undefined>>
  readonly boundToken: (jkt: string) => Binding
}

declare module '../state.ts' {
  interface Rules extends BindingRules {}
}

export const bindingRules: BindingRules = {
  // RFC 9449 section 5: a request with a proof asks for a token that is bound to its key, one without gets a bearer token.
  tokenBinding: async (context, incoming, client) => {
    const { rules } = context
    const key = await provenKey(context, incoming)
    if (!key.ok) return key
    if (key.value !== undefined) return ok(rules.boundToken(key.value))
    return rules.mustProve(client)
      ? refuse(rules.invalidProof('this client must send a DPoP proof'))
      : ok(rules.certificateBinding(context, client, incoming))
  },
  boundToken: (jkt) => ({ cnf: { jkt }, tokenType: 'DPoP' }),
}
