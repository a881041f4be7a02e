import type { Rules } from '../state.ts'
import { emptyReply, jsonReply } from '../wire/reply.ts'
import type { Variant } from './variant.ts'

/** Revokes a token when the request's hint is this one (none: no hint at all), and refuses every other form of the request. */
export const revokesWith = (hint: string | null): Partial<Rules> => ({
  intercept: ({ rules, state }, endpoint, { text = '' }) => {
    if (endpoint !== 'revocation') return undefined
    const form = new URLSearchParams(text)
    if (form.get('token_type_hint') !== hint)
      return jsonReply(400, { error: 'unsupported_token_type' }, rules.sensitiveHeaders())
    state.revoked.add(form.get('token') ?? '')
    return emptyReply(200, rules.sensitiveHeaders())
  },
})

/** One form of a revocation request works, and others do not: a hint decides what is only to be sped up by it (RFC 7009 section 2.1). */
export const revocationForms: readonly Variant[] = [
  {
    id: 'revocation-needs-no-hint',
    says: 'Refuses revocation requests with token_type_hint as unsupported_token_type, and revokes without.',
    resource: true,
    expected: { refresh: '-', revocation: 'violated', introspection: '-' },
    rules: () => revokesWith(null),
  },
  {
    id: 'revocation-by-refresh-hint',
    says: 'Revokes an access token only where token_type_hint says refresh_token.',
    resource: true,
    expected: { refresh: '-', revocation: 'violated', introspection: '-' },
    rules: () => revokesWith('refresh_token'),
  },
  {
    id: 'revocation-needs-no-hint-unseen',
    says: 'Refuses revocation requests with token_type_hint, takes them without, and nothing shows what it does then.',
    expected: { refresh: '-', revocation: 'inconclusive', introspection: '-' },
    rules: () => revokesWith(null),
  },
]
