import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Specs } from '../model/specs.ts'
import { loadSpecs } from './specs.ts'
import { folderOf } from './testing/folder.ts'
import { goodSpecs } from './testing/good-specs.ts'
import { thrownBy, told } from './testing/told.ts'
import { lintFiles, loadProfileFile } from './user-files.ts'

let specs: Specs
beforeAll(async () => {
  specs = await loadSpecs(await folderOf(goodSpecs))
})

const ownScenario = (goodSpecs['scenarios/token/wrong-secret.yaml'] ?? '').replace(
  'scenario: token/wrong-secret',
  'scenario: own/wrong-secret',
)

const extending = `profile: mine
extends: small
version: "2"
parameters:
  as: { default: theirAS }
  extra: { default: 5, description: More. }
clients:
  public: { title: Public, attempts: [{ metadata: { token_endpoint_auth_method: none }, after: first }] }
severities:
  - { requirement: rfc6749.5.1.no-store, severity: accepted, because: Known. }
files: [own/*.yaml]
`

async function written(files: Readonly<Record<string, string>>): Promise<string> {
  return folderOf(files)
}

describe('loadProfileFile', () => {
  test('extends a shipped profile and adds scenario files', async () => {
    const root = await written({ 'mine.yaml': extending, 'own/wrong-secret.yaml': ownScenario })
    const { profile, specs: extended } = await loadProfileFile(join(root, 'mine.yaml'), specs)
    expect(profile).toMatchObject({
      id: 'mine',
      version: '2',
      title: 'Small',
      target: 'issuer',
      parameters: { as: { default: 'theirAS', description: 'Name of the server.' }, extra: { default: 5 } },
      scenarios: ['token/*', 'own/wrong-secret'],
      limitations: ['refresh'],
    })
    expect(Object.keys(profile.clients)).toEqual(['confidential', 'public'])
    expect(profile.severities.map((rule) => rule.severity)).toEqual(['accepted', 'warn'])
    expect(profile).not.toHaveProperty('extends')
    expect(profile).not.toHaveProperty('files')
    expect(Object.keys(extended.scenarios)).toEqual(['token/wrong-secret', 'own/wrong-secret'])
    expect(extended.profiles.mine).toEqual(profile)
    expect(extended.scenarios['own/wrong-secret']?.at.file).toBe(join(root, 'own/wrong-secret.yaml'))
    expect(Object.keys(specs.profiles)).toEqual(['small'])
  })

  test("the digest covers the user's files too, wherever they lie", async () => {
    const files = { 'mine.yaml': extending, 'own/wrong-secret.yaml': ownScenario }
    const digest = async (of: Readonly<Record<string, string>>) =>
      (await loadProfileFile(join(await written(of), 'mine.yaml'), specs)).specs.digest
    const first = await digest(files)
    expect(first).not.toBe(specs.digest)
    expect(await digest(files)).toBe(first)
    expect(await digest({ ...files, 'mine.yaml': `${extending}# more\n` })).not.toBe(first)
    expect(await digest({ ...files, 'own/wrong-secret.yaml': `${ownScenario}# more\n` })).not.toBe(first)
  })

  test('a profile that stands alone', async () => {
    const root = await written({
      'p.yaml': (goodSpecs['profiles/small.yaml'] ?? '').replace('profile: small', 'profile: alone'),
    })
    expect((await loadProfileFile(join(root, 'p.yaml'), specs)).profile.id).toBe('alone')
  })

  test.each([
    ['extends: smal', 'extends: small', 'there is no shipped profile "smal"; did you mean "small"?'],
    ['files: [nothing/*.yaml]', 'files: [own/*.yaml]', 'no file fits "nothing/*.yaml"'],
    ['files: [own/b.yaml]', 'files: [own/*.yaml]', 'there is no file'],
    ['scenarios: [jwt/*]\nfiles:', 'files:', 'no scenario fits "jwt/*"'],
  ])('%s', async (other, text, message) => {
    const root = await written({ 'mine.yaml': extending.replace(text, other), 'own/wrong-secret.yaml': ownScenario })
    expect(told(await thrownBy(() => loadProfileFile(join(root, 'mine.yaml'), specs)))).toContain(message)
  })

  test('a scenario must not take a shipped id, and may be wrong itself', async () => {
    const root = await written({
      'mine.yaml': extending,
      'own/wrong-secret.yaml': goodSpecs['scenarios/token/wrong-secret.yaml'] ?? '',
      'own/b.yaml': ownScenario.replace('kind: negative', 'kind: wrong'),
    })
    const text = told(await thrownBy(() => loadProfileFile(join(root, 'mine.yaml'), specs)))
    expect(text).toContain('specs/scenarios/token/wrong-secret.yaml has the same id')
    expect(text).toContain('kind cannot be "wrong"')
  })

  test('a file that is not there', async () => {
    expect(told(await thrownBy(() => loadProfileFile('/nowhere/x.yaml', specs)))).toContain(
      'there is no file /nowhere/x.yaml',
    )
  })
})

