import { describe, expect, test } from 'vitest'
import { goodSpecs } from '../testing/good-specs.ts'
import { problemsOf, scenarioFile, spoilt } from '../testing/spoilt.ts'
import { told } from '../testing/told.ts'

const file = 'scenarios/resource/document.yaml'
const scenario = (step: string): Readonly<Record<string, string>> => ({
  ...goodSpecs,
  [file]: `scenario: resource/document
title: The document of the resource
kind: observation
steps:
  - id: refused
    resource: {}
  - id: document
    ${step}
    expect: [{ requirement: rfc6749.5.2.error-member, status: 200 }]
`,
})

describe('a url in a step', () => {
  test('of an operation whose endpoint is named', async () => {
    expect(
      told(
        await spoilt(
          scenarioFile,
          'token: { auth: { method: $matrix.auth_method } }',
          'token: { url: $metadata#/token_endpoint, auth: { method: $matrix.auth_method } }',
        ),
      ),
    ).toMatchInlineSnapshot(`
      "specs/scenarios/token/wrong-secret.yaml:10:14: token has no url of its own choice
       9 |     control: true
      10 |     token: { url: $metadata#/token_endpoint, auth: { method: $matrix.auth_method } }
         |              ^^^
      fix: Leave it out: the operation knows the URL of its endpoint."
    `)
  })

  /** The good scenario's check of acceptance, which such a step makes one of a variation (controls.ts). */
  const varied = /^this check demands that a varied /u

  test.each(['metadata', 'jwks', 'introspect', 'revoke', 'register'])('of %s', async (operation) => {
    const problems = await problemsOf(scenario(`${operation}: { url: $steps.refused.challenge.resource_metadata? }`))
    expect(problems.map(({ message }) => message).filter((each) => !varied.test(each))).toEqual([
      `${operation} has no url of its own choice`,
    ])
  })

  test('of the one document whose place an answer tells: no problem', async () => {
    const step = 'resource_metadata: { url: $steps.refused.challenge.resource_metadata? }'
    expect(told(await problemsOf(scenario(step)))).toBe('')
    expect(told(await problemsOf(scenario('resource_metadata: {}')))).toBe('')
  })

  test('that is a reference to no step', async () => {
    const problems = await problemsOf(
      scenario('resource_metadata: { url: $steps.refuse.challenge.resource_metadata? }'),
    )
    expect(problems.map(({ message }) => message)).toEqual([expect.stringContaining('refuse')])
  })
})
