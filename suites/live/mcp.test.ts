import { expect, it } from 'vitest'
import { mcpPage } from '../../scripts/pages/mcp-page.ts'
import { specs } from './testing/engine.ts'

const mcp = specs.elsewhere.filter(({ project }) => project.includes('/modelcontextprotocol/'))
const tests = mcp.flatMap((file) => file.tests)

it('docs/mcp.md is up to date', async () => {
  await expect(mcpPage(mcp, specs)).toMatchFileSnapshot('../../docs/mcp.md')
})

it('each identifier of theirs is held against a requirement that is judged, or says why not', () => {
  const silent = tests.filter(
    ({ requirements = [], remark }) =>
      remark === undefined && !requirements.some((id) => specs.requirements[id]?.excluded === undefined),
  )
  expect(silent.map(({ id }) => id)).toEqual([])
})

it('the identifiers of the authorization server are all there', () => {
  const known = tests.map(({ id }) => id)
  expect(known).toEqual(expect.arrayContaining(['authorization-server-metadata-cimd', 'sep-1932-as-token-binding']))
  expect(known.filter((id) => id.startsWith('sep-1932-as-'))).toHaveLength(4)
})
