import { describe, expect, test } from 'vitest'
import { refused, scenarioFile, spoilt } from '../testing/spoilt.ts'
import { brief, told } from '../testing/told.ts'

/** The good scenario with one more step. */
const withStep = async (request: string) =>
  spoilt(scenarioFile, /$/u, `\n  - { id: more, http: ${request}, expect: [${refused}] }\n`)

describe('an http step', () => {
  test('is right as it stands', async () => {
    expect(await withStep('{ path: /health }')).toEqual([])
    expect(
      await withStep('{ host: management, path: $steps.control.body#/next, http_method: POST, json: { a: 1 } }'),
    ).toEqual([])
  })

  test.each([
    ['{}', 'http has no path'],
    ['{ path: https://as.test/health }', '"https://as.test/health" is not a path: it does not begin with /'],
    ['{ path: "/a#b" }', 'what stands behind # is never sent'],
    ['{ path: /a, json: { a: 1 } }', 'a GET sends no JSON'],
    ['{ path: /a, http_method: PUT, json: { a: 1 }, body: x }', 'body is sent in its place'],
    ['{ path: /a, http_method: PUT, params: { a: 1 }, body: x }', 'another body is sent in its place'],
    ['{ path: /a, url: $metadata#/x }', 'http has no url of its own choice'],
    ['{ path: /a, method: POST }', 'unknown key "method"; did you mean "http_method"?'],
    ['{ path: /a, place: openid }', 'only metadata is found at a place, not http'],
  ])('%s', async (request, problem) => {
    expect(brief(await withStep(request))).toEqual([expect.stringContaining(problem)])
  })

  test.each([
    ['{ plain: token, host: management }', 'has no host'],
    ['{ plain: token, path: /token }', 'has no path'],
    ['{ plain: token, auth: { method: client_secret_basic } }', 'nothing that could be secret'],
    ['{ plain: token, dpop: {} }', 'nothing that could be secret'],
    ['{ plain: token, headers: { Authorization: $client#/client_secret } }', 'nothing that could be secret'],
    ['{ plain: token, http_method: POST, params: { a: [x, $client#/client_secret] } }', 'nothing that could be secret'],
    ['{ plain: token, http_method: POST, body: $client#/client_secret }', 'nothing that could be secret'],
  ])('without TLS: %s', async (request, problem) => {
    expect(brief(await withStep(request))).toEqual([expect.stringContaining(problem)])
  })

  test('without TLS takes what is made up', async () => {
    expect(
      await withStep('{ plain: token, http_method: POST, params: { client_id: nobody, x: $matrix.auth_method } }'),
    ).toEqual([])
  })

  test('lends its keys to no other operation', async () => {
    expect(
      told(await spoilt(scenarioFile, 'token: { auth: { method: $matrix.auth_method } }', 'token: { path: /token }')),
    ).toContain('token goes to its own endpoint and has no path')
  })
})

describe('a matrix of a parameter', () => {
  const matrix = /auth_method: \[.*\]/u
  test('that no profile has', async () => {
    expect(brief(await spoilt(scenarioFile, matrix, 'auth_method: $param.metods'))).toEqual([
      expect.stringContaining('there is no parameter "metods"'),
    ])
  })

  test('is no list of its own', async () => {
    expect(brief(await spoilt(scenarioFile, matrix, 'auth_method: $target.scope'))).not.toEqual([])
  })
})

describe('wait', () => {
  test('before nothing is sent', async () => {
    const step = `\n  - { id: more, metadata: {}, wait: 2, expect: [${refused}] }\n`
    expect(brief(await spoilt(scenarioFile, /$/u, step))).toEqual([
      expect.stringContaining('this step reads what discovery has fetched before'),
    ])
  })

  test('of what is no number says what to write', async () => {
    const step = `\n  - { id: more, token: {}, wait: $.token, expect: [${refused}] }\n`
    expect(told(await spoilt(scenarioFile, /$/u, step))).toContain('a reference such as $param.settleSeconds')
  })

  test.each(['0', '-1', '4000', 'soon', '$client#/x'])('of %s', async (seconds) => {
    const step = `\n  - { id: more, token: {}, wait: ${seconds}, expect: [${refused}] }\n`
    expect(brief(await spoilt(scenarioFile, /$/u, step))).toHaveLength(1)
  })
})
