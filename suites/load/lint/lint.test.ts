import { describe, expect, test } from 'vitest'
import { fileChecks } from '../check/file-checks.ts'
import { checkSpecs } from '../specs.ts'
import { folderOf } from '../testing/folder.ts'
import { goodSpecs } from '../testing/good-specs.ts'
import { brief, told } from '../testing/told.ts'

const checks = fileChecks()
const scenarioFile = 'scenarios/token/wrong-secret.yaml'
const limitationFile = 'limitations/refresh.yaml'
const profileFile = 'profiles/small.yaml'

async function problemsOf(files: Readonly<Record<string, string>>) {
  return (await checkSpecs(await folderOf(files), checks)).problems
}

/** The problems when one text in one file is another. */
async function spoilt(file: string, text: string | RegExp, other: string) {
  const before = goodSpecs[file] ?? ''
  const after = before.replace(text, () => other)
  expect(after).not.toBe(before)
  return problemsOf({ ...goodSpecs, [file]: after })
}

const refused = '{ requirement: rfc6749.5.2.error-member, json: { at: /error, equals: invalid_client } }'
const checkIs = async (check: string) => brief(await spoilt(scenarioFile, refused, check))

test('files without a problem have none', async () => {
  expect(told(await problemsOf(goodSpecs))).toBe('')
})

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

describe('checks', () => {
  test.each([
    ['json: { at: error, present: true }', '"error" is not a JSON Pointer'],
    ['json: { at: /error }', 'this check asserts nothing'],
    ['json: { at: /error, optional: true }', 'optional alone asserts nothing'],
    ['json: { at: /error, matches: "(" }', 'not a regular expression'],
    ['json: { at: /error, each: { matches: "[" } }', 'not a regular expression'],
    ['json: { at: /error, absent: true, type: string }', 'an absent value has nothing else to match'],
    ['json: { at: /error, min: 2, max: 1 }', 'nothing is at least 2 and at most 1'],
    ['header: { name: A }', 'this check asserts nothing'],
    ['header: { name: A, scheme: Basic, directive: b }', 'give only one of directive and scheme'],
    ['jwt: { claim: exp, present: true }', '"exp" is not a JSON Pointer'],
    ['jwt: { claim: /exp }', 'this check asserts nothing'],
    ['jwt: { form: true, equals: 1 }', 'matchers need header or claim to look at'],
    ['schema: token-respons', 'there is no schema "token-respons"; did you mean "token-response"?'],
    ['schema: { name: token-response, at: x }', '"x" is not a JSON Pointer'],
  ])('%s', async (subject, message) => {
    const problems = await checkIs(`{ requirement: rfc6749.5.2.error-member, ${subject} }`)
    expect(problems).toEqual([expect.stringContaining(message)])
    expect(problems[0]).toMatch(/^specs\/scenarios\/token\/wrong-secret\.yaml:15:\d+ /)
  })
})

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

describe('limitations', () => {
  test('a last row with a condition', async () => {
    expect(
      told(
        await spoilt(
          limitationFile,
          '      - outcome: inconclusive',
          '      - when: { answer: { R1: { sent: false } } }\n        outcome: inconclusive',
        ),
      ),
    ).toMatchInlineSnapshot(`
      "specs/limitations/refresh.yaml:21:9: the last row of a table has no when
      20 |         because: It was accepted.
      21 |       - when: { answer: { R1: { sent: false } } }
         |         ^^^^
      fix: Add a last row without when, so that every answer has an outcome."
    `)
  })

  test('rows after one that always matches', async () => {
    expect(
      told(
        await spoilt(
          limitationFile,
          'when: { answer: { R1: { grants: true } } }\n        outcome: violated',
          'outcome: violated',
        ),
      ),
    ).toMatchInlineSnapshot(`
      "specs/limitations/refresh.yaml:16:9: no row after this one is ever reached, because it always matches
      15 |     rows:
      16 |       - outcome: violated
         |         ^^^^^^^
      fix: Move it to the end, or give it a when."
    `)
  })

  test('rows that speak of unknown steps, or of this', async () => {
    expect(brief(await spoilt(limitationFile, 'answer: { R1:', 'answer: { R2:'))).toEqual([
      'specs/limitations/refresh.yaml:16:27 there is no step "R2"; did you mean "R1"?',
    ])
    expect(brief(await spoilt(limitationFile, 'answer: { R1:', 'answer: { this:'))[0]).toContain(
      '"this" means nothing here',
    )
  })

  test('a requirement that does not exist, a table that is there twice, no control', async () => {
    expect(
      brief(await spoilt(limitationFile, 'requirement: rfc6749.5.2.error-member', 'requirement: rfc6749.nothing'))[0],
    ).toContain('there is no requirement "rfc6749.nothing"')
    expect(
      brief(
        await spoilt(
          limitationFile,
          'tables:',
          'tables:\n  - { probe: R1, title: t, rows: [{ outcome: upheld, rfc: ok, because: b }] }',
        ),
      )[0],
    ).toContain('two tables are called "R1"')
    expect(brief(await spoilt(limitationFile, '    control: true\n', ''))[0]).toContain('there is no control')
  })

  test('the file is called like the limitation', async () => {
    const { [limitationFile]: text = '', ...others } = goodSpecs
    expect(brief(await problemsOf({ ...others, 'limitations/other.yaml': text }))[0]).toContain(
      'must be called refresh.yaml',
    )
  })
})

