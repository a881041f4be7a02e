import { expect, test } from 'vitest'
import { loadSpecs } from '../specs.ts'
import { folderOf } from '../testing/folder.ts'
import { goodSpecs } from '../testing/good-specs.ts'
import { problems } from '../testing/problems.ts'
import { brief, thrownBy } from '../testing/told.ts'

const head = 'elsewhere: Theirs\nproject: https://example.com/\nread: "1"\ntests:\n'
const folder = (...tests: readonly string[]) =>
  folderOf({ ...goodSpecs, 'mcp-conformance.yaml': `${head}${tests.map((test) => `  - ${test}\n`).join('')}` })

test('identifiers elsewhere are loaded with what is asked here', async () => {
  const { elsewhere } = await loadSpecs(await folder('{ id: a, requirements: [rfc6749.5.2.error-member] }'))
  expect(elsewhere).toMatchObject([{ elsewhere: 'Theirs', tests: [{ id: 'a' }] }])
})

test('they name what exists, once', async () => {
  const told = await thrownBy(async () =>
    loadSpecs(await folder('{ id: a, requirements: [rfc6749.5.2.error-membr] }', '{ id: a, remark: Not here. }')),
  )
  expect(brief(told).map((each) => each.replace(/:\d+ /u, ' '))).toEqual([
    'specs/mcp-conformance.yaml:5 there is no requirement "rfc6749.5.2.error-membr"; did you mean "rfc6749.5.2.error-member"?',
    'specs/mcp-conformance.yaml:6 duplicate identifier a',
  ])
})

test('an identifier without a requirement says why', () => {
  expect(problems('elsewhere', `${head}  - { id: a }\n`)).toContain('x.yaml:5')
})
