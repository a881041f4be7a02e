import type { Evidence } from '../../model/evidence.ts'
import type { Diagnosis } from '../diagnosis.ts'

/** Whoever has forgotten a proxy looks for the fault everywhere else. */
export function proxy({ facts }: Evidence): readonly Diagnosis[] {
  if (facts.proxy === undefined) return []
  const { url, from } = facts.proxy
  const says = `proxy in use: requests to the target go through ${url} (${from})`
  return [{ kind: 'note', says, fix: 'To reach the target without it, add its host to NO_PROXY.' }]
}
