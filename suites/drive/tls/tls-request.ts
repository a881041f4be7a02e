import { at } from '../../decode/pointer.ts'
import type { Scope } from '../../language/scope.ts'
import type { TargetFacts } from '../../model/evidence.ts'
import type { TlsSpec } from '../../model/language.ts'
import type { Built } from '../request/context.ts'

/** Where a step looks at TLS and what it offers, in the form of a request. */
export function tlsRequest(spec: TlsSpec, { facts, client }: Pick<Scope, 'facts' | 'client'>): Built {
  const url = spec.at === 'client' ? at(client, '/registration_client_uri') : addressOf(spec.at, facts)
  if (typeof url !== 'string' || !URL.canParse(url))
    return { kind: 'skipped', because: `the target has no ${nameOf(spec)}` }
  if (!url.startsWith('https:')) return { kind: 'skipped', because: `the ${nameOf(spec)} is reached by plain http` }
  // A certificate may be looked at wherever a document may be read. What is odd is offered to nobody whom the user has not named.
  const body = spec.offer === undefined ? {} : { body: JSON.stringify(spec.offer) }
  return {
    kind: 'request',
    request: { method: 'TLS', url: `${new URL(url).origin}/`, headers: [], ...body, handshake: spec },
  }
}

const addressOf = (
  name: Exclude<TlsSpec['at'], 'client'>,
  { issuer, baseUrl, endpoints }: TargetFacts,
): string | undefined => (name === 'target' ? (issuer ?? baseUrl ?? endpoints.token?.url) : endpoints[name]?.url)

const nameOf = ({ at: name }: TlsSpec): string =>
  name === 'client' ? 'client configuration endpoint' : name === 'target' ? 'address' : `${name} endpoint`
