import { describe, expect, it } from 'vitest'
import { readKeyName } from './key-name.ts'

const form = { ok: false, problem: 'write a key as NAME or NAME.ALG' }

describe('readKeyName', () => {
  it.each([
    ['auth', { ok: true, value: { name: 'auth' } }],
    ['a-1_b', { ok: true, value: { name: 'a-1_b' } }],
    ['auth.RS256', { ok: true, value: { name: 'auth', kind: 'RS256' } }],
    ['twin~b.ES384', { ok: true, value: { name: 'twin~b', kind: 'ES384' } }],
    ['twin~', form],
    ['a~b~c', form],
    ['', form],
    ['1a', form],
    ['-a', form],
    ['Auth', form],
    ['a b', form],
    ['auth.RS256.', form],
    ['.RS256', form],
    ['auth.', { ok: false, problem: expect.stringMatching(/^there is no kind of key "" /u) }],
    ['auth.RS255', { ok: false, problem: expect.stringMatching(/did you mean "RS256"\?$/u) }],
  ])('%j', (text, expected) => expect(readKeyName(text)).toEqual(expected))
})
