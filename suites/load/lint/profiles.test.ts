import { describe, expect, test } from 'vitest'
import { profileFile, spoilt } from '../testing/spoilt.ts'
import { brief } from '../testing/told.ts'

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
