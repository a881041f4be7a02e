import { describe, expect, test } from 'vitest'
import { fileChecks } from '../check/file-checks.ts'
import { readOne } from '../files/read-kind.ts'
import { told } from '../testing/told.ts'
import { toScenario } from './to-scenario.ts'

const checks = fileChecks()

function convert(text: string) {
  const read = readOne('specs/scenarios/a/b.yaml', text, checks.scenario)
  if (!read.ok) throw new Error(told(read.problems))
  return toScenario(read.loaded.raw, read.loaded.yaml)
}

const steps = (yaml: string) => convert(`scenario: a/b\ntitle: t\nkind: negative\nsteps:\n${yaml}`).steps
const subjects = (...checksYaml: readonly string[]) =>
  steps(
    `  - id: s\n    control: true\n    token: {}\n    expect:\n${checksYaml.map((each) => `      - ${each}\n`).join('')}`,
  )
    .flatMap((step) => step.expect)
    .map((check) => check.subject)

describe('toScenario', () => {
  test('fills what a file may leave out', () => {
    expect(convert('scenario: a/b\ntitle: t\nkind: negative\nsteps: [{ id: s, token: {} }]\n')).toEqual({
      id: 'a/b',
      title: 't',
      kind: 'negative',
      needs: [],
      matrix: {},
      fresh: false,
      steps: [
        {
          id: 's',
          control: false,
          operation: 'token',
          request: {},
          expect: [],
          at: { file: 'specs/scenarios/a/b.yaml', line: 4, column: 9 },
        },
      ],
      at: { file: 'specs/scenarios/a/b.yaml', line: 1, column: 11 },
    })
  })

  test('names requests as the model does', () => {
    const [step] = steps(
      '  - id: s\n    token: { auth: none, content_type: text/plain, http_method: GET, body: x, query: { a: 1 } }\n',
    )
    expect(step?.request).toEqual({
      auth: { defect: 'no_authentication' },
      contentType: 'text/plain',
      httpMethod: 'GET',
      body: 'x',
      query: { a: 1 },
    })
  })

  test('keeps who authenticates and how', () => {
    const [step] = steps(
      '  - id: s\n    introspect: { auth: { as: second, method: none, bearer: $steps.s.body#/t } }\n',
    )
    expect(step?.request.auth).toEqual({ as: 'second', method: 'none', bearer: '$steps.s.body#/t' })
  })

  test('tells matrix keys from the keys of a condition', () => {
    const [step] = steps(
      '  - id: s\n    token: {}\n    when:\n      auth_method: none\n      size: [1, 2]\n      capability: [jwks]\n      lacks: [https]\n      param: { as: x }\n      answer: { this: { status: 200, kind: [html, redirect], error: e, has: /a, lacks: [/b], json: [{ at: /c, not_equals: 1 }], like: q } }\n',
    )
    expect(step?.when).toEqual({
      matrix: { auth_method: ['none'], size: [1, 2] },
      capability: ['jwks'],
      lacks: ['https'],
      param: { as: ['x'] },
      answer: {
        this: {
          status: [200],
          kind: ['html', 'redirect'],
          error: ['e'],
          has: ['/a'],
          lacks: ['/b'],
          json: [{ at: '/c', notEquals: 1 }],
          like: 'q',
        },
      },
    })
  })

  test('poll and live', () => {
    const [step] = steps(
      '  - id: s\n    token: {}\n    live: mint\n    poll: { until: { answer: { this: { status: 200 } } }, for: $param.t, every: 1 }\n',
    )
    expect(step).toMatchObject({
      live: 'mint',
      poll: { until: { answer: { this: { status: [200] } } }, for: '$param.t', every: 1 },
    })
  })

  test('names checks by id, requirement, or subject', () => {
    const [step] = steps(
      '  - id: s\n    control: true\n    token: {}\n    expect:\n      - { requirement: rfc6749.5.2.error-member, status: 400 }\n      - { id: mine, requirement: a.b, status: 400 }\n      - { status: 400 }\n      - { status: 401 }\n',
    )
    expect(step?.expect.map((check) => check.name)).toEqual(['error-member', 'mine', 'status', 'status-2'])
  })
})

