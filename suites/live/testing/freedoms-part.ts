import { describe, expect, it } from 'vitest'
import { freedoms } from '../../../fixtures/freedoms/index.ts'
import { grouped } from './freedom-groups.ts'
import { onFreedoms, saidAgainst, warnedOf } from './freedom-runs.ts'

/**
 * The tests of a half of all groups of freedoms: no check may fail a server that decides otherwise where a document leaves the choice to it. These are the
 * longest tests, and a file is run on one core.
 */
export function testFreedoms(half: 0 | 1): void {
  describe('a server that is right in other ways', () => {
    const groups = grouped(freedoms)
      .filter((_, index) => index % 2 === half)
      .map((group) => [group.map(({ id }) => id).join(', '), group] as const)

    it.each(groups)('%s', async (_ids, group) => {
      const report = await onFreedoms(group)
      expect(saidAgainst(report)).toEqual([])
      const against = group.flatMap((freedom) => freedom.against ?? [])
      expect(warnedOf(report).filter((id) => !against.includes(id))).toEqual([])
      expect(report.conclusion).toBe('conformant')
    })
  })
}
