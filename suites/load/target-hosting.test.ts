import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadTarget } from './target.ts'
import { folderOf } from './testing/folder.ts'
import { thrownBy } from './testing/told.ts'

async function fileWith(hosting: string) {
  const root = await folderOf({ 'target.yaml': `issuer: https://as.lab.test\nhosting: ${hosting}\n` })
  return { root, path: join(root, 'target.yaml') }
}

test('the files of the listener lie beside the target file', async () => {
  const { root, path } = await fileWith(
    '{ publicUrl: https://ci.lab.test/run, listen: "[::]:8443", tls: { cert: ci.pem, key: ci.key } }',
  )
  expect((await loadTarget(path, {})).hosting).toEqual({
    publicUrl: 'https://ci.lab.test/run',
    listen: '[::]:8443',
    tls: { cert: join(root, 'ci.pem'), key: join(root, 'ci.key') },
  })
})

test('on this machine it is enough to say that internal addresses are forbidden', async () => {
  const { path } = await fileWith('{ internal: true }')
  expect((await loadTarget(path, {})).hosting).toEqual({ internal: true })
})

test.each([
  ['{ publicUrl: "ci:1", listen: "127.0.0.1:99" }', 'has no scheme'],
  ['{ publicUrl: https://ci.lab.test/?a, listen: "127.0.0.1:99" }', 'has a query'],
  ['{ publicUrl: https://ci.lab.test, listen: "127.0.0.1:99999" }', 'there is no port 99999'],
  ['{ publicUrl: https://ci.lab.test, listen: "8443" }', 'listen'],
  ['{ listen: "127.0.0.1:99" }', 'publicUrl'],
  ['{ internal: true, canary: 127.0.0.999 }', 'there is no address 127.0.0.999'],
  ['{ canary: 127.0.0.1 }', 'internal'],
  ['{}', 'hosting'],
])('%s', async (hosting, says) => {
  const { path } = await fileWith(hosting)
  const [problem] = await thrownBy(() => loadTarget(path, {}))
  expect(problem?.message).toContain(says)
  expect(problem?.at).toBeDefined()
})

const withClient = async (jwksUri: string, more = ''): Promise<string> => {
  const hosting = '{ publicUrl: https://ci.lab.test/run/, listen: "127.0.0.1:99" }'
  const file = `issuer: https://as.lab.test\nhosting: ${hosting}\nclient: { client_id: abc, jwksUri: ${jwksUri}${more} }\n`
  return join(await folderOf({ 'target.yaml': file }), 'target.yaml')
}

test('the run makes the keys of a client whose set it serves', async () => {
  const { client } = await loadTarget(await withClient('https://ci.lab.test/run/keys.json'), {})
  expect(client).toEqual({
    client_id: 'abc',
    jwks_uri: 'https://ci.lab.test/run/keys.json',
    token_endpoint_auth_method: 'private_key_jwt',
  })
})

test.each([
  ['https://keys.lab.test/keys.json', 'the run does not serve this key set, and has no key of it'],
  ['https://ci.lab.test/running/keys.json', 'the run does not serve this key set, and has no key of it'],
  ['ci.lab.test/run/keys.json', 'has no scheme'],
])('a client with its keys at %s', async (uri, says) => {
  const [problem] = await thrownBy(async () => loadTarget(await withClient(uri), {}))
  expect(problem?.message).toContain(says)
  expect(problem?.at).toBeDefined()
})

test('keys elsewhere are the business of whoever has them', async () => {
  const path = await withClient('https://keys.lab.test/keys.json', ', private_key: { env: KEY }')
  expect((await loadTarget(path, { KEY: 'a private key' })).client).toMatchObject({ private_key: 'a private key' })
})
