import { describe, expect, it } from 'vitest'
import { decodeJws } from '../../decode/jws.ts'
import { fakeNames, randomNames } from '../../model/vocabulary.ts'
import { loadFaker } from './fake-value.ts'
import { inventorFor } from './inventor.ts'

const faker = await loadFaker()
const invent = (seed: number, owner = 'token/x', step = 'a') => inventorFor(seed, faker)(owner, step)

const names = [
  ...fakeNames.map((name) => ['fake', name] as const),
  ...randomNames.map((name) => ['random', name] as const),
]

describe('invented values', () => {
  it.each(
    names,
  )('%s.%s is the same for the same seed, and another for another place, step, row or seed', (kind, name) => {
    const value = invent(1)(kind, name, 'json.a')
    expect(invent(1)(kind, name, 'json.a')).toBe(value)
    const others = [
      invent(1)(kind, name, 'json.b'),
      invent(1, 'token/x', 'b')(kind, name, 'json.a'),
      invent(1, 'y')(kind, name, 'json.a'),
      invent(2)(kind, name, 'json.a'),
    ]
    // A version number may be met twice; nothing else may.
    if (name !== 'software.version') expect(new Set([value, ...others]).size).toBe(5)
    expect(value).toMatch(/^[\x20-\x7e]+$/u)
  })

  it('names clients by the run that registers them', () => {
    expect(invent(1766875462)('fake', 'company.name', 'json.client_name')).toMatch(/^grantcheck 1766875462 \w.*$/u)
  })

  it('makes URIs at reserved names that resolve nowhere', () => {
    for (const name of fakeNames.filter((each) => each.startsWith('uri.'))) {
      expect(new URL(invent(3)('fake', name, 'x')).hostname).toMatch(/\.example$/u)
    }
  })

  it('makes a well-formed JWT and a version 4 UUID', () => {
    expect(decodeJws(invent(3)('random', 'jwt', 'x'))).toMatchObject({ ok: true, value: { header: { alg: 'ES256' } } })
    expect(invent(3)('random', 'uuid', 'x')).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u,
    )
  })
})
