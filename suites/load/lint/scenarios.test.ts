import { describe, expect, test } from 'vitest'
import { goodSpecs } from '../testing/good-specs.ts'
import { limitationFile, problemsOf, refused, scenarioFile, spoilt } from '../testing/spoilt.ts'
import { brief, told } from '../testing/told.ts'
import { readYaml } from '../yaml/yaml-file.ts'
import { scenarioIdProblems } from './scenario-ids.ts'

describe('scenarios', () => {
  test('an id that is not the path', async () => {
    expect(
      told(await spoilt(scenarioFile, 'scenario: token/wrong-secret', 'scenario: token/wrong-secrets')),
    ).toMatchInlineSnapshot(`
      "specs/scenarios/token/wrong-secret.yaml:1:11: the id must be "token/wrong-secret", like the file
      1 | scenario: token/wrong-secrets
        |           ^^^^^^^^^^^^^^^^^^^
      fix: Write scenario: token/wrong-secret, or move the file."
    `)
  })

  test.each([
    ['rules/my/health.yaml', 'my/health', undefined],
    ['rules/my/health.yaml', 'health', undefined],
    ['rules/health.yaml', 'acme/health', undefined],
    ['other/health.yaml', 'acme/health', undefined],
    ['other/health.yaml', 'acme/helth', 'the id must be "acme/health", like the file'],
    ['rules/my/health.yaml', 'my/helth', 'the id must be "my/health", like the file'],
    ['rules/my/health.yaml', 'team/health', 'the id must be "my/health", like the file'],
    ['rules/scenarios/my/health.yaml', 'health', 'the id must be "my/health", like the file'],
  ])('outside specs/scenarios: %s is %s', (file, id, problem) => {
    const [read, profile] = [readYaml(file, `scenario: ${id}\n`), readYaml('rules/mine.yaml', 'profile: mine\n')]
    if (!read.ok || !profile.ok) throw new Error('a file could not be read')
    const raw = { scenario: id, title: 'Health', kind: 'conformance', steps: [] } as const
    const mine = { profile: 'mine', extends: 'rfc' } as const
    const files = { scenarios: [{ raw, yaml: read.yaml }], profiles: [{ raw: mine, yaml: profile.yaml }] }
    expect(scenarioIdProblems(files).map(({ message }) => message)).toEqual(problem === undefined ? [] : [problem])
  })

  test('a requirement that does not exist, and none at all', async () => {
    expect(
      told(await spoilt(scenarioFile, 'rfc6749.5.2.error-member', 'rfc6749.5.2.eror-member')),
    ).toMatchInlineSnapshot(`
      "specs/scenarios/token/wrong-secret.yaml:15:24: there is no requirement "rfc6749.5.2.eror-member"; did you mean "rfc6749.5.2.error-member"?
      14 |     expect:
      15 |       - { requirement: rfc6749.5.2.eror-member, json: { at: /error, equals: invalid_client } }
         |                        ^^^^^^^^^^^^^^^^^^^^^^^"
    `)
    expect(told(await spoilt(scenarioFile, 'requirement: rfc6749.5.2.error-member, ', ''))).toMatchInlineSnapshot(`
      "specs/scenarios/token/wrong-secret.yaml:1:1: no check of this scenario cites a requirement
      1 | scenario: token/wrong-secret
        | ^^^^^^^^
      fix: Add a check with requirement: to a step.

      specs/scenarios/token/wrong-secret.yaml:15:9: this check cites no requirement
      14 |     expect:
      15 |       - { json: { at: /error, equals: invalid_client } }
         |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      fix: Add requirement: with the id of the statement that it checks, or make the step a control."
    `)
  })

  test('no control in a negative scenario', async () => {
    expect(told(await spoilt(scenarioFile, '    control: true\n', ''))).toMatchInlineSnapshot(`
      "specs/scenarios/token/wrong-secret.yaml:7:1: there is no control
      6 |   auth_method: [client_secret_basic, client_secret_post]
      7 | steps:
        | ^^^^^
      fix: Add a step with control: true that sends the correct request; without it a refusal proves nothing.

      specs/scenarios/token/wrong-secret.yaml:10:14: this check cites no requirement
       9 |     token: { auth: { method: $matrix.auth_method } }
      10 |     expect: [{ status: 200 }]
         |              ^^^^^^^^^^^^^^^
      fix: Add requirement: with the id of the statement that it checks, or make the step a control."
    `)
  })

  test('an observation needs no control, but a citation', async () => {
    const text = 'scenario: token/look\ntitle: t\nkind: observation\nsteps: [{ id: a, token: {} }]\n'
    expect(brief(await problemsOf({ ...goodSpecs, 'scenarios/token/look.yaml': text }))).toEqual([
      'specs/scenarios/token/look.yaml:1:1 no check of this scenario cites a requirement',
    ])
  })

  test('two checks of one name', async () => {
    expect(
      told(await spoilt(scenarioFile, `      - ${refused}`, `      - ${refused}\n      - ${refused}`)),
    ).toMatchInlineSnapshot(`
      "specs/scenarios/token/wrong-secret.yaml:16:24: two checks of this step are called "error-member"
      15 |       - { requirement: rfc6749.5.2.error-member, json: { at: /error, equals: invalid_client } }
      16 |       - { requirement: rfc6749.5.2.error-member, json: { at: /error, equals: invalid_client } }
         |                        ^^^^^^^^^^^^^^^^^^^^^^^^
      fix: Give one of them an id of its own."
    `)
  })

  test('two steps of one id, and a step called this', async () => {
    expect(brief(await spoilt(scenarioFile, 'id: refused', 'id: control'))).toEqual([
      'specs/scenarios/token/wrong-secret.yaml:12:9 two steps are called "control"',
    ])
    expect(brief(await spoilt(scenarioFile, 'id: refused', 'id: this'))[0]).toContain('a step cannot be called "this"')
  })

  test('a client template that no profile has', async () => {
    expect(brief(await spoilt(scenarioFile, 'steps:', 'client: confidental\nsteps:'))).toEqual([
      'specs/scenarios/token/wrong-secret.yaml:7:9 there is no client template "confidental"; did you mean "confidential"?',
    ])
  })

  test('methods and defects that come from the matrix', async () => {
    expect(brief(await spoilt(scenarioFile, 'client_secret_post]', 'client_secret_pots]'))).toEqual([
      'specs/scenarios/token/wrong-secret.yaml:6:38 there is no authentication method "client_secret_pots"; did you mean "client_secret_post"?',
    ])
  })

  test('a second client that the scenario does not have', async () => {
    expect(brief(await spoilt(scenarioFile, 'defect: wrong_secret', 'defect: other_clients_secret'))).toEqual([
      'specs/scenarios/token/wrong-secret.yaml:13:59 the scenario has no second client',
    ])
  })

  test('live names an earlier token step', async () => {
    const file = (live: string) => spoilt(scenarioFile, '- id: refused\n', `- id: refused\n    live: ${live}\n`)
    expect(brief(await file('contrl'))).toEqual([
      'specs/scenarios/token/wrong-secret.yaml:13:11 there is no earlier step "contrl"; did you mean "control"?',
    ])
    expect(brief(await file('control'))).toEqual([])
  })

  test('live names a step that makes no token', async () => {
    expect(brief(await spoilt(limitationFile, '    token: {}', '    introspect: {}'))).toEqual([
      'specs/limitations/refresh.yaml:10:11 step "mint" makes no token',
    ])
  })
})
