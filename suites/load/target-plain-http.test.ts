import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadTarget } from './target.ts'
import { folderOf } from './testing/folder.ts'
import { thrownBy } from './testing/told.ts'

const fileWith = async (plainHttp: string, issuer = 'https://as.lab.test:8443/realm') =>
  join(await folderOf({ 'target.yaml': `issuer: ${issuer}\nplainHttp: ${JSON.stringify(plainHttp)}\n` }), 'target.yaml')

test('plainHttp is a port of the host of the issuer', async () => {
  expect((await loadTarget(await fileWith('http://AS.lab.test'), {})).plainHttp).toBe('http://AS.lab.test')
  expect((await loadTarget(await fileWith('http://as.lab.test:8080/'), {})).plainHttp).toBe('http://as.lab.test:8080/')
})

test.each([
  ['http://other.lab.test', undefined, 'other.lab.test is not the host of the server', 'Write http://as.lab.test.'],
  ['http://as.lab.test:99999', undefined, 'is not a URL', 'Write http://as.lab.test.'],
  ['http://as.lab.test', 'http://as.lab.test:8080', 'the server itself is reached by plain http', 'Leave it out.'],
])('%s with issuer %s', async (plainHttp, issuer, says, fix) => {
  const path = await fileWith(plainHttp, issuer)
  const [problem] = await thrownBy(() => loadTarget(path, {}))
  expect(problem?.message).toContain(says)
  expect(problem?.fix).toBe(fix)
  expect(problem?.at).toBeDefined()
})

test.each([
  'https://as.lab.test',
  'http://as.lab.test/path',
  'http://me:pw@as.lab.test',
  'as.lab.test',
])('plainHttp: %s', async (plainHttp) => {
  const path = await fileWith(plainHttp)
  expect(await thrownBy(() => loadTarget(path, {}))).toHaveLength(1)
})
