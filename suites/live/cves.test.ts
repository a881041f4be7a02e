import { expect, it } from 'vitest'
import { mutants } from '../../fixtures/mutants/index.ts'
import { cvesPage } from '../../scripts/pages/cves-page.ts'
import { specs } from './testing/engine.ts'

const all = Object.values(specs.vulnerabilities)

it('docs/cves.md is up to date', async () => {
  await expect(cvesPage(all, mutants)).toMatchFileSnapshot('../../docs/cves.md')
})

it('each mutant that is a known fault names an entry of the bank, which is seen', () => {
  const known = new Set(all.filter(({ pattern }) => pattern !== undefined).map(({ id }) => id))
  expect(mutants.flatMap(({ cves = [] }) => cves.filter((id) => !known.has(id)))).toEqual([])
})

it('each entry that is seen has a mutant, which breaks a requirement that it names', () => {
  const unproven = all.filter(
    ({ id, pattern, requirements = [] }) =>
      pattern !== undefined &&
      !mutants.some(
        ({ cves = [], breaks, also = [] }) =>
          cves.includes(id) && [breaks, ...also].some((each) => requirements.includes(each)),
      ),
  )
  expect(unproven.map(({ id }) => id)).toEqual([])
})
