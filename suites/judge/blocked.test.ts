import { describe, expect, it } from 'vitest'
import type { Exchange } from '../model/evidence.ts'
import type { WrittenCheck as Subject } from '../model/language.ts'
import type { Scenario } from '../model/scenario.ts'
import type { Verdict } from '../model/verdict.ts'
import { judge } from './judge.ts'
import { check, evidenceOf, exchange, profile, proofOfLife, scenario, specsOf, step } from './testing.ts'

const status = (...oneOf: number[]): Subject => ({ status: oneOf })

describe('an answer of which nothing may be concluded', () => {
  const judged = (answer: Exchange, kind: Scenario['kind'] = 'conformance', subject: Subject = status(201)) => {
    const what = scenario([step('ask', [check('c', subject)])], { kind })
    const evidence = evidenceOf([answer, proofOfLife], { ask: { kind: 'sent', exchanges: [answer.id] } })
    return judge(specsOf(what), profile, evidence, () => []).scenarios[0]?.checks[0]?.verdict
  }
  const url = 'POST http://127.0.0.1:1/token'
  const location = { headers: [['Location', 'https://login.example/']] as const }

  it.each<readonly [() => Verdict | undefined, string]>([
    [() => judged(exchange(1, 502, {})), `${url} answered 502, also when asked again`],
    [() => judged(exchange(1, 503, {})), `${url} answered 503, also when asked again`],
    [() => judged(exchange(1, 504, {})), `${url} answered 504, also when asked again`],
    [() => judged(exchange(1, 429, {})), `${url} answered 429, also when asked again`],
    [() => judged(exchange(1, 429, {}), 'negative'), `${url} answered 429, also when asked again`],
    [() => judged(exchange(1, 500, {})), "look at the server's log at 2026-01-01T00:00:00.010Z"],
    [
      () => judged(exchange(1, 302, '', location)),
      `${url} answered with a redirect (302), as a gateway or a login page does`,
    ],
    [
      () => judged(exchange(1, 200, '<!doctype html>')),
      `${url} answered 200 with an HTML page, as a gateway or a login page does`,
    ],
  ])('%s %s', (verdict, text) =>
    expect(verdict()).toEqual({ kind: 'inconclusive', because: expect.stringContaining(text) }))

  it('a page that says "not here" is the answer of a server to a check of the status, and to no other', () => {
    const page = exchange(1, 404, '<!doctype html>')
    expect(judged(page)?.kind).toBe('fail')
    expect(judged(page, 'conformance', { json: { at: '/keys', present: true } })?.kind).toBe('inconclusive')
    expect(judged(exchange(1, 403, '<!doctype html>'))?.kind).toBe('inconclusive')
  })

  it('in a negative scenario a 500, a redirect and a page are answers, and wrong ones', () => {
    for (const answer of [exchange(1, 500, {}), exchange(1, 302, '', location), exchange(1, 200, '<!doctype html>')])
      expect(judged(answer, 'negative')?.kind).toBe('fail')
  })

  it('a check that asks for this very status judges it', () => {
    expect(judged(exchange(1, 503, {}), 'conformance', status(503))).toEqual({ kind: 'pass' })
    expect(judged(exchange(1, 429, {}), 'negative', { rejection: { status: [400] } })?.kind).toBe('inconclusive')
  })
})
