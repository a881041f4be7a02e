import type { Evidence } from '../../model/evidence.ts'
import type { Diagnosis } from '../diagnosis.ts'

/** Whether the server offers the grant of machines at all. */
export function grant({ facts: { capabilities } }: Evidence): readonly Diagnosis[] {
  const { client_credentials: fact } = capabilities
  if (fact?.denied !== true || fact.offered) return []
  return [
    {
      kind: 'problem',
      says: `client_credentials is not listed: ${fact.because}`,
      fix: 'Add it to grant_types_supported if machines get tokens here. Else a run judges only what needs no token, and is inconclusive unless the target file says capabilities: { remove: [client_credentials] }.',
    },
  ]
}
