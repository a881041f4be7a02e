import { describe, expect, test } from 'vitest'
import { problems } from '../testing/problems.ts'

describe('other files', () => {
  test('a target without place, with a literal secret', () => {
    const result = problems('target', 'profile: rfc\nclient:\n  client_id: abc\n  client_secret: hunter2-hunter2\n')
    expect(result).not.toContain('hunter2')
    expect(result).toMatchInlineSnapshot(`
      "x.yaml:1:1: the file needs issuer or baseUrl or fhirBaseUrl
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
      "x.yaml:2:31: a secret needs exactly one of env, file; found env and file
      1 | issuer: https://as.example
      2 | initialAccessToken: { env: A, file: b }
        |                               ^^^^

      x.yaml:3:40: a secret needs exactly one of env, file; found none
      2 | initialAccessToken: { env: A, file: b }
      3 | client: { client_id: x, client_secret: {} }
        |                                        ^^"
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
