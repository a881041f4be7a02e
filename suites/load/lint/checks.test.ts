import { describe, expect, test } from 'vitest'
import { checkIs, refused, scenarioFile, spoilt } from '../testing/spoilt.ts'

describe('checks', () => {
  test('keys of which one would be ignored: what to do', async () => {
    const [problem] = await spoilt(
      scenarioFile,
      refused,
      "{ requirement: rfc6749.5.2.error-member, json: { at: '', utf8: true, equals: 42 } }",
    )
    expect(problem).toMatchObject({
      fix: 'Allowed here: at, utf8. Write a check of its own for equals.',
      frame: expect.stringContaining('^^^^^^'),
    })
  })

  test.each([
    ['json: { at: error, present: true }', '"error" is not a JSON Pointer'],
    ['json: { at: /error }', 'this check asserts nothing'],
    ['json: { at: /error, optional: true }', 'optional alone asserts nothing'],
    ['json: { at: /error, matches: "(" }', 'not a regular expression'],
    ['json: { at: /error, each: { matches: "[" } }', 'not a regular expression'],
    ['json: { at: /error, absent: true, type: string }', 'an absent value has nothing else to match'],
    ['json: { at: /error, min: 2, max: 1 }', 'nothing is at least 2 and at most 1'],
    ['header: { name: A }', 'this check asserts nothing'],
    ['header: { name: A, scheme: Basic, directive: b }', 'scheme cannot be used together with directive'],
    // These four passed on anything once.
    [
      "json: { at: '', utf8: true, type: array, equals: 42 }",
      'type cannot be used together with utf8',
      'equals cannot be used together with utf8',
    ],
    [
      'header: { name: Content-Type, media_type: application/json, equals: nonsense }',
      'equals cannot be used together with media_type',
    ],
    [
      "header: { name: Cache-Control, directive: no-store, matches: '^never$' }",
      'matches cannot be used together with directive',
    ],
    ["json: { at: '', no_debug_output: true, equals: 1 }", 'equals cannot be used together with no_debug_output'],
    ['json: { at: /error, absent: true, optional: true }', 'an absent value has nothing else to match'],
    ['json: { at: /error, present: true, optional: true }', 'a value that may be absent cannot have to be present'],
    ['json: { at: /error, type: integer, ignore_case: true }', 'ignore_case has no comparison to change'],
    ['json: { at: /error, equals: a, min: 1, ignore_case: true }', 'a number has no upper and lower case'],
    ['json: { at: /error, each: { ignore_case: true } }', 'ignore_case alone asserts nothing'],
    ['json: { at: /error, unique_members: true }', 'at can only be ""'],
    ['json: { at: /error, equal: a }', 'unknown key "equal"; did you mean "equals"?'],
    ['jwt: { claim: exp, present: true }', '"exp" is not a JSON Pointer'],
    ['jwt: { claim: /exp }', 'this check asserts nothing'],
    ['jwt: { form: true, equals: 1 }', 'equals cannot be used together with form'],
    ['schema: token-respons', 'there is no schema "token-respons"; did you mean "token-response"?'],
    ['schema: { name: token-response, at: x }', '"x" is not a JSON Pointer'],
  ])('%s', async (subject, ...messages) => {
    const problems = await checkIs(`{ requirement: rfc6749.5.2.error-member, ${subject} }`)
    expect(problems).toEqual(messages.map((message) => expect.stringContaining(message)))
    expect(problems[0]).toMatch(/^specs\/scenarios\/token\/wrong-secret\.yaml:15:\d+ /)
  })
})
