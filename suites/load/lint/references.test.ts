import { describe, expect, test } from 'vitest'
import { goodSpecs } from '../testing/good-specs.ts'
import { checkIs, problemsOf, scenarioFile, spoilt } from '../testing/spoilt.ts'
import { brief, told } from '../testing/told.ts'

describe('references', () => {
  const param = (value: string) =>
    spoilt(scenarioFile, 'defect: wrong_secret }', `defect: wrong_secret }, params: { scope: "${value}" }`)

  test.each([
    ['$matrix.auth_methd', 'there is no matrix key "auth_methd"; did you mean "auth_method"?'],
    ['$param.ass', 'there is no parameter "ass"; did you mean "as"?'],
    ['$steps.controll.status', 'there is no step "controll"; did you mean "control"?'],
    ['$steps.refused.status', 'step "refused" has not been sent yet at this point'],
    ['$this.status', '$this can only be used in checks'],
    ['$all.token.body#/access_token', '$all can only be used in checks'],
    ['$second#/client_id', 'the scenario has no second client'],
    ['$cleint#/client_id', '$cleint'],
    ['$client#client_id', 'not a JSON Pointer'],
    ['$target.isuer', 'isuer'],
    ['$fake.company.nam', 'nam'],
  ])('%s in a request', async (value, message) => {
    const [first, ...others] = await param(value)
    expect(others).toEqual([])
    expect(first?.message).toContain(message)
    expect(first?.at).toMatchObject({ file: 'specs/scenarios/token/wrong-secret.yaml', line: 13 })
  })

  test.each([
    '$matrix.auth_method',
    '$param.as',
    '$steps.control.body#/access_token',
    '$client#/client_id',
    '$target.scope?',
    '$random.word',
    '$$literal',
    '$param.resourceCheck',
  ])('%s is right in a request', async (value) => {
    expect(brief(await param(value))).toEqual([])
  })

  test('with its frame', async () => {
    expect(told(await param('$steps.refused.body#/scope'))).toMatchInlineSnapshot(`
      "specs/scenarios/token/wrong-secret.yaml:13:92: $steps.refused.body#/scope: step "refused" has not been sent yet at this point
      12 | …used
      13 | …{ auth: { method: $matrix.auth_method, defect: wrong_secret }, params: { scope: "$steps.refused.body#/scope" }…
         |                                                                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      fix: Refer to an earlier step, or move the step up."
    `)
  })

  test('in checks: $this and $all are right, invented values are not', async () => {
    const equals = (value: string) =>
      checkIs(`{ requirement: rfc6749.5.2.error-member, json: { at: /error, equals: "${value}" } }`)
    expect(await equals('$this.request#/scope')).toEqual([])
    expect(await equals('$steps.refused.status')).toEqual([])
    expect(await equals('$fake.company.name')).toEqual([
      'specs/scenarios/token/wrong-secret.yaml:15:78 $fake.company.name: a check cannot invent values',
    ])
    expect(
      await checkIs('{ requirement: rfc6749.5.2.error-member, relation: { unique: [$all.register.body#/client_id] } }'),
    ).toEqual([])
  })

  test('in every place of a check', async () => {
    const found = await Promise.all(
      [
        'jwt: { form: true, token: $steps.x.body }',
        'time: { value: now, near: $steps.x.status, within: 1 }',
        'relation: { equal: [1, $steps.x.status] }',
        'json: { at: /a, each: { one_of: [$steps.x.status] } }',
        'header: { name: A, contains: $steps.x.status }',
      ].map((subject) => checkIs(`{ requirement: rfc6749.5.2.error-member, ${subject} }`)),
    )
    for (const problems of found) expect(problems).toEqual([expect.stringContaining('there is no step "x"')])
  })

  test('without a client there is no $client', async () => {
    const file = (goodSpecs[scenarioFile] ?? '')
      .replace('steps:', 'client: none\nsteps:')
      .replace('defect: wrong_secret }', 'defect: wrong_secret }, params: { a: $client#/client_id }')
    expect(brief(await problemsOf({ ...goodSpecs, [scenarioFile]: file }))).toEqual([
      'specs/scenarios/token/wrong-secret.yaml:14:88 $client#/client_id: the scenario has no client (client: none)',
    ])
  })
})
