import { describe, expect, test } from 'vitest'
import { check, problems, scenario, step } from '../testing/problems.ts'

describe('the keys of a scenario file', () => {
  test('that is right has no problem', () => {
    expect(problems('scenario', check('{ requirement: a.b, status: [200, 201] }'))).toBe('no problem')
  })

  test('an unknown key, with a guess', () => {
    expect(problems('scenario', step('token: {}\n    expct: []'))).toMatchInlineSnapshot(`
      "x.yaml:7:5: unknown key "expct"; did you mean "expect"?
      6 |     token: {}
      7 |     expct: []
        |     ^^^^^"
    `)
  })

  test('an unknown key that is like none', () => {
    expect(problems('scenario', check('{ status: 200, zzz: 1 }'))).toMatchInlineSnapshot(`
      "x.yaml:8:24: unknown key "zzz"
      7 |     expect:
      8 |       - { status: 200, zzz: 1 }
        |                        ^^^
      fix: Allowed here: requirement, id, when, every, hint, status, header, json, schema, jwt, time, relation, rejection, tls, fetched, not_fetched."
    `)
  })

  test('a missing key', () => {
    expect(
      problems('scenario', 'scenario: a/b\nkind: negative\nsteps: [{ id: one, token: {} }]\n'),
    ).toMatchInlineSnapshot(`
      "x.yaml:1:1: missing key "title"
      1 | scenario: a/b
        | ^^^^^^^^
      fix: Add title: one sentence: what must hold."
    `)
  })

  test('a misspelt word of a list of words', () => {
    expect(
      problems('scenario', 'scenario: a/b\ntitle: t\nkind: negativ\nsteps: [{ id: one, token: {} }]\n'),
    ).toMatchInlineSnapshot(`
      "x.yaml:3:7: kind cannot be "negativ"; did you mean "negative"?
      2 | title: t
      3 | kind: negativ
        |       ^^^^^^^
      fix: Allowed: conformance, negative, limitation, observation."
    `)
  })

  test('no operation', () => {
    expect(problems('scenario', step('expect: []'))).toMatchInlineSnapshot(`
      "x.yaml:5:5: a step needs exactly one of register, read_client, update_client, delete_client, token, introspect, revoke, refresh, exchange, jwt_grant, metadata, jwks, resource, resource_metadata, http, tls; found none
      4 | steps:
      5 |   - id: one
        |     ^^"
    `)
  })

  test('a misspelt operation is one problem', () => {
    expect(problems('scenario', step('tokn: {}'))).toMatchInlineSnapshot(`
      "x.yaml:6:5: unknown key "tokn"; did you mean "token"?
      5 |   - id: one
      6 |     tokn: {}
        |     ^^^^"
    `)
  })

  test('two operations', () => {
    expect(problems('scenario', step('token: {}\n    revoke: {}'))).toMatchInlineSnapshot(`
      "x.yaml:7:5: a step needs exactly one of register, read_client, update_client, delete_client, token, introspect, revoke, refresh, exchange, jwt_grant, metadata, jwks, resource, resource_metadata, http, tls; found token and revoke
      6 |     token: {}
      7 |     revoke: {}
        |     ^^^^^^"
    `)
  })

  test('no subject and two subjects', () => {
    expect(
      problems('scenario', check('{ requirement: a.b }\n      - { status: 200, json: { at: /a, present: true } }')),
    ).toMatchInlineSnapshot(`
      "x.yaml:8:9: a check needs exactly one of status, header, json, schema, jwt, time, relation, rejection, tls, fetched, not_fetched; found none
      7 |     expect:
      8 |       - { requirement: a.b }
        |         ^^^^^^^^^^^^^^^^^^^^

      x.yaml:9:24: a check needs exactly one of status, header, json, schema, jwt, time, relation, rejection, tls, fetched, not_fetched; found status and json
      8 |       - { requirement: a.b }
      9 |       - { status: 200, json: { at: /a, present: true } }
        |                        ^^^^"
    `)
  })

  test('an operation without a value', () => {
    expect(problems('scenario', step('token:'))).toMatchInlineSnapshot(`
      "x.yaml:6:11: token must be an object, is null
      5 |   - id: one
      6 |     token:
        |           ^
      fix: Write {} where nothing is to be said."
    `)
  })

  test('no steps', () => {
    expect(problems('scenario', scenario('steps: []'))).toMatchInlineSnapshot(`
      "x.yaml:4:8: steps must not be empty
      3 | kind: negative
      4 | steps: []
        |        ^^"
    `)
  })

  test('a list where a mapping is meant', () => {
    expect(problems('scenario', '- a\n- b\n')).toMatchInlineSnapshot(`
      "x.yaml:1:1: the file must be an object, is an array
      1 | - a
        | ^^^"
    `)
  })
})
