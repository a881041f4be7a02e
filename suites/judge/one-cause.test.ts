import { describe, expect, it } from 'vitest'
import type { WrittenCheck as Subject } from '../model/language.ts'
import type { Matchers } from '../model/matchers.ts'
import type { Step } from '../model/scenario.ts'
import { check, exchange, scenario, step } from './testing.ts'
import { verdicts } from './testing-verdicts.ts'

const status = (...oneOf: number[]): Subject => ({ status: oneOf })
const json = (at: string, match: Matchers): Subject => ({ json: { at, ...match } })
const date: Subject = { header: { name: 'Date', present: true } }
const typed: Subject = { header: { name: 'Content-Type', present: true } }
const url = 'POST http://127.0.0.1:1/token'

const positive = (...checks: Step['expect']) => scenario([step('ask', checks)])
const negative = (...checks: Step['expect']) =>
  scenario([step('control', [], { control: true }), step('ask', checks)], { kind: 'negative' })
const control = exchange(2, 200, { access_token: 'a' })
const refusal = exchange(1, 400, { error: 'invalid_scope' })

describe('a refusal where success was due', () => {
  const token = check('token', json('/access_token', { type: ['string'] }))

  it('is told once: what depends on it names it, also what would have passed', () => {
    const { kinds, because } = verdicts(
      positive(check('status', status(200)), token, check('type', typed), check('again', status(201))),
      { ask: refusal },
    )
    expect(kinds).toEqual({ status: 'fail', token: 'inconclusive', type: 'inconclusive', again: 'inconclusive' })
    const see = 'see "status": the request was answered 400 invalid_scope'
    expect(because).toEqual({ token: see, type: see, again: see })
  })

  it('leaves alone what does not apply, what is undecided by itself, and a status that fits', () => {
    const { kinds, because } = verdicts(
      positive(
        check('status', status(200)),
        check('optional', json('/x', { optional: true, equals: 5 })),
        check('undecided', json('/x', { or_absent: true, equals: '$steps.other.body#/x' })),
        check('compared', json('/error', { equals: '$steps.other.body#/x' })),
        check('refused', status(400)),
      ),
      { ask: refusal },
    )
    expect(kinds).toMatchObject({ optional: 'not-applicable', compared: 'inconclusive', refused: 'pass' })
    expect(because.compared).not.toContain('see "status"')
  })

  it('that is only a recommendation explains no violated obligation away', () => {
    const { kinds } = verdicts(
      positive(check('status', status(200), 'doc.should'), token, check('advice', date, 'doc.should')),
      { ask: refusal },
    )
    expect(kinds).toEqual({ status: 'warn', token: 'fail', advice: 'inconclusive' })
  })

  it('that is only a recommendation leaves no kept obligation undecided', () => {
    const { kinds } = verdicts(positive(check('status', status(200), 'doc.should'), check('type', typed)), {
      ask: refusal,
    })
    expect(kinds).toEqual({ status: 'warn', type: 'pass' })
  })

  it('blocks the checks of a step that asks for no status, and leaves what holds', () => {
    const { kinds, because } = verdicts(positive(token, check('type', typed)), { ask: refusal })
    expect(kinds).toEqual({ token: 'inconclusive', type: 'pass' })
    expect(because.token).toBe(`${url} was refused: 400 invalid_scope`)
  })

  it('is no refusal where the step asks for that very status', () => {
    const { kinds } = verdicts(positive(check('status', status(400)), token, check('type', typed)), { ask: refusal })
    expect(kinds).toEqual({ status: 'pass', token: 'fail', type: 'pass' })
  })

  it('blocks also a control that is judged', () => {
    const what = scenario([step('ask', [check('date', date)], { control: true })], { kind: 'negative' })
    expect(verdicts(what, { ask: refusal }).because.date).toBe(`${url} was refused: 400 invalid_scope`)
  })
})

describe('a success where a refusal was due', () => {
  it('is told once', () => {
    const { kinds, because } = verdicts(
      negative(check('refused', status(400)), check('error', json('/error', { present: true })), check('date', date)),
      { control, ask: exchange(1, 200, {}) },
    )
    expect(kinds).toEqual({ refused: 'fail', error: 'inconclusive', date: 'inconclusive' })
    expect(because.error).toBe('see "refused": the request was answered 200')
  })

  it('is not the cause of faults in a refusal that has another status', () => {
    const { kinds } = verdicts(negative(check('refused', status(401)), check('date', date)), { control, ask: refusal })
    expect(kinds).toEqual({ refused: 'fail', date: 'fail' })
    expect(verdicts(negative(check('date', date)), { control, ask: refusal }).kinds).toEqual({ date: 'fail' })
  })
})

describe('a body that is no JSON', () => {
  const text = exchange(1, 200, 'nonsense', { headers: [['Content-Type', 'text/plain']] })

  it('is told by the first check that reads it, for it is another answer altogether; headers that are right stand', () => {
    const { kinds, because } = verdicts(
      positive(
        check('date', date),
        check('type', typed),
        check('token', json('/access_token', { present: true })),
        check('kind', json('/token_type', { present: true })),
        check('shape', { schema: 'any' }),
      ),
      { ask: text },
    )
    expect(kinds).toEqual({
      date: 'inconclusive',
      type: 'pass',
      token: 'fail',
      kind: 'inconclusive',
      shape: 'inconclusive',
    })
    expect(because.kind).toBe('see "token": the body is not JSON')
  })

  it('is no finding of a check that only denies', () => {
    const { kinds } = verdicts(positive(check('none', json('/x', { absent: true })), check('date', date)), {
      ask: text,
    })
    expect(kinds).toEqual({ none: 'inconclusive', date: 'fail' })
  })
})

describe('two independent faults', () => {
  it('are two findings', () => {
    const { kinds } = verdicts(
      positive(
        check('token', json('/access_token', { type: ['string'] })),
        check('type', json('/token_type', { type: ['string'] })),
      ),
      { ask: exchange(1, 200, { access_token: 1 }) },
    )
    expect(kinds).toEqual({ token: 'fail', type: 'fail' })
  })
})
