import { resolveOverrides, withOverrides } from '../request/overrides.ts'
import { type DraftOf, endpointUrl } from './draft.ts'

/** Client registration request (RFC 7591 section 3.1) with the metadata of the scenario's client template. */
export const register: DraftOf = (context) => {
  const found = endpointUrl('registration', context)
  if (found.kind !== 'url') return found
  const resolved = resolveOverrides(context.registration, context.scope, 'json')
  if (resolved.kind !== 'value') return resolved
  const draft = { method: 'POST', url: found.url, endpoint: 'registration', auth: 'initial' } as const
  return { kind: 'draft', ...draft, content: { kind: 'json', members: withOverrides({}, resolved.value) } }
}
