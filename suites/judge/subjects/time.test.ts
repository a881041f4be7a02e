import { describe, expect, it } from 'vitest'
import type { Json } from '../../model/json.ts'
import type { Time } from '../../model/language.ts'
import { exchange } from '../testing.ts'
import { said } from './testing.ts'

const date: readonly [string, string] = ['Date', 'Thu, 01 Jan 2026 00:00:00 GMT']
const now = 1_767_225_600

type Relation = Pick<Time, 'value' | 'minus' | 'within'> & {
  readonly is: 'near' | 'after' | 'before'
  readonly to: Json
}

/** Of a value that is at most five seconds from the server's time, unless said otherwise. */
function time(relation: Partial<Relation>, body: Json, headers = [date]): string {
  const { is, to, ...rest } = { value: '$this.body#/at', is: 'near', to: 'now', within: 5, ...relation } as const
  const compared = is === 'near' ? { near: to } : is === 'after' ? { after: to } : { before: to }
  return said({ time: { ...rest, ...compared } }, exchange(1, 200, body, { headers }))
}

const apart = (at: number): string => `${at}, compared with ${now}: ${at - now} s apart`
const server = "the server's time at that answer"

describe('compared with the time of the answer', () => {
  it.each([
    ['near', now + 5, 'holds'],
    ['near', now - 5, 'holds'],
    ['near', now + 6, `/at within 5 s of ${server} | ${apart(now + 6)}`],
    ['near', now - 6, `/at within 5 s of ${server} | ${apart(now - 6)}`],
    ['after', now - 4, 'holds'],
    ['after', now - 5, `/at after (give or take 5 s) ${server} | ${apart(now - 5)}`],
    ['before', now + 4, 'holds'],
    ['before', now + 5, `/at before (give or take 5 s) ${server} | ${apart(now + 5)}`],
  ] as const)('%s %i: %s', (is, at, expected) => {
    expect(time({ is }, { at })).toBe(expected)
  })

  it('a time may be as old as the request of an answer that took long', () => {
    const { response, ...rest } = exchange(1, 200, { at: now - 15 }, { headers: [date] })
    const slow = { ...rest, ...(response === undefined ? {} : { response: { ...response, durationMs: 10_000 } }) }
    const asked = { time: { value: '$this.body#/at', near: 'now', within: 5 } } as const
    expect(said(asked, slow)).toBe('holds')
    expect(said(asked, exchange(1, 200, { at: now - 15 }, { headers: [date] }))).toContain('15 s apart')
    expect(said({ time: { ...asked.time, minus: -40 } }, slow)).toContain('25 s apart')
  })

  it('without a tolerance none is told of', () => {
    expect(time({ is: 'after', within: 0 }, { at: now + 1 })).toBe('holds')
    expect(time({ is: 'after', within: 0 }, { at: now })).toBe(`/at after ${server} | ${apart(now)}`)
  })

  it('a server without a clock is judged by ours, and seconds are told whole', () => {
    expect(time({ is: 'before', within: 0 }, { at: now }, [])).toBe('holds')
    expect(time({}, { at: now + 9 }, [])).toBe(
      `/at within 5 s of ${server} | ${now + 9}, compared with ${now}.01: 9 s apart`,
    )
  })
})

describe('differences', () => {
  const difference = { value: '$this.body#/exp', minus: '$this.body#/iat', to: '$this.body#/in' }

  it.each<[Json, string]>([
    [{ exp: 160, iat: 100, in: 60 }, 'holds'],
    [{ exp: 160, iat: 100, in: 30 }, '/exp - /iat within 5 s of /in | 60, compared with 30: 30 s apart'],
    [{ exp: 160, iat: null, in: 60 }, '/iat to be a number of seconds | null null'],
    [{ exp: 160, iat: 100, in: '60' }, '/in to be a number of seconds | string "60"'],
    [{ exp: 160, in: 60 }, 'undecided: the answer has no /iat'],
    [{ exp: 160, iat: 100 }, 'undecided: the answer has no /in'],
  ])('%j: %s', (body, expected) => {
    expect(time(difference, body)).toBe(expected)
  })

  it('what may be absent leaves nothing to compare', () => {
    expect(time({ ...difference, minus: '$this.body#/iat?' }, { exp: 160, in: 60 })).toBe(
      'moot: /iat is absent, which is allowed',
    )
    expect(time({ ...difference, to: '$this.body#/in?' }, { exp: 160, iat: 100 })).toBe(
      'moot: /in is absent, which is allowed',
    )
  })
})

describe('what is no time', () => {
  it.each<[Partial<Relation>, Json, string]>([
    [{}, { at: String(now) }, `/at to be a number of seconds | string "${now}"`],
    [{}, {}, 'undecided: the answer has no /at'],
    [{ value: '$this.body#/at?' }, {}, 'moot: /at is absent, which is allowed'],
  ])('%j %j: %s', (relation, body, expected) => {
    expect(time(relation, body)).toBe(expected)
  })
})

describe('names in sentences', () => {
  it.each<[value: Json, body: Json, name: string]>([
    [60, {}, '60'],
    ['$this.status', {}, 'status of the answer'],
    ['$this.body#/at?', { at: 60 }, '/at'],
    ['$this.body#/a?b?', { 'a?b': 60 }, '/a?b'],
  ])('%j is %s', (value, body, name) => {
    const left = value === '$this.status' ? 200 : 60
    expect(time({ value, to: 0 }, body)).toBe(`${name} within 5 s of 0 | ${left}, compared with 0: ${left} s apart`)
  })
})
