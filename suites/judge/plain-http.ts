import type { Evidence } from '../model/evidence.ts'
import type { Plan } from '../model/plan.ts'

/** In one line: what was not judged since the target file does not say where plain HTTP is answered, and how to change that. */
export function plainHttpNotes({ rows }: Plan, { facts }: Evidence): readonly string[] {
  const { https, plain_http: plain } = facts.capabilities
  if (https?.offered !== true || plain === undefined || plain.offered) return []
  const without = rows.filter(({ applies }) => applies.kind === 'not-applicable' && applies.because === plain.because)
  const word = without.length === 1 ? 'row' : 'rows'
  return without.length === 0
    ? []
    : [`not judged: ${without.length} scenario ${word} about what is served without TLS: ${plain.because}`]
}
