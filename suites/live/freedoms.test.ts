import { describe, expect, it } from 'vitest'
import { freedoms } from '../../fixtures/freedoms/index.ts'
import { freedomsPage } from '../../scripts/pages/freedoms-page.ts'
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

  it('says so once, in a sentence, with the place that allows it', () => {
    expect(new Set(freedoms.map(({ id }) => id)).size).toBe(freedoms.length)
    expect(freedoms.filter(({ says }) => !/^[A-Z].*\.$/u.test(says))).toEqual([])
    expect(
      freedoms.filter(
        ({ allows }) => !/^(?:RFC \d{4} (?:section [\d.]+|appendix [A-Z][\d.]*)|.+, section [\dA.]+)$/u.test(allows),
      ),
    ).toEqual([])
  })

  it('stands in docs/freedoms.md', async () => {
    await expect(freedomsPage(freedoms)).toMatchFileSnapshot('../../docs/freedoms.md')
  })
})
