import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadTarget } from './target.ts'
import { targetFromUrl } from './target-url.ts'
import { folderOf } from './testing/folder.ts'
import { brief, thrownBy, told } from './testing/told.ts'

const full = `issuer: https://as.example/tenant
profile: ./mine.yaml
parameters: { as: myAS, env: production, propagationSeconds: 3 }
endpoints: { token: https://as.example/token, resource: "https://api.example/x?y=1" }
client: { client_id: abc, client_secret: { env: CLIENT_SECRET } }
secondClient: { client_id: def, client_secret: { file: second.txt }, token_endpoint_auth_method: client_secret_post }
introspectionClient: { client_id: rs }
initialAccessToken: { env: INITIAL }
scope: read write
resource: https://api.example/
tokenParameters: { audience: urn:api }
registration: { scopes: [], client_name: null }
resourceCheck: offline
headers: { registration: { X-Same-Domain: "1", Authorization: { env: HEADER } } }
tls: { ca: ca.pem, cert: c.pem, key: k.pem }
capabilities: { add: [jwks], remove: [refresh] }
limits: { rate: 5, concurrency: 2, timeout: 2500 }
allowHttp: true
`

const env = { CLIENT_SECRET: 's3cret-one', INITIAL: 'initial-access-1', HEADER: 'Bearer x' }

async function target(text: string, more: Readonly<Record<string, string>> = { 'second.txt': 's3cret-two\n' }) {
  const root = await folderOf({ 'target.yaml': text, ...more })
  return { root, path: join(root, 'target.yaml') }
}

async function problemsOf(text: string, environment: Readonly<Record<string, string | undefined>> = env) {
  const { path, root } = await target(text)
  return (await thrownBy(() => loadTarget(path, environment))).map((problem) => ({
    ...problem,
    ...(problem.at === undefined ? {} : { at: { ...problem.at, file: problem.at.file.replace(`${root}/`, '') } }),
  }))
}

