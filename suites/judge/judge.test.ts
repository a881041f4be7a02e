import { describe, expect, it } from 'vitest'
import type { WrittenCheck as Subject } from '../model/language.ts'
import type { Matchers } from '../model/matchers.ts'
import { check, exchange, scenario, step } from './testing.ts'
import { verdicts } from './testing-verdicts.ts'

const status = (...oneOf: number[]): Subject => ({ status: oneOf })
const json = (at: string, match: Matchers): Subject => ({ json: { at, ...match } })

describe('severity', () => {
  const failing = (requirement: string) =>
    verdicts(scenario([step('ask', [check('c', status(201), requirement)])]), { ask: exchange(1, 200, {}) })

  it('a violated MUST fails, a SHOULD warns, a MAY is left to the server', () => {
    expect([failing('doc.must'), failing('doc.should'), failing('doc.may')].map((each) => each.kinds.c)).toEqual([
      'fail',
      'warn',
      'not-applicable',
    ])
  })

  it('only a failure makes the run nonconformant', () => {
    expect(failing('doc.must').conclusion).toBe('nonconformant')
    expect(failing('doc.should').conclusion).toBe('inconclusive')
  })
})

describe('answers that decide nothing', () => {
  const positive = scenario([step('ask', [check('c', json('/x', { present: true }))])])
  const negative = scenario(
    [
      step('control', [], { control: true }),
      step('ask', [check('c', { rejection: { status: [400], error: ['invalid_grant'] } })]),
    ],
    { kind: 'negative' },
  )
  const good = exchange(2, 200, { access_token: 'a' })

  it.each([429, 502, 503, 504])('%i is inconclusive everywhere', (code) => {
    expect(verdicts(positive, { ask: exchange(1, code, {}) }).kinds.c).toBe('inconclusive')
    expect(verdicts(negative, { control: good, ask: exchange(1, code, {}) }).kinds.c).toBe('inconclusive')
  })

  it('a 500, a page or a redirect blocks a positive and fails a negative whose control held', () => {
    for (const answer of [exchange(1, 500, {}), exchange(1, 200, '<html></html>'), exchange(1, 302, '')]) {
      expect(verdicts(positive, { ask: answer }).kinds.c).toBe('inconclusive')
      expect(verdicts(negative, { control: good, ask: answer }).kinds.c).toBe('fail')
    }
  })

  it('a failed control makes its negatives inconclusive and names itself', () => {
    const { kinds, checks } = verdicts(negative, {
      control: exchange(2, 401, { error: 'invalid_client' }),
      ask: exchange(1, 400, { error: 'invalid_grant' }),
    })
    expect(kinds.c).toBe('inconclusive')
    expect(checks[0]?.verdict).toMatchObject({ because: expect.stringContaining('the control "control" failed') })
  })

  it('the right refusal after a good control passes', () => {
    expect(verdicts(negative, { control: good, ask: exchange(1, 400, { error: 'invalid_grant' }) }).kinds.c).toBe(
      'pass',
    )
  })

  it('a token is never a refusal', () => {
    expect(
      verdicts(negative, { control: good, ask: exchange(1, 400, { error: 'invalid_grant', access_token: 'x' }) }).kinds
        .c,
    ).toBe('fail')
  })

  it('a target that never speaks OAuth gets no verdict at all', () => {
    const { kinds, conclusion } = verdicts(positive, { ask: exchange(1, 200, { x: 1 }) }, [])
    expect(kinds.c).toBe('inconclusive')
    expect(conclusion).toBe('inconclusive')
  })
})

describe('types', () => {
  const value = (match: Matchers, body: { x?: string | number | string[] }) =>
    verdicts(scenario([step('ask', [check('c', json('/x', match))])]), { ask: exchange(1, 200, body) }).kinds.c

  it('a number is no string and no other case', () => {
    expect(value({ equals: 5 }, { x: '5' })).toBe('fail')
    expect(value({ equals: 'bearer' }, { x: 'Bearer' })).toBe('fail')
    expect(value({ equals: 'bearer', ignore_case: true }, { x: 'Bearer' })).toBe('pass')
  })

  it('an absent member fails unless it is optional', () => {
    expect(value({ type: ['string'] }, {})).toBe('fail')
    expect(value({ type: ['string'], optional: true }, {})).toBe('not-applicable')
    expect(value({ absent: true }, {})).toBe('pass')
  })

  it('each applies to every element', () => {
    expect(value({ each: { type: ['string'] } }, { x: ['a', 'b'] })).toBe('pass')
    expect(value({ each: { min: 1 } }, { x: ['a'] })).toBe('fail')
  })
})
