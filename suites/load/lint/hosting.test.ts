import { expect, test } from 'vitest'
import { goodSpecs } from '../testing/good-specs.ts'
import { problemsOf } from '../testing/spoilt.ts'

const scenario = (host: string, step: string, check = 'status: 200'): Readonly<Record<string, string>> => ({
  ...goodSpecs,
  'scenarios/hosted/keys.yaml': `scenario: hosted/keys
title: Keys of a client
kind: observation
${host}
steps:
  - id: ask
    ${step}
    expect: [{ requirement: rfc6749.5.2.error-member, ${check} }]
`,
})

const keys = 'host: [{ id: keys, jwks: [$key.auth] }]'
const plain = 'token: {}'

test.each([
  ['a document that is there', keys, 'token: { params: { at: $hosted.keys } }', 'fetched: { id: keys, after: ask }'],
  [
    'a new content',
    keys,
    'serve: [{ id: keys, close: true }]\n    token: {}',
    'not_fetched: { id: keys, before: ask }',
  ],
])('%s: no problem', async (_what, host, step, check) => {
  expect(await problemsOf(scenario(host, step, check))).toEqual([])
})

test.each([
  ['a reference to another', keys, 'token: { params: { at: $hosted.key } }', 'status: 200', 'hosted document "key"'],
  ['a check of another', keys, plain, 'fetched: { id: key }', 'hosted document "key"'],
  ['a step that is not there', keys, plain, 'fetched: { id: keys, after: asked }', 'step "asked"'],
  ['another one served', keys, 'serve: [{ id: other }]\n    token: {}', 'status: 200', 'hosted document "other"'],
  ['a condition on another', keys, 'when: { fetched: { key: {} } }\n    token: {}', 'status: 200', 'document "key"'],
  ['two contents', 'host: [{ id: keys, jwks: [], body: x }]', plain, 'status: 200', 'jwks and body'],
  ['a row that never is', 'host: [{ id: keys, when: { way: x } }]', plain, 'status: 200', 'matrix key "way"'],
  ['a URL that a check cannot know', keys, plain, 'json: { at: /a, equals: $hosted.keys }', 'sees only what was sent'],
])('%s', async (_what, host, step, check, says) => {
  const messages = (await problemsOf(scenario(host, step, check))).map(({ message }) => message)
  expect(messages).toContainEqual(expect.stringContaining(says))
})
