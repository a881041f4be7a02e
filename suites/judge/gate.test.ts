import { describe, expect, it } from 'vitest'
import type { Exchange } from '../model/evidence.ts'
import type { Relation, WrittenCheck as Subject } from '../model/language.ts'
import type { ScenarioKind } from '../model/scenario.ts'
import { blockedBy, decidesAcceptance, isSuccess, readsJson, refusedInHandshake } from './gate.ts'
import { check, exchange } from './testing.ts'

const url = 'POST http://127.0.0.1:1/token'
const status: Subject = { status: [200] }
const rejection: Subject = { rejection: { status: [400], error: ['invalid_grant'] } }
const json: Subject = { json: { at: '/a' } }
const header: Subject = { header: { name: 'Date' } }
const schema: Subject = { schema: 'any' }
const relation = (wanted: Relation): Subject => ({ relation: wanted })

/** An exchange that got no answer. */
function failed(
  code: NonNullable<Exchange['failure']>['code'],
  certificate?: NonNullable<Exchange['request']['certificate']>,
): Exchange {
  const { response: _response, ...rest } = exchange(1, 200, {})
  return {
    ...rest,
    request: { ...rest.request, ...(certificate === undefined ? {} : { certificate }) },
    failure: { code, message: `failed: ${code}` },
  }
}

describe('blockedBy', () => {
  const said = (answer: Exchange, subject: Subject = json, kind: ScenarioKind = 'conformance') =>
    blockedBy(answer, kind, check('c', subject))

  it.each([200, 201, 400, 401, 404, 499])('lets a check look at a JSON answer of status %i', (code) => {
    expect(said(exchange(1, code, {}))).toBeUndefined()
    expect(said(exchange(1, code, {}), json, 'negative')).toBeUndefined()
  })

  it('stops at a failure of the transport', () => {
    expect(said(failed('timeout'))).toBe(`${url}: failed: timeout`)
    expect(said(failed('timeout'), rejection, 'negative')).toBe(`${url}: failed: timeout`)
  })

  it('takes a refusal in the handshake for an answer, where a refusal is asked for', () => {
    expect(said(failed('tls', { name: 'none' }), rejection)).toBeUndefined()
    expect(said(failed('tls', { name: 'none' }), status)).toBe(`${url}: failed: tls`)
    expect(said(failed('tls'), rejection)).toBe(`${url}: failed: tls`)
  })

  it('lets a check judge the very status that it names', () => {
    for (const code of [429, 502, 503, 504, 500]) {
      expect(said(exchange(1, code, {}), { status: [code] })).toBeUndefined()
      expect(said(exchange(1, code, {}), { rejection: { status: [400, code] } })).toBeUndefined()
      expect(said(exchange(1, code, {}), { rejection: { status: [400] } })).toContain(`${url} answered ${code}`)
      expect(said(exchange(1, code, {}), { rejection: {} })).toContain(`${url} answered ${code}`)
      expect(said(exchange(1, code, {}), status)).toContain(`${url} answered ${code}`)
    }
  })

  it('says what stands in the way', () => {
    expect(said(exchange(1, 500, {}))).toBe(`${url} answered 500: look at the server's log at 2026-01-01T00:00:00.010Z`)
    expect(said(exchange(1, 302, '', { headers: [['Location', '/login']] }))).toBe(
      `${url} answered with a redirect (302), as a gateway or a login page does`,
    )
    expect(said(exchange(1, 401, '<html>'))).toBe(
      `${url} answered 401 with an HTML page, as a gateway or a login page does`,
    )
  })
})

it.each([
  [failed('tls', { name: 'none' }), true],
  [failed('tls'), false],
  [failed('timeout', { name: 'none' }), false],
  [exchange(1, 200, {}), false],
])('refusedInHandshake %#', (answer, expected) => expect(refusedInHandshake(answer)).toBe(expected))

describe('what a check looks at', () => {
  it.each<readonly [Subject, acceptance: boolean, body: boolean]>([
    [status, true, false],
    [rejection, true, false],
    [json, false, true],
    [schema, false, true],
    [header, false, false],
    [relation({ equal: ['$this.body#/a', '$this.body#/b'] }), false, false],
    [relation({ equal: ['$this.status', '$this.body#/b'] }), true, false],
    [relation({ equal: ['$this.body#/a', '$this.status'] }), true, false],
    [relation({ subset: ['$this.status', '$this.body#/b'] }), false, false],
  ])('%j', (subject, acceptance, body) => {
    expect(decidesAcceptance(subject)).toBe(acceptance)
    expect(readsJson(subject)).toBe(body)
  })
})

it('isSuccess: 200 to 299, and never without an answer', () => {
  expect([199, 200, 299, 300].map((code) => isSuccess(exchange(1, code, {})))).toEqual([false, true, true, false])
  expect(isSuccess(failed('timeout'))).toBe(false)
})
