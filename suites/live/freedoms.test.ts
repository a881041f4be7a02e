import { describe, expect, it } from 'vitest'
import { freedoms } from '../../fixtures/freedoms/index.ts'
import { freedomsPage } from '../../scripts/pages/freedoms-page.ts'

describe('a server that is right in other ways', () => {
  it('says so once, in a sentence, with the place that allows it', () => {
    expect(new Set(freedoms.map(({ id }) => id)).size).toBe(freedoms.length)
    expect(freedoms.filter(({ says }) => !/^[A-Z].*\.$/u.test(says))).toEqual([])
    expect(
      freedoms.filter(
        ({ allows }) =>
          !/^(?:RFC \d{4,5} (?:section [\d.]+|appendix [A-Z][\d.]*)|.+, section [\dA.]+|.+, page [a-z-]+)$/u.test(
            allows,
          ),
      ),
    ).toEqual([])
  })

  it('stands in docs/freedoms.md', async () => {
    await expect(freedomsPage(freedoms)).toMatchFileSnapshot('../../docs/freedoms.md')
  })
})
