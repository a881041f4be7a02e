import { describe, expect, test } from 'vitest'
import type { Step } from '../../model/scenario.ts'
import { fileChecks } from '../check/file-checks.ts'
import { toScenario } from '../convert/to-scenario.ts'
import { readOne } from '../files/read-kind.ts'
import { goodSpecs } from '../testing/good-specs.ts'
import { problemsOf } from '../testing/spoilt.ts'
import { brief } from '../testing/told.ts'

const head = `scenario: token/table
title: A table
kind: negative
needs: [client_credentials]
steps:
  - id: control
    control: true
    token: {}
`

function read(steps: string) {
  return readOne('x.yaml', head + steps, fileChecks.scenario)
}

/** The steps behind the control. */
function stepsOf(steps: string): readonly Step[] {
  const one = read(steps)
  if (!one.ok) throw new Error(brief(one.problems).join('\n'))
  return toScenario(one.loaded.raw, one.loaded.yaml).steps.slice(1)
}

/** What the linter says of a scenario with these steps. */
const lintOf = async (steps: string): Promise<readonly string[]> =>
  brief(await problemsOf({ ...goodSpecs, 'scenarios/token/table.yaml': head + steps }))

describe('cases', () => {
  const table = `  - when: { capability: [https] }
    token: { params: { scope: a, x: b }, dpop: { claims: { jti: null } } }
    expect:
      - { rejection: {} }
      - { requirement: r.1.shared, id: form, rejection: { status: 400 } }
    cases:
      - { id: one, requirement: r.1.first, with: { params: { x: null }, dpop: { claims: { iat: 1 } } } }
      - id: two
        when: { param: { p: 1 } }
        with: { params: { scope: [c] } }
        requirement: r.1.second
        check: name
        hint: Do it.
        expect: [{ requirement: r.1.own, status: 400 }]
`
  test('become steps: overrides are merged at any depth, conditions both hold', () => {
    expect(stepsOf(table)).toMatchObject([
      {
        id: 'one',
        operation: 'token',
        control: false,
        when: { capability: ['https'] },
        request: { params: { scope: 'a', x: null }, dpop: { claims: { jti: null, iat: 1 } } },
      },
      {
        id: 'two',
        when: { capability: ['https'], param: { p: 1 } },
        request: { params: { scope: ['c'], x: 'b' }, dpop: { claims: { jti: null } } },
      },
    ])
  })

  test('cite their requirement in the check that names none, and add checks of their own', () => {
    const [one, two] = stepsOf(table)
    expect(one?.expect.map(({ name, requirement }) => [name, requirement])).toEqual([
      ['first', 'r.1.first'],
      ['form', 'r.1.shared'],
    ])
    expect(two?.expect.map(({ name, requirement, hint }) => [name, requirement, hint])).toEqual([
      ['name', 'r.1.second', 'Do it.'],
      ['form', 'r.1.shared', undefined],
      ['own', 'r.1.own', undefined],
    ])
  })

  test('keep the places of what they are made of', () => {
    const [one, two] = stepsOf(table)
    expect(one?.expect.map(({ at }) => at.line)).toEqual([15, 13])
    expect(two?.expect.map(({ at }) => at.line)).toEqual([16, 13, 22])
  })

  test.each([
    [
      'an unknown requirement, where the case says it',
      '  - token: {}\n    expect: [{ rejection: {} }]\n    cases: [{ id: one, requirement: rfc6749.5.2.error-membr }]\n',
      'table.yaml:11:37 there is no requirement',
    ],
    [
      'a case without a requirement',
      '  - token: {}\n    expect: [{ rejection: {} }, { requirement: rfc6749.5.2.error-member, status: 400 }]\n    cases: [{ id: one }]\n',
      'table.yaml:11:13 this check cites no requirement',
    ],
    [
      'a requirement that nothing takes',
      '  - token: {}\n    expect: [{ requirement: rfc6749.5.2.error-member, rejection: {} }]\n    cases: [{ id: one, requirement: rfc6749.5.2.error-member }]\n',
      'table.yaml:11:24 no check of the table takes this requirement',
    ],
    [
      'the same question in both conditions',
      '  - when: { capability: [https] }\n    token: {}\n    expect: [{ rejection: {} }]\n    cases: [{ id: one, requirement: rfc6749.5.2.error-member, when: { capability: [introspection] } }]\n',
      'table.yaml:12:71 "capability" is asked about in the condition around this one too',
    ],
    [
      'two cases of one name',
      '  - token: {}\n    expect: [{ rejection: {} }]\n    cases: [{ id: one, requirement: rfc6749.5.2.error-member }, { id: one, requirement: rfc6749.5.2.error-member }]\n',
      'table.yaml:11:71 two steps are called "one"',
    ],
    [
      'an override that fits nothing',
      '  - token: {}\n    expect: [{ rejection: {} }]\n    cases: [{ id: one, requirement: rfc6749.5.2.error-member, with: { parms: {} } }]\n',
      'table.yaml:11:71 unknown key "parms"; did you mean "params"?',
    ],
    [
      'a reference to a step that does not exist, where the case says it',
      '  - token: { params: { scope: a } }\n    expect: [{ rejection: {} }]\n    cases: [{ id: one, requirement: rfc6749.5.2.error-member, with: { params: { x: $steps.nowhere.status } } }]\n',
      'table.yaml:11:84 ',
    ],
    [
      'neither an id nor cases',
      '  - token: {}\n',
      'table.yaml:9:5 item 2 of steps needs exactly one of id, cases; found none',
    ],
    [
      'an id beside cases',
      '  - id: all\n    token: {}\n    cases: [{ id: one }]\n',
      'table.yaml:11:5 cases cannot be used together with id',
    ],
  ])('%s', async (_, steps, message) => {
    expect(await lintOf(steps)).toEqual([expect.stringContaining(message)])
  })
})

