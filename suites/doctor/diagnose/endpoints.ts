import type { Evidence } from '../../model/evidence.ts'
import type { Diagnosis } from '../diagnosis.ts'

/** Which endpoints are known, and from where. */
export function endpoints({ facts }: Evidence): readonly Diagnosis[] {
  const known = Object.entries(facts.endpoints).map(
    ([name, endpoint]): Diagnosis => ({ kind: 'good', says: `${name}: ${endpoint.url} (from ${endpoint.from})` }),
  )
  if (facts.endpoints.token !== undefined) return known
  return [
    ...known,
    {
      kind: 'blocking',
      says: 'no token endpoint is known',
      fix: 'Name it as endpoints.token in the target file, or check the issuer.',
    },
  ]
}
