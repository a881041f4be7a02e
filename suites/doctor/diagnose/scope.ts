import { readAnswer } from '../../decode/answer.ts'
import { at } from '../../decode/pointer.ts'
import type { Evidence } from '../../model/evidence.ts'
import type { Diagnosis } from '../diagnosis.ts'

/** Whether registration lets the client have what the target file names: what it leaves out, no token will have. */
export function scope({ facts, clients, exchanges }: Evidence): readonly Diagnosis[] {
  const registered = exchanges.find(({ id }) => id === clients[0]?.exchange)
  const granted = at(readAnswer(registered).json, '/scope')
  if (facts.scope === undefined || typeof granted !== 'string') return []
  const words = granted.split(' ')
  const missing = facts.scope.split(' ').filter((word) => !words.includes(word))
  if (missing.length === 0) return []
  return [
    {
      kind: 'problem',
      says: `scope not granted: registration leaves out ${missing.join(', ')}, and grants "${granted}"`,
      fix: 'Set scope in the target file to what a client that registers itself may have, or name a client that was registered by hand.',
    },
  ]
}
