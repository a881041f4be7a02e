import { describe, expect, test } from 'vitest'
import { loadShipped } from './shipped.ts'
import { checkSpecs, loadSpecs } from './specs.ts'
import { folderOf } from './testing/folder.ts'
import { goodSpecs } from './testing/good-specs.ts'
import { brief, thrownBy } from './testing/told.ts'

describe('loadSpecs', () => {
  test('links everything by id', async () => {
    const specs = await loadSpecs(await folderOf(goodSpecs))
    expect(Object.keys(specs.requirements)).toEqual(['rfc6749.5.2.error-member', 'rfc6749.5.1.no-store'])
    expect(Object.keys(specs.scenarios)).toEqual(['token/wrong-secret'])
    expect(specs.limitations.refresh?.scenario.id).toBe('limitations/refresh')
    expect(specs.limitations.refresh?.tables[0]?.rows).toHaveLength(2)
    expect(specs.profiles.small).toMatchObject({
      id: 'small',
      target: 'issuer',
      limitations: ['refresh'],
      deviations: [],
    })
    expect(specs.schemas['token-response']).toEqual({ type: 'object', required: ['access_token'] })
  })

  test('names shipped files from the folder specs on', async () => {
    const specs = await loadSpecs(await folderOf(goodSpecs))
    expect(specs.scenarios['token/wrong-secret']?.steps[1]?.expect[0]?.at).toEqual({
      file: 'specs/scenarios/token/wrong-secret.yaml',
      line: 15,
      column: 9,
    })
  })

  test('is plain JSON', async () => {
    const specs = await loadSpecs(await folderOf(goodSpecs))
    expect(JSON.parse(JSON.stringify(specs))).toEqual(specs)
  })

  test('throws all problems of all files, in order', async () => {
    const root = await folderOf({ ...goodSpecs, 'scenarios/a.yaml': 'a: 1\na: 2\n', 'profiles/b.yaml': 'profle: x\n' })
    expect(brief(await thrownBy(() => loadSpecs(root)))).toEqual([
      'specs/profiles/b.yaml:1:1 missing key "version"',
      'specs/profiles/b.yaml:1:1 missing key "title"',
      'specs/profiles/b.yaml:1:1 missing key "description"',
      'specs/profiles/b.yaml:1:1 missing key "target"',
      'specs/profiles/b.yaml:1:1 missing key "clients"',
      'specs/profiles/b.yaml:1:1 missing key "scenarios"',
      'specs/profiles/b.yaml:1:1 unknown key "profle"; did you mean "profile"?',
      'specs/scenarios/a.yaml:2:1 duplicate key a',
    ])
  })

  test('refuses files that are not UTF-8, and schemas that are not JSON Schemas', async () => {
    const root = await folderOf({
      ...goodSpecs,
      'schemas/messages/x.schema.json': '{"type": "objct"}',
      'schemas/messages/y.schema.json': '{"a":1,"a":2}',
    })
    const messages = brief((await checkSpecs(root)).problems)
    expect(messages[0]).toContain('x.schema.json is not a JSON Schema')
    expect(messages[1]).toContain('has members twice: /a')
  })

  test('an empty folder has empty specifications', async () => {
    expect((await loadSpecs(await folderOf({}))).scenarios).toEqual({})
  })
})

describe('profiles that build on each other', () => {
  const extending = (id: string, base: string, more = '') =>
    `profile: ${id}\nextends: ${base}\nversion: "1"\ntitle: t\ndescription: d\n${more}`

  test('take over what the others have, and add to it', async () => {
    const root = await folderOf({
      ...goodSpecs,
      'profiles/a.yaml': extending('a', 'b', 'adds: [token/wrong-secret]\n'),
      'profiles/b.yaml': extending(
        'b',
        'small',
        'severities: [{ requirement: rfc6749.5.2.error-member, severity: warn, because: Kept mild. }]\n',
      ),
    })
    expect((await loadSpecs(root)).profiles.a).toMatchObject({
      scenarios: ['token/*', 'token/wrong-secret'],
      severities: [{ requirement: 'rfc6749.5.2.error-member' }, { requirement: 'rfc6749.5.1.*' }],
    })
  })

  test('do not build on each other in a circle', async () => {
    const root = await folderOf({
      ...goodSpecs,
      'profiles/a.yaml': extending('a', 'b'),
      'profiles/b.yaml': extending('b', 'a'),
    })
    expect(brief((await checkSpecs(root)).problems)).toEqual([
      'specs/profiles/a.yaml:2:10 there is no shipped profile "b"',
      'specs/profiles/b.yaml:2:10 there is no shipped profile "a"',
    ])
  })
})

describe('frozen profiles', () => {
  const frozen = (text: string) => folderOf({ ...goodSpecs, 'frozen/small-1.yaml': text })

  test('are known by profile and version', async () => {
    const root = await frozen('frozen: small\nversion: "0"\nrequirements:\n  rfc6749.5.2.error-member: warn\n')
    expect((await loadSpecs(root)).frozen).toEqual({ 'small@0': { 'rfc6749.5.2.error-member': 'warn' } })
  })

  test('name profiles and requirements that exist', async () => {
    const root = await frozen('frozen: smal\nversion: "0"\nrequirements:\n  rfc6749.5.2.error-membr: warn\n')
    expect(brief((await checkSpecs(root)).problems)).toEqual([
      'specs/frozen/small-1.yaml:1:9 there is no profile "smal"; did you mean "small"?',
      'specs/frozen/small-1.yaml:4:3 there is no requirement "rfc6749.5.2.error-membr"; did you mean "rfc6749.5.2.error-member"?',
    ])
  })
})

describe('digest', () => {
  const digest = async (files: Readonly<Record<string, string>>) =>
    (await checkSpecs(await folderOf(files))).specs?.digest

  test('depends on octets and paths, and on nothing else', async () => {
    const first = await digest(goodSpecs)
    expect(first).toMatch(/^sha256:[0-9a-f]{64}$/)
    expect(await digest(Object.fromEntries(Object.entries(goodSpecs).reverse()))).toBe(first)
    expect(await digest({ ...goodSpecs, 'README.md': 'words' })).toBe(first)
    expect(
      await digest({ ...goodSpecs, 'profiles/small.yaml': `${goodSpecs['profiles/small.yaml']}# more\n` }),
    ).not.toBe(first)
    const { 'requirements/rfc6749.yaml': moved = '', ...others } = goodSpecs
    expect(await digest({ ...others, 'requirements/renamed.yaml': moved })).not.toBe(first)
  })
})

describe('the shipped specifications', () => {
  test('are in order: they load, with requirements and profiles', async () => {
    // Throws every problem of every file. Each file of tests asks for them; they are read once.
    const specs = await loadShipped()
    expect(Object.keys(specs.requirements).length).toBeGreaterThan(500)
    expect(Object.keys(specs.profiles)).toContain('airlock-iam')
  })
})
