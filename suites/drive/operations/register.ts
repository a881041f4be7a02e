import { resolveOverrides, withOverrides } from '../request/overrides.ts'
import { type DraftOf, endpointUrl } from './draft.ts'

/** Client registration request (RFC 7591 section 3.1) with the metadata of the scenario's client template, and what the target file adds to it. */
export const register: DraftOf = (context) => {
  const found = endpointUrl('registration', context)
  if (found.kind !== 'url') return found
  const resolved = resolveOverrides(context.registration, context.scope, 'json')
  if (resolved.kind !== 'value') return resolved
  const draft = { method: 'POST', url: found.url, endpoint: 'registration', auth: 'initial' } as const
  const added = Object.entries(context.target.registration ?? {}).map(
    ([name, value]) => [name, value ?? undefined] as const,
  )
  return {
    kind: 'draft',
    ...draft,
    content: { kind: 'json', members: withOverrides({}, [...resolved.value, ...added]) },
  }
}
