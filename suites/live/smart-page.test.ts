import { expect, it } from 'vitest'
import { smartPage } from '../../scripts/pages/smart-page.ts'
import { specs } from './testing/engine.ts'

const inferno = specs.elsewhere.filter(({ project }) => project.includes('/smart-app-launch-test-kit'))

it('docs/smart.md is up to date', async () => {
  const [file] = inferno
  if (file === undefined) throw new Error('specs/smart-conformance.yaml is not among the specifications')
  await expect(smartPage(file, specs)).toMatchFileSnapshot('../../docs/smart.md')
})

it('each of their requirements is held against one of ours, or says why not', () => {
  const tests = inferno.flatMap(({ tests: all }) => all)
  expect(tests).toHaveLength(86)
  expect(tests.filter(({ requirements = [], remark }) => requirements.length === 0 && remark === undefined)).toEqual([])
})

it('their table names no test for a server row of asymmetric clients', () => {
  const rows = inferno.flatMap(({ tests }) => tests).filter(({ page }) => page === 'client-confidential-asymmetric')
  expect(rows).toHaveLength(21)
  expect(rows.filter(({ verifiedBy }) => verifiedBy !== undefined)).toEqual([])
})
