import { describe, expect, test } from 'vitest'
import { goodSpecs } from '../testing/good-specs.ts'
import { checkIs, problemsOf, refused, scenarioFile, spoilt } from '../testing/spoilt.ts'
import { brief, told } from '../testing/told.ts'

describe('conditions', () => {
  const when = (condition: string) =>
    checkIs(`{ requirement: rfc6749.5.2.error-member, when: ${condition}, status: 401 }`)

  test.each([
    ['{ auth_methd: client_secret_basic }', 'there is no matrix key "auth_methd"; did you mean "auth_method"?'],
    ['{ capabilty: [jwks] }', 'there is no matrix key "capabilty"; did you mean "capability"?'],
    ['{ auth_method: none }', 'auth_method is never none here: no row can reach this'],
    ['{ param: { az: 1 } }', 'there is no parameter "az"; did you mean "as"?'],
    ['{ answer: { contrl: { status: 200 } } }', 'there is no step "contrl"; did you mean "control"?'],
    ['{ answer: { control: { has: error } } }', '"error" is not a JSON Pointer'],
    ['{ answer: { control: { like: nobody } } }', 'there is no step "nobody"'],
    ['{ answer: { control: { json: [{ at: /a, matches: "(" }] } } }', 'not a regular expression'],
    ['{ answer: { control: { json: [{ at: /a, equals: $matrix.b }] } } }', 'there is no matrix key "b"'],
  ])('%s', async (condition, message) => {
    expect(await when(condition)).toEqual([expect.stringContaining(message)])
  })

  test('this and earlier steps are right in a check', async () => {
    expect(await when('{ answer: { this: { status: 401 }, control: { grants: true } } }')).toEqual([])
  })

  test('a step can only wait for earlier answers', async () => {
    const problems = await spoilt(
      scenarioFile,
      '- id: refused\n',
      '- id: refused\n    when: { answer: { this: { status: 200 }, refused: { status: 200 } } }\n',
    )
    expect(brief(problems)).toEqual([
      'specs/scenarios/token/wrong-secret.yaml:13:23 "this" means nothing here: no step is meant',
      'specs/scenarios/token/wrong-secret.yaml:13:46 step "refused" has not been sent yet at this point',
    ])
  })

  test('a check that no row can reach', async () => {
    const file = (goodSpecs[scenarioFile] ?? '')
      .replace('- id: refused\n', '- id: refused\n    when: { auth_method: client_secret_post }\n')
      .replace(
        refused,
        '{ requirement: rfc6749.5.2.error-member, when: { auth_method: client_secret_basic }, status: 401 }',
      )
    expect(told(await problemsOf({ ...goodSpecs, [scenarioFile]: file }))).toMatchInlineSnapshot(`
      "specs/scenarios/token/wrong-secret.yaml:16:71: no row can reach this check: its step is only sent when auth_method is client_secret_post
      15 |     expect:
      16 |       - { requirement: rfc6749.5.2.error-member, when: { auth_method: client_secret_basic }, status: 401 }
         |                                                                       ^^^^^^^^^^^^^^^^^^^"
    `)
  })
})
