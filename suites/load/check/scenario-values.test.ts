import { describe, expect, test } from 'vitest'
import { check, problems, scenario, step } from '../testing/problems.ts'

describe('the values of a scenario file', () => {
  test('wrong types', () => {
    expect(
      problems('scenario', check('{ status: "200" }\n      - { json: { at: 5, present: yes } }')),
    ).toMatchInlineSnapshot(`
      "x.yaml:8:19: status must be an integer or an array or an object, is a string
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
        |                   ^^
      fix: Write a number of at least 100 and at most 599."
    `)
  })

  test('unknown capability, defect, derivation', () => {
    const text = `needs: [regstration]\nsteps:\n  - id: one\n    token:\n      auth: { defect: wrong_secrt }\n      params: { scope: { derive: upper, from: x } }\n`
    expect(problems('scenario', scenario(text))).toMatchInlineSnapshot(`
      "x.yaml:4:9: item 1 of needs cannot be "regstration"; did you mean "registration"?
      3 | kind: negative
      4 | needs: [regstration]
        |         ^^^^^^^^^^^
      fix: Allowed: metadata, jwks, registration, client_credentials, other_grants_only, client_secret_basic, client_secret_post, client_secret_jwt, private_key_jwt, mtls, tls_client_auth, self_signed_tls_client_auth, certificate_bound_tokens, client_certificate, public_client, second_client, introspection, revocation, refresh, protected_resource, initial_access_token, software_statement, token_exchange, subject_token, exchange_audience, second_exchange_audience, jwt_bearer, disabled_issuer, id_jag, authorization_endpoint, resource_indicators, second_resource, rar, authorization_details, dpop, dpop_demanded, jwt_introspection, token_expiry_wait, jwks_hosting, canary, key_set_client, plain_http, tls, https, scope, oidc, fapi2, mcp, smart, jwt_access_token, opaque_access_token, rfc9068_access_token, registration_management.

      x.yaml:8:23: defect cannot be "wrong_secrt"; did you mean "wrong_secret"?
      7 |     token:
      8 |       auth: { defect: wrong_secrt }
        |                       ^^^^^^^^^^^
      fix: Allowed: wrong_secret, unknown_client, case_changed_client, empty_secret, missing_secret, near_miss_secret, case_changed_secret, truncated_secret, other_clients_secret, documentation_literal, no_authentication, both_methods, malformed_basic, unpadded_basic, raw_basic, lower_case_scheme, credentials_in_query, extended_secret, double_encoded_basic, empty_user, nul_in_secret, nul_in_client_id, tab_separator, no_separator, scheme_alone, other_scheme, two_credentials, or a reference.

      x.yaml:9:34: derive cannot be "upper"
      8 |       auth: { defect: wrong_secrt }
      9 |       params: { scope: { derive: upper, from: x } }
        |                                  ^^^^^
      fix: Allowed: break_signature, truncate, append, alg_none, swap_case, upper_case, reverse_words, first_word, add_fragment, add_userinfo, add_dot_segments, strip_signature, append_nul, stretch, scheme, upper_case_host, percent_encode, longer_path, trailing_slash, half, first_80, stretch_4001, stretch_20001, stretch_65536, alter_claims, join_words."
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

      x.yaml:8:22: near needs within in addition
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
})
