import { describe, expect, it } from 'vitest'
import { messageCompiler } from '../load/compile-message.ts'
import { validatorBy } from '../load/schema-validator.ts'
import type { JsonObject } from '../model/json.ts'
import type { WrittenCheck as Subject } from '../model/language.ts'
import { check, exchange, scenario, step } from './testing.ts'
import { verdicts } from './testing-verdicts.ts'

const integer = (at: string): Subject => ({ json: { at, type: ['integer'] } })
const header = (name: string): Subject => ({ header: { name, present: true } })

// The same fault, found twice in one answer.

describe('a schema that repeats what checks of members have found', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f']
  const members = names.map((name) => check(name, integer(`/${name}`)))
  const counts: JsonObject = {
    type: 'object',
    required: ['a'],
    properties: Object.fromEntries([...names, 'a:b', 'z'].map((name) => [name, { type: 'integer' }])),
  }
  const lists: JsonObject = { properties: { a: { items: { type: 'integer' } } } }
  const validate = validatorBy({ counts, lists }, messageCompiler({ counts, lists }))
  const judged = (body: JsonObject, schema: NonNullable<Subject['schema']> = 'counts', checks = members) =>
    verdicts(
      scenario([step('ask', [...checks, check('shape', { schema })])]),
      { ask: exchange(1, 200, body) },
      undefined,
      validate,
    )
  const right = { a: 1, b: 1, c: 1, d: 1, e: 1, f: 1 }

  it('is no second finding, and names them', () => {
    expect(judged({ ...right, a: '5' })).toMatchObject({
      kinds: { a: 'fail', b: 'pass', shape: 'inconclusive' },
      because: { shape: 'see "a"' },
    })
    expect(judged({ ...right, a: '5', b: '5' })).toMatchObject({
      kinds: { a: 'fail', b: 'fail', shape: 'inconclusive' },
      because: { shape: 'see "a", "b"' },
    })
  })

  it('is none of six violations, of which a sentence names five', () => {
    const { because } = judged(Object.fromEntries(names.map((name) => [name, '5'])))
    expect(because.shape).toBe('see "a", "b", "c", "d", "e", "f"')
  })

  it('is none of a member with a colon in its name', () => {
    const { because } = judged({ a: 1, 'a:b': '5' }, 'counts', [check('odd', integer('/a:b'))])
    expect(because.shape).toBe('see "odd"')
  })

  it('is none where it is about a part of the body, and the check about a member of that part', () => {
    const part = { name: 'counts', at: '/x' }
    expect(judged({ x: { a: '5' } }, part, [check('inner', integer('/x/a'))]).because.shape).toBe('see "inner"')
    expect(judged({ a: '5', x: { a: '5' } }, part, [check('outer', integer('/a'))]).kinds.shape).toBe('fail')
  })

  it.each<[name: string, body: JsonObject, schema: string]>([
    ['another member', { ...right, a: '5', z: '5' }, 'counts'],
    ['a place below', { ...right, a: ['5'] }, 'lists'],
    [
      'one violation beyond those that have checks',
      Object.fromEntries([...names, 'z'].map((name) => [name, '5'])),
      'counts',
    ],
  ])('stands for %s', (_name, body, schema) => {
    expect(judged(body, schema).kinds).toMatchObject({ a: 'fail', shape: 'fail' })
  })

  it('stands for a member that is not there, and for one whose own check passes', () => {
    const { a: _, ...absent } = right
    expect(judged({ ...absent, b: '5' }).kinds).toMatchObject({ b: 'fail', shape: 'fail' })
    const passing = [check('a', { json: { at: '/a', present: true } }), check('b', integer('/b'))]
    expect(judged({ a: '5', b: '5' }, 'counts', passing).kinds).toMatchObject({ a: 'pass', b: 'fail', shape: 'fail' })
  })

  it('stands when no member check failed, and passes when it fits', () => {
    expect(judged({ ...right, z: '5' }).kinds.shape).toBe('fail')
    expect(judged({ ...right, z: 5 }, 'counts', [check('a', { json: { at: '/a', equals: 7 } })]).kinds.shape).toBe(
      'pass',
    )
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
