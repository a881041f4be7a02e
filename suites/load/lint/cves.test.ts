import { expect, test } from 'vitest'
import { loadSpecs } from '../specs.ts'
import { folderOf } from '../testing/folder.ts'
import { goodSpecs } from '../testing/good-specs.ts'
import { problems } from '../testing/problems.ts'
import { brief, thrownBy } from '../testing/told.ts'

const entry = (id: string, more: string): string =>
  `  - { id: ${id}, product: p, flow: f, fault: A fault., looks: It shows., reference: "https://example.com/", ${more} }\n`
const folder = (...entries: readonly string[]) => folderOf({ ...goodSpecs, 'cves.yaml': `cves:\n${entries.join('')}` })

test('known vulnerabilities are found by id', async () => {
  const { vulnerabilities } = await loadSpecs(await folder(entry('CVE-2026-0001', 'unseen: Nobody can.')))
  expect(vulnerabilities['CVE-2026-0001']).toMatchObject({ product: 'p', unseen: 'Nobody can.' })
})

test('known vulnerabilities name what exists, once', async () => {
  const told = await thrownBy(async () =>
    loadSpecs(
      await folder(
        entry('CVE-1', 'aliases: [GHSA-1], unseen: Nobody can.'),
        entry('GHSA-1', 'requirements: [rfc6749.5.2.error-membr], unseen: Nobody can.'),
        entry('CVE-2', 'pattern: [{ check: ["token/wrong-secret:refusd:*"] }]'),
      ),
    ),
  )
  expect(brief(told).map((each) => each.replace(/:\d+ /u, ' '))).toEqual([
    'specs/cves.yaml:3 duplicate identifier GHSA-1',
    'specs/cves.yaml:3 there is no requirement "rfc6749.5.2.error-membr"; did you mean "rfc6749.5.2.error-member"?',
    'specs/cves.yaml:4 "token/wrong-secret:refusd:*" matches no step of a scenario',
  ])
})

test('known vulnerabilities are seen, or say why not', () => {
  expect(problems('cves', `cves:\n${entry('CVE-1', 'year: 2026')}`)).toContain('x.yaml:2')
  expect(problems('cves', `cves:\n${entry('CVE-1', 'unseen: Nobody., partly: Half.')}`)).toContain('x.yaml:2')
})
