import type { Freedom } from '../../../fixtures/freedoms/freedom.ts'
import { rulesOf } from '../../reference-server/rules.ts'

/**
 * Puts freedoms together that replace different rules of the same kind of server, first come, first served: one run tries them all, and how they go
 * together. Each alone is a run of its own too: `npm run freedoms`.
 */
export function grouped(freedoms: readonly Freedom[]): readonly (readonly Freedom[])[] {
  const groups: { kind: string; taken: Set<string>; members: Freedom[] }[] = []
  for (const freedom of freedoms) {
    const { id, allows: _allows, says: _says, against: _against, rules, ...others } = freedom
    const kind = JSON.stringify(freedom.alone ? { id } : others)
    const names = Object.keys(rules(rulesOf(freedom.mode ?? 'full')))
    const group = groups.find((each) => each.kind === kind && !names.some((name) => each.taken.has(name)))
    group?.members.push(freedom)
    for (const name of group === undefined ? [] : names) group?.taken.add(name)
    if (group === undefined) groups.push({ kind, taken: new Set(names), members: [freedom] })
  }
  return groups.map(({ members }) => members)
}