describe('profiles', () => {
  test('globs and ids that fit nothing', async () => {
    expect(brief(await spoilt(profileFile, '[token/*]', '[token/*, jwt/*, token/wrong-secrt]'))).toEqual([
      'specs/profiles/small.yaml:16:22 no scenario fits "jwt/*"',
      'specs/profiles/small.yaml:16:29 there is no scenario "token/wrong-secrt"; did you mean "token/wrong-secret"?',
    ])
    expect(brief(await spoilt(profileFile, 'rfc6749.5.1.*', 'rfc7009.*'))).toEqual([
      'specs/profiles/small.yaml:19:20 no requirement fits "rfc7009.*"',
    ])
  })

  test('placeholders of endpoints', async () => {
    expect(brief(await spoilt(profileFile, '{issuer}/{as}', '{isuer}/{az}'))).toEqual([
      'specs/profiles/small.yaml:8:21 there is no placeholder "isuer"; did you mean "issuer"?',
      'specs/profiles/small.yaml:8:21 there is no placeholder "az"; did you mean "as"?',
    ])
  })

  test('references in client metadata', async () => {
    expect(brief(await spoilt(profileFile, '$target.scope?', '$steps.x.status'))).toEqual([
      'specs/profiles/small.yaml:14:61 $steps.x.status: there is no such thing when a client is registered',
    ])
    expect(brief(await spoilt(profileFile, '$target.scope?', '$param.nothing'))[0]).toContain(
      'there is no parameter "nothing"',
    )
  })

  test('the order of attempts', async () => {
    expect(brief(await spoilt(profileFile, 'after: first', 'after: rejected'))[0]).toContain(
      'the first attempt, and only it',
    )
  })

  test('a deviation of a requirement that does not exist', async () => {
    const more =
      'deviations:\n  - { id: "1", class: OK, shows: s, treatment: accepted, reason: r, requirements: [rfc6749.x] }\nseverities:'
    expect(brief(await spoilt(profileFile, 'severities:', more))[0]).toContain('there is no requirement "rfc6749.x"')
  })

  test('a parameter without description', async () => {
    expect(brief(await spoilt(profileFile, ', description: Name of the server.', ''))[0]).toContain(
      'parameter as has no description',
    )
  })
})

describe('requirements', () => {
  test('a count that is wrong, an id that is there twice', async () => {
    expect(brief(await spoilt('requirements/rfc6749.yaml', 'count: 2', 'count: 3'))).toEqual([
      'specs/requirements/rfc6749.yaml:4:8 count is 3, but there are 2 requirements',
    ])
    expect(
      brief(await spoilt('requirements/rfc6749.yaml', 'id: rfc6749.5.1.no-store', 'id: rfc6749.5.2.error-member')),
    ).toContainEqual(expect.stringContaining('has a requirement of the same id'))
  })
})

test('a broken file does not make others look wrong', async () => {
  const problems = await problemsOf({
    ...goodSpecs,
    'requirements/rfc6749.yaml': 'document: [',
    'profiles/small.yaml': 'profile: {',
  })
  expect(new Set(problems.map(({ at }) => at?.file))).toEqual(
    new Set(['specs/requirements/rfc6749.yaml', 'specs/profiles/small.yaml']),
  )
})

test('two files of one id', async () => {
  const files = { ...goodSpecs, 'scenarios/token/copy.yaml': goodSpecs[scenarioFile] ?? '' }
  expect(brief(await problemsOf(files))[0]).toContain('the id must be "token/copy", like the file')
})