describe('every subject', () => {
  test('status', () => {
    expect(subjects('{ status: 200 }', '{ status: [400, 401] }')).toEqual([
      { kind: 'status', oneOf: [200] },
      { kind: 'status', oneOf: [400, 401] },
    ])
  })

  test('header, in all its views', () => {
    expect(
      subjects(
        '{ header: { name: Date, present: true } }',
        '{ header: { name: Cache-Control, directive: no-store } }',
        '{ header: { name: WWW-Authenticate, scheme: Basic } }',
        '{ header: { name: WWW-Authenticate, challenge: { scheme: Bearer, parameter: error }, equals: x } }',
        '{ header: { name: Content-Type, media_type: application/json } }',
      ),
    ).toEqual([
      { kind: 'header', name: 'Date', match: { present: true } },
      { kind: 'header', name: 'Cache-Control', part: { kind: 'directive', directive: 'no-store' }, match: {} },
      { kind: 'header', name: 'WWW-Authenticate', part: { kind: 'scheme', scheme: 'Basic' }, match: {} },
      {
        kind: 'header',
        name: 'WWW-Authenticate',
        part: { kind: 'challenge', scheme: 'Bearer', parameter: 'error' },
        match: { equals: 'x' },
      },
      {
        kind: 'header',
        name: 'Content-Type',
        part: { kind: 'media_type', mediaType: ['application/json'] },
        match: {},
      },
    ])
  })

  test('json with all matchers', () => {
    expect(
      subjects(
        '{ json: { at: "", not_equals: 1, one_of: [1], none_of: [2], type: string, min_bits: 128, ignore_case: true, optional: true, each: { type: [string, "null"], min: 1 } } }',
      ),
    ).toEqual([
      {
        kind: 'json',
        at: '',
        match: {
          notEquals: 1,
          oneOf: [1],
          noneOf: [2],
          type: ['string'],
          minBits: 128,
          ignoreCase: true,
          optional: true,
          each: { type: ['string', 'null'], min: 1 },
        },
      },
    ])
  })

  test('schema: by name, for a part of the body, written in place', () => {
    expect(
      subjects('{ schema: token-response }', '{ schema: { name: jwks, at: /jwks } }', '{ schema: { type: object } }'),
    ).toEqual([
      { kind: 'schema', schema: 'token-response', at: '' },
      { kind: 'schema', schema: 'jwks', at: '/jwks' },
      { kind: 'schema', schema: { type: 'object' }, at: '' },
    ])
  })

  test('jwt', () => {
    const token = '$this.body#/access_token'
    expect(
      subjects(
        '{ jwt: { form: true } }',
        '{ jwt: { signature: true, token: $steps.s.body#/t } }',
        '{ jwt: { header: /alg, not_equals: none } }',
        '{ jwt: { claim: /exp, type: integer } }',
      ),
    ).toEqual([
      { kind: 'jwt', token, part: { kind: 'form' }, match: {} },
      { kind: 'jwt', token: '$steps.s.body#/t', part: { kind: 'signature' }, match: {} },
      { kind: 'jwt', token, part: { kind: 'header', at: '/alg' }, match: { notEquals: 'none' } },
      { kind: 'jwt', token, part: { kind: 'claim', at: '/exp' }, match: { type: ['integer'] } },
    ])
  })

  test('time', () => {
    expect(
      subjects(
        '{ time: { value: 1, minus: 2, near: now, within: 5 } }',
        '{ time: { value: 1, after: 2 } }',
        '{ time: { value: 1, before: 2 } }',
      ).map((subject) => (subject.kind === 'time' ? subject.time : subject)),
    ).toEqual([
      { value: 1, minus: 2, is: 'near', to: 'now', within: 5 },
      { value: 1, is: 'after', to: 2, within: 0 },
      { value: 1, is: 'before', to: 2, within: 0 },
    ])
  })

  test('relation and rejection', () => {
    expect(
      subjects(
        '{ relation: { unique: [1, 2] } }',
        '{ relation: { equal: [1, 2], as: set } }',
        '{ relation: { subset: [1, 2] } }',
        '{ rejection: { status: 400 } }',
        '{ rejection: { status: [400], error: a } }',
      ),
    ).toEqual([
      { kind: 'relation', relation: { kind: 'unique', values: [1, 2] } },
      { kind: 'relation', relation: { kind: 'equal', left: 1, right: 2, asSet: true } },
      { kind: 'relation', relation: { kind: 'subset', left: 1, right: 2 } },
      { kind: 'rejection', status: [400] },
      { kind: 'rejection', status: [400], error: ['a'] },
    ])
  })
})
