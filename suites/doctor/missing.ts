import type { TargetFacts } from '../model/evidence.ts'
import type { EndpointName } from '../model/vocabulary.ts'
import type { Diagnosis } from './diagnosis.ts'

/** What a run leaves out where the endpoint is not known. */
const without: readonly (readonly [name: EndpointName, says: string])[] = [
  ['introspection', 'no introspection endpoint is known: what the server says of its tokens is not checked'],
  ['revocation', 'no revocation endpoint is known: revocation is not checked'],
  ['jwks', 'no jwks_uri is known: signatures of access tokens are not checked'],
]

/** What the target does not offer, as far as discovery can tell, and what the run leaves out for it. Pure. */
export function missing(facts: TargetFacts): readonly Diagnosis[] {
  return [...secondClient(facts), ...endpoints(facts)]
}

/** Where clients cannot register themselves, only the operator has another one. */
function secondClient({ clientMethod, capabilities }: TargetFacts): readonly Diagnosis[] {
  if (clientMethod === undefined || capabilities.second_client?.offered !== false) return []
  const says =
    'no second client is known: what one client must not do with the tokens and codes of another is not checked'
  return [
    {
      kind: 'note',
      says,
      fix: 'Make another client of the same kind by hand, and name it as secondClient in the target file.',
    },
  ]
}

function endpoints(facts: TargetFacts): readonly Diagnosis[] {
  return without
    .filter(([name]) => facts.endpoints[name] === undefined)
    .map(([name, says]) => ({
      kind: 'note',
      says,
      fix: `If the server has one, publish it in its metadata or name it as endpoints.${name} in the target file.`,
    }))
}
