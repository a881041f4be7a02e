import { describe, expect, it } from 'vitest'
import type { WrittenCheck as Subject } from '../model/language.ts'
import { check, exchange, scenario, step } from './testing.ts'
import { verdicts } from './testing-verdicts.ts'

const integer = (at: string): Subject => ({ json: { at, type: ['integer'] } })
const header = (name: string): Subject => ({ header: { name, present: true } })
const shape = check('shape', { schema: 'any' })

// The same fault, found twice in one answer.

describe('a schema that repeats what checks of members have found', () => {
  const members = [check('x', integer('/x')), check('y', integer('/y'))]
  const judged = (body: object, ...violations: readonly string[]) =>
    verdicts(
      scenario([step('ask', [...members, shape])]),
      { ask: exchange(1, 200, JSON.parse(JSON.stringify(body))) },
      undefined,
      () => violations,
    )
  const x = 'at /x: must be an integer, is a string'
  const y = 'at /y: must be an integer, is a string'

  it('is no second finding, and names them', () => {
    expect(judged({ x: '5', y: 5 }, x)).toMatchObject({
      kinds: { x: 'fail', y: 'pass', shape: 'inconclusive' },
      because: { shape: 'see "x"' },
    })
    expect(judged({ x: '5', y: '5' }, x, y)).toMatchObject({
      kinds: { x: 'fail', y: 'fail', shape: 'inconclusive' },
      because: { shape: 'see "x", "y"' },
    })
  })

  it.each([
    ['another member', [x, 'at /z: must be a string']],
    ['a member whose own check passes', [x, y]],
    ['the whole body', [x, 'must have the member "z"']],
    ['a place below', ['at /x/0: must be a string']],
    ['a place that is only mentioned', ['must not, at /x: no']],
    ['violations beyond those that it names', [x, x, x, x, x, y]],
    [
      'violations beyond those that it names, of the whole body',
      [x, x, x, x, x, 'at the top: must have the member "z"'],
    ],
  ])('stands for %s', (_name, violations) => {
    expect(judged({ x: '5', y: 5 }, ...violations).kinds).toEqual({ x: 'fail', y: 'pass', shape: 'fail' })
  })

  it('stands when no member check failed, and passes when it fits', () => {
    expect(judged({ x: 5, y: 5 }, x).kinds.shape).toBe('fail')
    expect(judged({ x: '5', y: 5 }).kinds.shape).toBe('pass')
  })
})

describe('a header field that several checks ask for', () => {
  const basic = check('basic', { header: { name: 'WWW-Authenticate', scheme: 'Basic' } })
  const any = check('any', header('www-authenticate'))
  const advice = check('advice', header('WWW-AUTHENTICATE'), 'doc.should')
  const date = check('date', header('Date'))
  const judged = (checks: Parameters<typeof step>[1], headers: readonly (readonly [string, string])[] = []) =>
    verdicts(scenario([step('ask', checks)]), { ask: exchange(1, 200, {}, { headers }) })

  it('is absent once', () => {
    const { kinds, because } = judged([basic, any, date])
    expect(kinds).toEqual({ basic: 'fail', any: 'inconclusive', date: 'fail' })
    expect(because.any).toBe('see "basic": the header www-authenticate is absent')
  })

  it('is an obligation before it is a recommendation', () => {
    expect(judged([advice, any, basic]).kinds).toEqual({ advice: 'warn', any: 'fail', basic: 'inconclusive' })
    expect(judged([advice, { ...advice, name: 'more' }]).kinds).toEqual({ advice: 'warn', more: 'inconclusive' })
    expect(judged([any, advice]).kinds).toEqual({ any: 'fail', advice: 'inconclusive' })
  })

  it('is judged by each of them when it is there', () => {
    const digest = check('digest', { header: { name: 'WWW-Authenticate', scheme: 'Digest' } })
    const { kinds } = judged([basic, digest, any], [['WWW-Authenticate', 'Bearer']])
    expect(kinds).toEqual({ basic: 'fail', digest: 'fail', any: 'pass' })
  })

  it('may be absent', () => {
    const absent = check('absent', { header: { name: 'WWW-Authenticate', absent: true } })
    expect(judged([absent, any, { ...any, name: 'more' }]).kinds).toEqual({
      absent: 'pass',
      any: 'fail',
      more: 'inconclusive',
    })
  })
})