describe('refused_or', () => {
  const step = (operation: string, check: string) =>
    `  - id: one\n    ${operation}: {}\n    expect:\n      - ${check}\n`

  test('becomes a check of the value where the request was taken, and one of the refusal where it was not', () => {
    const check =
      '{ requirement: r.1.uri, hint: Do it., refused_or: { json: { at: /jwks_uri, absent: true }, where: [{ at: /x, present: true }], refusal: { status: 400 } } }'
    expect(stepsOf(step('register', check))[0]?.expect.map(({ at: _, ...each }) => each)).toEqual([
      {
        name: 'uri',
        requirement: 'r.1.uri',
        hint: 'Do it.',
        when: { answer: { this: { has: ['/client_id'], json: [{ at: '/x', present: true }] } } },
        json: { at: '/jwks_uri', absent: true },
      },
      {
        name: 'uri-refusal',
        id: 'uri-refusal',
        requirement: 'r.1.uri',
        when: { answer: { this: { lacks: ['/client_id'] } } },
        rejection: { status: 400 },
      },
    ])
  })

  test('a token request was taken where the answer has an access token; any refusal counts by default', () => {
    const check =
      '{ requirement: r.1.uri, when: { capability: [https] }, refused_or: { schema: token-response, refusal: { id: no } } }'
    expect(stepsOf(step('token', check))[0]?.expect).toMatchObject([
      { when: { capability: ['https'], answer: { this: { has: ['/access_token'] } } }, schema: 'token-response' },
      { name: 'no', when: { capability: ['https'], answer: { this: { lacks: ['/access_token'] } } }, rejection: {} },
    ])
  })

  test.each([
    [
      'introspect',
      '{ requirement: rfc6749.5.2.error-member, refused_or: { json: { at: /a, absent: true } } }',
      '12:50 nothing in the answer to this operation tells whether the request was taken',
    ],
    [
      'token',
      '{ requirement: rfc6749.5.2.error-member, refused_or: { json: { at: a, absent: true } } }',
      '12:76 "a" is not a JSON Pointer',
    ],
    [
      'token',
      '{ requirement: rfc6749.5.2.error-member, refused_or: { schema: nowhere } }',
      '12:72 there is no schema "nowhere"',
    ],
    [
      'token',
      '{ requirement: rfc6749.5.2.error-member, refusd_or: { json: { at: /a, absent: true } } }',
      '12:50 unknown key "refusd_or"; did you mean "refused_or"?',
    ],
    [
      'token',
      '{ requirement: rfc6749.5.2.error-member, refused_or: {} }',
      '12:62 a check needs exactly one of json, schema; found none',
    ],
    [
      'token',
      '{ requirement: rfc6749.5.2.error-member, refused_or: { json: { at: /a, absent: true }, refusal: { error: x } } }',
      '12:105 error needs status in addition',
    ],
    [
      'token',
      '{ requirement: rfc6749.5.2.error-member, when: { answer: { this: { has: /x } } }, refused_or: { json: { at: /a, absent: true } } }',
      '12:76 "has" is asked about in the condition around this one too',
    ],
  ])('of %s: %s', async (operation, check, message) => {
    expect(await lintOf(step(operation, check))).toEqual([expect.stringContaining(`table.yaml:${message}`)])
  })
})