describe('lintFiles', () => {
  test('tells kinds apart by the first key', async () => {
    const root = await written({
      'wrong-secret.yaml': ownScenario.replace('$matrix.auth_method', '$matrix.x'),
      'profile.yaml': extending.replace('files: [own/*.yaml]', ''),
      'target.yaml': 'issuer: as.example\n',
      'target2.yaml': 'profile: small\nbaseUrl: https://as.example\n',
      'requirements.yaml': (goodSpecs['requirements/rfc6749.yaml'] ?? '')
        .replaceAll('id: rfc6749', 'id: own')
        .replace('count: 2', 'count: 1'),
      'refresh.yaml': (goodSpecs['limitations/refresh.yaml'] ?? '').replace('R1: {', 'R9: {'),
      'strange.yaml': 'scenaro: x\n',
    })
    const names = ['wrong-secret', 'profile', 'target', 'target2', 'requirements', 'refresh', 'strange']
    const problems = await lintFiles(
      names.map((name) => join(root, `${name}.yaml`)),
      specs,
    )
    expect(told(problems).replaceAll(`${root}/`, '')).toMatchInlineSnapshot(`
      "refresh.yaml:16:27: there is no step "R9"; did you mean "R1"?
      15 |     rows:
      16 |       - when: { answer: { R9: { grants: true } } }
         |                           ^^

      requirements.yaml:4:8: count is 1, but there are 2 requirements
      3 | text_basis: RFC text
      4 | count: 1
        |        ^
      fix: Correct the number, or bring back the lost entry.

      strange.yaml:1:1: cannot tell what this file is by its first key "scenaro"; did you mean "scenario"?
      1 | scenaro: x
        | ^^^^^^^
      fix: Begin the file with one of scenario, limitation, profile, document, proof, findings, cves, elsewhere, frozen, baseline, attestations, allowances, rules, fleet, issuer, baseUrl, fhirBaseUrl.

      target.yaml:1:9: the issuer "as.example" has no scheme
      1 | issuer: as.example
        |         ^^^^^^^^^^
      fix: Write https://as.example.

      wrong-secret.yaml:10:30: there is no matrix key "x"
       9 |     control: true
      10 |     token: { auth: { method: $matrix.x } }
         |                              ^^^^^^^^^
      fix: There is only auth_method."
    `)
  })

  test('a shipped file may be linted as it is', async () => {
    const root = await folderOf(
      Object.fromEntries(Object.entries(goodSpecs).map(([path, text]) => [`specs/${path}`, text])),
    )
    expect(await lintFiles([join(root, 'specs/scenarios/token/wrong-secret.yaml')], specs)).toEqual([])
  })

  test('files refer to each other', async () => {
    const root = await written({
      'wrong-secret.yaml': ownScenario.replace('rfc6749.5.2.error-member', 'own.5.2.error-member'),
      'b.yaml': (goodSpecs['requirements/rfc6749.yaml'] ?? '').replaceAll('id: rfc6749', 'id: own'),
    })
    expect(told(await lintFiles([join(root, 'wrong-secret.yaml'), join(root, 'b.yaml')], specs))).toBe('')
    expect(told(await lintFiles([join(root, 'wrong-secret.yaml')], specs))).toContain(
      'there is no requirement "own.5.2.error-member"',
    )
  })

  test('a profile brings its scenario files along', async () => {
    const root = await written({
      'mine.yaml': extending.replace('files:', 'scenarios: [own/wrong-secret]\nfiles:'),
      'own/wrong-secret.yaml': ownScenario,
    })
    const profile = join(root, 'mine.yaml')
    expect(told(await lintFiles([profile], specs))).toBe('')
    expect(told(await lintFiles([profile, join(root, 'own/wrong-secret.yaml')], specs))).toBe('')
    const empty = await written({ 'mine.yaml': extending })
    expect(told(await lintFiles([join(empty, 'mine.yaml')], specs))).toContain('no file fits "own/*.yaml"')
  })

  test('a file that cannot be read', async () => {
    expect(told(await lintFiles(['/nowhere.yaml', '/tmp'], specs))).toMatchInlineSnapshot(`
      "/nowhere.yaml:1:1: there is no file /nowhere.yaml
      fix: Correct the path.

      /tmp:1:1: /tmp is a folder, not a file
      fix: Name the files in it: /tmp/*.yaml."
    `)
  })
})
