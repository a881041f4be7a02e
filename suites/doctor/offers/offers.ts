import type { Evidence } from '../../model/evidence.ts'
import type { Capability } from '../../model/vocabulary.ts'
import type { Diagnosis } from '../diagnosis.ts'
import { triesCertificates } from '../visit.ts'
import { clientAssertions } from './client-assertions.ts'
import { dpop } from './dpop.ts'
import { grants } from './grants.ts'
import { mutualTls } from './mutual-tls.ts'

/**
 * What the metadata announces beyond bearer tokens and client secrets, what a run does with it, and what to write in the target file where
 * something is missing. `tried`: what the profile has scenarios for. Pure.
 */
export function offers(evidence: Evidence, tried: ReadonlySet<Capability>): readonly Diagnosis[] {
  const { capabilities } = evidence.facts
  // Without the grant a run tries none of it.
  if (capabilities.client_credentials?.offered !== true) return [withoutGrant(evidence)]
  return [
    ...clientAssertions(evidence, tried),
    ...(triesCertificates(tried) ? mutualTls(evidence) : []),
    ...(tried.has('dpop') ? dpop(evidence) : []),
    ...grants(evidence, tried),
    ...atResource(evidence, tried),
  ]
}

const withoutGrant = ({ facts }: Evidence): Diagnosis => ({
  kind: 'problem',
  says: `the client credentials grant is not offered: ${facts.capabilities.client_credentials?.because ?? 'nothing says so'}`,
  fix: 'List client_credentials in grant_types_supported (RFC 8414 section 2), or write capabilities: { add: [client_credentials] } in the target file.',
})

/** Tokens that are bound to a key or a certificate are worth something only where somebody looks. */
function atResource({ facts: { capabilities } }: Evidence, tried: ReadonlySet<Capability>): readonly Diagnosis[] {
  const kinds = [
    ...(capabilities.dpop?.offered && tried.has('dpop') ? ['DPoP'] : []),
    ...(capabilities.certificate_bound_tokens?.offered && triesCertificates(tried) ? ['mutual TLS'] : []),
  ]
  if (kinds.length === 0 || capabilities.protected_resource?.offered) return []
  return [
    {
      kind: 'note',
      says: `no protected resource is known: whether one checks tokens that are bound by ${kinds.join(' or ')} is left out`,
      fix: 'If there is one that takes the tokens of test clients, name it as endpoints.resource in the target file.',
    },
  ]
}
