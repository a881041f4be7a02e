import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deepEqual } from '../decode/type-of.ts'
import type { Json } from '../model/json.ts'
import type { Expression } from '../model/scenario.ts'
import { isReference, parseReference } from './reference.ts'
import { resolve } from './resolve.ts'
import type { Scope } from './scope.ts'
import { emptyScope, literally } from './testing.ts'

// What holds for every expression, whatever stands in a scenario and whatever a server has answered.

/** A run that saw nothing but a metadata document and a client. */
const scope: Scope = {
  ...emptyScope,
  row: { auth_method: 'client_secret_basic', n: 3 },
  facts: { ...emptyScope.facts, parameters: { as: 'myAS' } },
  metadata: { issuer: 'https://as.example', list: ['a', 'b'], '': 0 },
  client: { client_id: 'c' },
  invent: (kind, name, place) => `${kind} ${name} ${place}`,
}
const resolved = (expression: Expression) => resolve(expression, scope, 'json.member')

const words = [
  '$',
  '$$',
  '?',
  '#',
  '/',
  '.',
  '~1',
  'matrix',
  'param',
  'target',
  'endpoint',
  'metadata',
  'client',
  'second',
  'steps',
  'this',
  'all',
]
const more = [
  'fake',
  'random',
  'body',
  'request',
  'claims',
  'jose',
  'header',
  'status',
  'url',
  'token',
  'company.name',
  'constructor',
  '__proto__',
  'toString',
]
const nearReference = fc.string({ unit: fc.constantFrom(...words, ...more), maxLength: 8 }).map((text) => `$${text}`)
const json: fc.Arbitrary<Json> = fc.jsonValue().map((value) => {
  const plain: Json = JSON.parse(JSON.stringify(value))
  return plain
})
const tree: fc.Arbitrary<Json> = fc.letrec<{ tree: Json }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    nearReference,
    json,
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('derive', 'from', '__proto__')), tie('tree'), { maxKeys: 3 }),
  ),
})).tree

const derives = (value: Json): boolean => JSON.stringify(value).includes('"derive":')

describe('resolve', () => {
  it('never throws, and gives plain JSON, a gap, or a reason', () => {
    fc.assert(
      fc.property(tree, (expression) => {
        const found = resolved(expression)
        if (found.kind === 'value') expect(deepEqual(JSON.parse(JSON.stringify(found.value)), found.value)).toBe(true)
        else if (found.kind === 'unresolved') expect(found.because).not.toBe('')
        else expect(found).toEqual({ kind: 'omitted' })
      }),
      { numRuns: 500 },
    )
  })

  it('gives every value back that is written as a literal', () => {
    fc.assert(
      fc.property(json, (value) => {
        fc.pre(!derives(value))
        expect(resolved(literally(value))).toEqual({ kind: 'value', value })
      }),
    )
  })

  it('what has a question mark at its end is never the reason why a request is not sent', () => {
    fc.assert(
      fc.property(nearReference, (text) => {
        const optional = `${text.replace(/\?+$/u, '')}?`
        fc.pre(isReference(optional) && parseReference(optional).ok)
        expect(resolved(optional).kind).not.toBe('unresolved')
      }),
      { numRuns: 500 },
    )
  })

  it('leaves out of lists and objects what is optional and not there', () => {
    expect(resolved({ a: '$second#/x?', b: ['$second#/x?', 1], c: '$metadata#/list/1' })).toEqual({
      kind: 'value',
      value: { b: [1], c: 'b' },
    })
    expect(resolved(['$second#/x'])).toEqual({
      kind: 'unresolved',
      because: 'the client information response of the second client has no /x',
    })
  })

  it('takes names literally: nothing that every object inherits is a value', () => {
    for (const text of [
      '$matrix.constructor',
      '$param.constructor',
      '$matrix.toString',
      '$metadata#/constructor',
      '$client#/__proto__',
    ])
      expect(resolved(text), text).toMatchObject({ kind: 'unresolved' })
  })

  it('the place of an invented value is part of it', () => {
    expect(resolved({ a: ['$random.opaque'] })).toEqual({
      kind: 'value',
      value: { a: ['random opaque json.member.a.0'] },
    })
  })

  it('a derivation starts from text and has a known name', () => {
    expect(resolved({ derive: 'append', from: '$client#/client_id' })).toEqual({ kind: 'value', value: 'cx' })
    expect(resolved({ derive: 'append', from: 1 })).toMatchObject({
      kind: 'unresolved',
      because: 'append needs text to start from',
    })
    expect(resolved({ derive: 'toString', from: 'a' })).toMatchObject({
      kind: 'unresolved',
      because: 'there is no derivation "toString"',
    })
    expect(resolved({ derive: 'append', from: '$second#/x?' })).toEqual({ kind: 'omitted' })
  })
})
