import { describe, expect, test } from 'vitest'
import { told } from '../testing/told.ts'
import { readYaml } from '../yaml/yaml-file.ts'
import { type FileKind, fileChecks } from './file-checks.ts'

const checks = fileChecks()

function problems(kind: FileKind, text: string): string {
  const parsed = readYaml('x.yaml', text)
  if (!parsed.ok) return told(parsed.problems)
  const checked = checks[kind](parsed.yaml)
  return checked.ok ? 'no problem' : told(checked.problems)
}

const scenario = (rest: string): string => `scenario: token/x\ntitle: A title\nkind: negative\n${rest}`
const step = (rest: string): string => scenario(`steps:\n  - id: one\n    ${rest}\n`)
const check = (rest: string): string => step(`token: {}\n    expect:\n      - ${rest}`)

describe('a scenario file', () => {
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
      fix: Allowed here: requirement, id, when, hint, status, header, json, schema, jwt, time, relation, rejection."
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
      "x.yaml:5:5: a step needs exactly one of register, read_client, update_client, delete_client, token, introspect, revoke, refresh, metadata, jwks, resource, resource_metadata; found none
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
      "x.yaml:7:5: a step needs exactly one of register, read_client, update_client, delete_client, token, introspect, revoke, refresh, metadata, jwks, resource, resource_metadata; found token and revoke
      6 |     token: {}
      7 |     revoke: {}
        |     ^^^^^^"
    `)
  })

  test('no subject and two subjects', () => {
    expect(
      problems('scenario', check('{ requirement: a.b }\n      - { status: 200, json: { at: /a, present: true } }')),
    ).toMatchInlineSnapshot(`
      "x.yaml:8:9: a check needs exactly one of status, header, json, schema, jwt, time, relation, rejection; found none
      7 |     expect:
      8 |       - { requirement: a.b }
        |         ^^^^^^^^^^^^^^^^^^^^

      x.yaml:9:24: a check needs exactly one of status, header, json, schema, jwt, time, relation, rejection; found status and json
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

  test('wrong types', () => {
    expect(
      problems('scenario', check('{ status: "200" }\n      - { json: { at: 5, present: yes } }')),
    ).toMatchInlineSnapshot(`
      "x.yaml:8:19: status must be an integer or an array, is a string
      7 |     expect:
      8 |       - { status: "200" }
        |                   ^^^^^

      x.yaml:9:23: at must be a string, is a number
      8 |       - { status: "200" }
      9 |       - { json: { at: 5, present: yes } }
        |                       ^
      fix: Put the value in quotes.

      x.yaml:9:35: present must be a boolean, is a string
      8 |       - { status: "200" }
      9 |       - { json: { at: 5, present: yes } }
        |                                   ^^^"
    `)
  })

  test('an impossible status', () => {
    expect(problems('scenario', check('{ status: 20 }'))).toMatchInlineSnapshot(`
      "x.yaml:8:19: status must be at least 100
      7 |     expect:
      8 |       - { status: 20 }
        |                   ^^"
    `)
  })

  test('unknown capability, defect, derivation', () => {
    const text = `needs: [regstration]\nsteps:\n  - id: one\n    token:\n      auth: { defect: wrong_secrt }\n      params: { scope: { derive: upper, from: x } }\n`
    expect(problems('scenario', scenario(text))).toMatchInlineSnapshot(`
      "x.yaml:4:9: item 1 of needs cannot be "regstration"; did you mean "registration"?
      3 | kind: negative
      4 | needs: [regstration]
        |         ^^^^^^^^^^^
      fix: Allowed: metadata, jwks, registration, client_credentials, client_secret_basic, client_secret_post, client_secret_jwt, private_key_jwt, mtls, tls_client_auth, self_signed_tls_client_auth, certificate_bound_tokens, client_certificate, public_client, second_client, introspection, revocation, refresh, protected_resource, initial_access_token, software_statement, authorization_endpoint, resource_indicators, second_resource, rar, authorization_details, dpop, jwt_introspection, token_expiry_wait, jwks_hosting, tls, https, scope, oidc, fapi2, mcp, jwt_access_token, opaque_access_token, rfc9068_access_token, registration_management.

      x.yaml:8:23: defect cannot be "wrong_secrt"; did you mean "wrong_secret"?
      7 |     token:
      8 |       auth: { defect: wrong_secrt }
        |                       ^^^^^^^^^^^
      fix: Allowed: wrong_secret, unknown_client, empty_secret, missing_secret, near_miss_secret, case_changed_secret, truncated_secret, other_clients_secret, documentation_literal, no_authentication, both_methods, malformed_basic, unpadded_basic, raw_basic, lower_case_scheme, credentials_in_query, extended_secret, double_encoded_basic, empty_user, nul_in_secret, nul_in_client_id, tab_separator, no_separator, scheme_alone, other_scheme, two_credentials, or a reference.

      x.yaml:9:34: derive cannot be "upper"
      8 |       auth: { defect: wrong_secrt }
      9 |       params: { scope: { derive: upper, from: x } }
        |                                  ^^^^^
      fix: Allowed: break_signature, truncate, append, alg_none, swap_case, upper_case, reverse_words, first_word, add_fragment, strip_signature, append_nul, stretch, scheme, upper_case_host, percent_encode."
    `)
  })

  test('auth as a word', () => {
    expect(problems('scenario', step('token: { auth: basic }'))).toMatchInlineSnapshot(`
      "x.yaml:6:20: auth cannot be "basic"
      5 |   - id: one
      6 |     token: { auth: basic }
        |                    ^^^^^
      fix: Allowed: none."
    `)
  })

  test('a time without tolerance, an empty matrix, a bad matrix key', () => {
    const text = scenario(
      'matrix: { "a b": [1], empty: [] }\nsteps:\n  - id: one\n    token: {}\n    expect: [{ time: { value: now, near: 5 } }]\n',
    )
    expect(problems('scenario', text)).toMatchInlineSnapshot(`
      "x.yaml:4:11: "a b" cannot be a name here
      3 | kind: negative
      4 | matrix: { "a b": [1], empty: [] }
        |           ^^^^^
      fix: Begin with a letter; go on with letters, digits and underscores.

      x.yaml:4:30: empty must not be empty
      3 | kind: negative
      4 | matrix: { "a b": [1], empty: [] }
        |                              ^^

      x.yaml:8:22: near needs within beside it
      7 |     token: {}
      8 |     expect: [{ time: { value: now, near: 5 } }]
        |                      ^^^^^^^^^^^^^^^^^^^^^^^"
    `)
  })

  test('a bad answer pattern and kind', () => {
    expect(
      problems('scenario', step('token: {}\n    when: { answer: { one: { knd: json, kind: jason } } }')),
    ).toMatchInlineSnapshot(`
      "x.yaml:7:30: unknown key "knd"; did you mean "kind"?
      6 |     token: {}
      7 |     when: { answer: { one: { knd: json, kind: jason } } }
        |                              ^^^

      x.yaml:7:47: kind cannot be "jason"; did you mean "json"?
      6 |     token: {}
      7 |     when: { answer: { one: { knd: json, kind: jason } } }
        |                                               ^^^^^
      fix: Allowed: json, jwt, html, redirect, empty, other, none."
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

describe('other files', () => {
  test('a target without place, with a literal secret', () => {
    const result = problems('target', 'profile: rfc\nclient:\n  client_id: abc\n  client_secret: hunter2-hunter2\n')
    expect(result).not.toContain('hunter2')
    expect(result).toMatchInlineSnapshot(`
      "x.yaml:1:1: the file needs issuer or baseUrl
      1 | profile: rfc
        | ^^^^^^^

      x.yaml:4:18: client_secret must not be written into the file
      fix: Put the secret into an environment variable and write client_secret: { env: NAME }, or into a file and write client_secret: { file: path }."
    `)
  })

  test('a secret from two places, and from none', () => {
    expect(
      problems(
        'target',
        'issuer: https://as.example\ninitialAccessToken: { env: A, file: b }\nclient: { client_id: x, client_secret: {} }\n',
      ),
    ).toMatchInlineSnapshot(`
      "x.yaml:3:40: a secret needs exactly one of env, file; found none
      2 | initialAccessToken: { env: A, file: b }
      3 | client: { client_id: x, client_secret: {} }
        |                                        ^^

      x.yaml:2:31: a secret needs exactly one of env, file; found env and file
      1 | issuer: https://as.example
      2 | initialAccessToken: { env: A, file: b }
        |                               ^^^^"
    `)
  })

  test('a version that YAML reads as a number', () => {
    expect(problems('profile', 'profile: mine\nextends: rfc\nversion: 1.0\n')).toMatchInlineSnapshot(`
      "x.yaml:3:10: version must be a string, is a number
      2 | extends: rfc
      3 | version: 1.0
        |          ^^^
      fix: Put the value in quotes."
    `)
  })

  test('a profile that stands alone needs all its keys', () => {
    expect(
      problems('profile', 'profile: mine\nversion: "1"\ntitle: t\ntarget: issuer\nclients: {}\n'),
    ).toMatchInlineSnapshot(`
      "x.yaml:1:1: missing key "description"
      1 | profile: mine
        | ^^^^^^^

      x.yaml:1:1: missing key "scenarios"
      1 | profile: mine
        | ^^^^^^^"
    `)
  })

  test('a limitation row without an outcome', () => {
    const text =
      'limitation: refreshing\ntitle: t\nstatement: s\nrequirement: r\nsteps: [{ id: a, token: {} }]\ntables:\n  - probe: P\n    title: t\n    rows:\n      - { rfc: ok, because: b, outcom: upheld }\n'
    expect(problems('limitation', text)).toMatchInlineSnapshot(`
      "x.yaml:1:13: limitation cannot be "refreshing"; did you mean "refresh"?
      1 | limitation: refreshing
        |             ^^^^^^^^^^
      fix: Allowed: refresh, revocation, introspection.

      x.yaml:10:32: unknown key "outcom"; did you mean "outcome"?
       9 |     rows:
      10 |       - { rfc: ok, because: b, outcom: upheld }
         |                                ^^^^^^"
    `)
  })

  test('a requirement with a wrong level', () => {
    const text =
      'document: d\ntitle: t\ntext_basis: b\ncount: 1\nrequirements:\n  - { id: a.b, source: s, section: 5.2, level: Must, force: explicit, requirement: r, needs: [], probe: p, pass: p, fail: f, tier: core, verified: true }\n'
    expect(problems('requirement', text)).toMatchInlineSnapshot(`
      "x.yaml:6:36: section must be a string, is a number
      5 | requirements:
      6 |   - { id: a.b, source: s, section: 5.2, level: Must, force: explicit, requirement: r, needs: [], probe: p, pas…
        |                                    ^^^
      fix: Put the value in quotes.

      x.yaml:6:48: level cannot be "Must"; did you mean "MUST"?
      5 | requirements:
      6 |   - { id: a.b, source: s, section: 5.2, level: Must, force: explicit, requirement: r, needs: [], probe: p, pas…
        |                                                ^^^^
      fix: Allowed: MUST, MUST NOT, SHOULD, SHOULD NOT, MAY."
    `)
  })
})