describe('loadTarget', () => {
  test('knows where what it names at the server stands', async () => {
    const { path } = await target(full)
    const { entries = {} } = await loadTarget(path, env)
    const places = Object.entries(entries).map(([name, { file, line, column }]) => [name, file === path, line, column])
    expect(places).toContainEqual(['endpoints.token', true, 4, 14])
    expect(places.map(([name]) => name).toSorted()).toEqual([
      'client',
      'endpoints.resource',
      'endpoints.token',
      'initialAccessToken',
      'introspectionClient',
      'registration',
      'resource',
      'scope',
      'secondClient',
      'tls.cert',
    ])
  })

  test('reads every key, with secrets from environment and file', async () => {
    const { root, path } = await target(full)
    const { entries: _, profileAt, ...loaded } = await loadTarget(path, env)
    expect(profileAt).toMatchObject({ file: path, line: 2 })
    expect(loaded).toEqual({
      named: path,
      issuer: 'https://as.example/tenant',
      profile: join(root, 'mine.yaml'),
      parameters: { as: 'myAS', env: 'production', propagationSeconds: 3 },
      endpoints: { token: 'https://as.example/token', resource: 'https://api.example/x?y=1' },
      client: { client_id: 'abc', client_secret: 's3cret-one', token_endpoint_auth_method: 'client_secret_basic' },
      secondClient: { client_id: 'def', client_secret: 's3cret-two', token_endpoint_auth_method: 'client_secret_post' },
      introspectionClient: { client_id: 'rs', token_endpoint_auth_method: 'none' },
      unnamedMethods: ['client'],
      initialAccessToken: 'initial-access-1',
      scope: 'read write',
      resource: 'https://api.example/',
      tokenParameters: { audience: 'urn:api' },
      registration: { scopes: [], client_name: null },
      resourceCheck: 'offline',
      headers: { registration: { 'X-Same-Domain': '1', Authorization: 'Bearer x' } },
      secretHeaders: ['Authorization'],
      tls: { ca: join(root, 'ca.pem'), cert: join(root, 'c.pem'), key: join(root, 'k.pem') },
      capabilities: { add: ['jwks'], remove: ['refresh'] },
      limits: { rate: 5, concurrency: 2, timeoutMs: 2500 },
      allowHttp: true,
      allowDocumentationHosts: false,
    })
  })

  test('the smallest file; addresses are kept by the letter', async () => {
    expect(await loadTarget((await target('baseUrl: https://as.example/\n')).path, {})).toMatchObject({
      baseUrl: 'https://as.example/',
      parameters: {},
      headers: {},
    })
    expect((await loadTarget((await target('issuer: https://as.example/\n')).path, {})).issuer).toBe(
      'https://as.example/',
    )
  })

  test('secrets that are not there, all of them', async () => {
    expect(
      told(await problemsOf(full.replace('second.txt', 'third.txt'), { CLIENT_SECRET: '', HEADER: 'Bearer x' })),
    ).toMatchInlineSnapshot(`
      "target.yaml:5:49: the environment variable CLIENT_SECRET is empty
      4 | endpoints: { token: https://as.example/token, resource: "https://api.example/x?y=1" }
      5 | client: { client_id: abc, client_secret: { env: CLIENT_SECRET } }
        |                                                 ^^^^^^^^^^^^^
      fix: Set it before the run, for example: export CLIENT_SECRET=…

      target.yaml:6:56: there is no file third.txt
      5 | client: { client_id: abc, client_secret: { env: CLIENT_SECRET } }
      6 | secondClient: { client_id: def, client_secret: { file: third.txt }, token_endpoint_auth_method: client_secret_…
        |                                                        ^^^^^^^^^
      fix: Put the secret into that file; the path is relative to the target file.

      target.yaml:8:28: the environment variable INITIAL is not set
      7 | introspectionClient: { client_id: rs }
      8 | initialAccessToken: { env: INITIAL }
        |                            ^^^^^^^
      fix: Set it before the run, for example: export INITIAL=…"
    `)
  })

  test('a secret that cannot be told from ordinary text, unless the file allows it; no message repeats it', async () => {
    const lines = [
      'issuer: https://as.example',
      'client: { client_id: a, client_secret: { env: A } }',
      'introspectionClient: { client_id: b, client_secret: { file: second.txt } }',
      'initialAccessToken: { env: C }',
    ]
    const { path } = await target(lines.join('\n'), { 'second.txt': 'response_types' })
    const weak = { A: 'Elephant', C: 'x7!' }
    const told = (await thrownBy(() => loadTarget(path, weak))).map(({ at, message, fix }) => [at?.line, message, fix])
    const fix = expect.stringMatching(/^Take a long random secret\..* write allowWeakSecrets: true;/u)
    expect(told).toEqual([
      [2, 'the secret in A is a single word', fix],
      [3, 'the secret in second.txt is made of words of the protocol', fix],
      [4, 'the secret in C is shorter than 8 characters', fix],
    ])
    const allowed = await target([...lines, 'allowWeakSecrets: true'].join('\n'), { 'second.txt': 'response_types' })
    expect((await loadTarget(allowed.path, weak)).client?.client_secret).toBe('Elephant')
  })

  test('literal secrets, which no message repeats', async () => {
    const text =
      'issuer: https://as.example\nclient: { client_id: a, client_secret: hunter2hunter2 }\ninitialAccessToken: hunter2hunter2\n'
    const shown = told(await problemsOf(text))
    expect(shown).not.toContain('hunter2')
    expect(shown).toMatchInlineSnapshot(`
      "target.yaml:2:40: client_secret must not be written into the file
      fix: Put the secret into an environment variable and write client_secret: { env: NAME }, or into a file and write client_secret: { file: path }.

      target.yaml:3:21: initialAccessToken must not be written into the file
      fix: Put the secret into an environment variable and write initialAccessToken: { env: NAME }, or into a file and write initialAccessToken: { file: path }."
    `)
  })

  test('a literal secret in a header of a host', async () => {
    const host = '{ url: "https://b.example", headers: { Cookie: hunter2 } }'
    const shown = told(await problemsOf(`issuer: https://as.example\nhosts: { b: ${host} }\n`))
    expect(shown).toContain('Cookie must not be written into the file')
    expect(shown).not.toContain('hunter2')
  })

  test('a literal secret in a header, which no message repeats', async () => {
    const shown = told(
      await problemsOf(
        'issuer: https://as.example\nheaders:\n  token:\n    authorization: Bearer hunter2\n    "b d": x\n',
      ),
    )
    expect(shown).not.toContain('hunter2')
    expect(shown).toMatchInlineSnapshot(`
      "target.yaml:4:20: authorization must not be written into the file
      fix: Put the value into an environment variable and write authorization: { env: NAME }.

      target.yaml:5:5: "b d" is not the name of a header field
      4 |     authorization: **************
      5 |     "b d": x
        |     ^^^^^"
    `)
  })

  test.each([
    ['issuer: as.example.com', 'the issuer "as.example.com" has no scheme'],
    ['issuer: https://as.example/#x', 'has a fragment'],
    ['issuer: https://as.example/?x', 'has a query'],
    ['issuer: "https://user:pw@as.example"', 'the issuer holds credentials'],
    ['baseUrl: "https://"', 'the base URL "https://" is not an absolute URL'],
    ['issuer: https://a.example\nendpoints: { token: /token }', 'the endpoint "/token" has no scheme'],
    [
      'issuer: https://a.example\nclient: { client_id: a, token_endpoint_auth_method: client_secret_post }',
      'client_secret_post needs a client_secret',
    ],
    ['issuer: https://a.example\nsecondClient: { client_id: a }', 'there is a second client, but no first one'],
    ['issuer: https://a.example\ntls: { cert: a.pem }', 'cert needs key in addition'],
    ['issuer: https://a.example\nlimits: { concurrency: 0 }', 'concurrency must be at least 1'],
    ['isuer: https://a.example', 'unknown key "isuer"; did you mean "issuer"?'],
  ])('%s', async (text, message) => {
    expect(brief(await problemsOf(`${text}\n`)).join('\n')).toContain(message)
  })

  test('token parameters that are members of the request already', async () => {
    const { path } = await target('issuer: https://as.example\ntokenParameters: { scope: read }\n')
    await expect(loadTarget(path, {})).rejects.toThrow(/scope/u)
  })

  test.each([
    'client_id: me',
    'client_secret: x',
    'software_statement: x',
    'jwks: { keys: [] }',
  ])('registration: { %s }', async (member) => {
    const { path } = await target(`issuer: https://as.example\nregistration:\n  ${member}\n`)
    const said = told(await thrownBy(() => loadTarget(path, {})))
    expect(said).toContain('cannot be set for every client of a run')
    expect(said).toContain(`${path}:3:3`)
  })

  test('a file that is not there', async () => {
    expect(told(await thrownBy(() => loadTarget('/nowhere/target.yaml', {})))).toContain('there is no file')
  })
})

