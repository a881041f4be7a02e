import { describe, expect, it } from 'vitest'
import { loadShipped } from '../suites/load/shipped.ts'
import { citation, sectionParts, sourceUrl } from './sections.ts'

const urls = (source: string, section: string): readonly string[] =>
  sectionParts(source, section).flatMap(({ url }) => url?.replace('https://www.rfc-editor.org/rfc/', '') ?? [])

describe('sectionParts', () => {
  it.each([
    ['RFC 6749', '5.2', ['rfc6749#section-5.2']],
    ['RFC 8414', '2, 3.3', ['rfc8414#section-2', 'rfc8414#section-3.3']],
    ['RFC 6749', '5.2, A.10', ['rfc6749#section-5.2', 'rfc6749#appendix-A.10']],
    ['RFC 7523', '3 (3); 5.2 (RFC 7521)', ['rfc7523#section-3', 'rfc7521#section-5.2']],
    ['RFC 7591', '3.2.1 (with RFC 6749 5.1)', ['rfc7591#section-3.2.1', 'rfc6749#section-5.1']],
    ['RFC 9068', '2.2.3 (RFC 8693 4.2)', ['rfc9068#section-2.2.3', 'rfc8693#section-4.2']],
    [
      'RFC 7523',
      '3 (4), 3 (10) (RFC 7523), 4.1.4, 4.1.5 (RFC 7519)',
      ['rfc7523#section-3', 'rfc7523#section-3', 'rfc7519#section-4.1.4', 'rfc7519#section-4.1.5'],
    ],
    ['draft-ietf-oauth-v2-1-16', '1.5', ['https://datatracker.ietf.org/doc/html/draft-ietf-oauth-v2-1-16#section-1.5']],
    ['Airlock IAM: Client Credentials grant usage', 'Step 1', []],
  ])('%s section %s', (source, section, expected) => {
    expect(urls(source, section)).toEqual(expected)
  })

  it('keeps the text of every row of the catalogue, and makes addresses that are URIs', async () => {
    const { requirements } = await loadShipped()
    for (const { source, section } of Object.values(requirements)) {
      const parts = sectionParts(source, section)
      expect(parts.map(({ text }) => text).join('')).toBe(section)
      for (const { url } of parts) expect(url ?? 'https://x').toMatch(/^https:\/\/[\w./-]+(?:#[\w.-]+)?$/u)
      if (source.startsWith('RFC ')) expect(sourceUrl(source, section)).toMatch(/#(?:section|appendix)-/u)
    }
  })
})

describe('citation', () => {
  it.each([
    ['5.2', 'RFC 6749 section 5.2'],
    ['', 'RFC 6749'],
  ])('of section "%s"', (section, expected) => {
    expect(citation({ source: 'RFC 6749', section })).toBe(expected)
  })
})
