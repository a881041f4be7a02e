import { describe, expect, it } from 'vitest'
import { freedoms } from '../../fixtures/freedoms/index.ts'
import { grouped } from './testing/freedom-groups.ts'
import { onFreedoms, saidAgainst, warnedOf } from './testing/freedom-runs.ts'

// No check may fail a server that decides otherwise where a document leaves the choice to it.

describe('a server that is right in other ways', () => {
  const groups = grouped(freedoms).map((group) => [group.map(({ id }) => id).join(', '), group] as const)

  it.each(groups)('%s', async (_ids, group) => {
    const report = await onFreedoms(group)
    expect(saidAgainst(report)).toEqual([])
    const against = group.flatMap((freedom) => freedom.against ?? [])
    expect(warnedOf(report).filter((id) => !against.includes(id))).toEqual([])
    expect(report.conclusion).toBe('conformant')
  })
})
