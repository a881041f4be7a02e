import { describe, expect, test } from 'vitest'
import { checkIs } from '../testing/spoilt.ts'

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
