import { expect, it } from 'vitest'
import { sixtyFindings } from '../../reports/samples.ts'
import { brokenLinks, madeOf, siteRun, textAt } from './testing.ts'

it('a fleet of 200 servers, or 60 findings of 9 versions, makes no page of 500 kB', () => {
  const fleet = Array.from({ length: 200 }, (_, index) => siteRun(`tenant-${index}`, '5.0'))
  const versions = Array.from({ length: 9 }, (_, index) => siteRun('acme', `5.${index}`, sixtyFindings()))
  const files = madeOf([...fleet, ...versions])
  const large = files.filter(({ path, text }) => path.endsWith('.html') && Buffer.byteLength(text) > 500_000)
  expect(large.map(({ path, text }) => `${path}: ${text.length}`)).toEqual([])
  expect(brokenLinks(files)).toEqual([])
  expect(textAt(files, 'index.html')).toContain('table 9')
  expect(textAt(files, 'servers/acme.html')).toContain('1 older version only in the data')
})