describe('targetFromUrl', () => {
  test.each([
    'https://AS.example/x/',
    'http://127.0.0.1:8080/',
    'https://[::1]:8443',
  ])('%s is kept by the letter, and the profile says what it is', (url) => {
    const { issuer, baseUrl, ...target } = targetFromUrl(url)
    expect([issuer, baseUrl]).toEqual([undefined, undefined])
    expect(target).toMatchObject({ named: url, url })
  })

  test.each([
    ['as.example.com', 'Write https://as.example.com.'],
    ['localhost:8080/x', 'Write http://localhost:8080/x.'],
    ['127.0.0.1:9', 'Write http://127.0.0.1:9.'],
    ['//as.example', 'Write https://as.example.'],
    ['htps://as.example', 'Write https://as.example.'],
    ['ftp://as.example', 'Write https://as.example.'],
    ['https://as.example#top', 'Remove the # and all after it.'],
    ['https://user:secret@as.example', 'Remove them; name credentials in a target file, as environment variables.'],
    ['https://as .example', 'Write it like https://as.example.'],
    ['', 'Write it like https://as.example.'],
    [' https://as.example', 'Write it like https://as.example.'],
    ['https://as.example:99999', 'Write it like https://as.example.'],
    ['https://as.example/<x>', 'Percent-encode it.'],
  ])('%j: %s', async (url, fix) => {
    const [problem, ...others] = await thrownBy(() => targetFromUrl(url))
    expect(others).toEqual([])
    expect(problem?.fix).toBe(fix)
    expect(JSON.stringify(problem)).not.toContain('secret@')
  })
})
