import { describe, expect, it } from 'vitest'
import { pairsIn } from './same-text.ts'

const window = { before: 5, after: 5 }
const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const proof = (jti: string): string => `${part({ typ: 'dpop+jwt', alg: 'ES256' })}.${part({ jti })}.signature`
const made = (tag: string, jti: string): string | undefined => pairsIn(tag, proof(jti), window, true)?.[0]?.made

describe('a token that stands under one tag as a whole', () => {
  it('is another value than one that differs in nothing but chance', () =>
    expect(made('[assertion#1b2f]', 'one')).not.toBe(made('[assertion#6fea]', 'two')))

  it('is the same value where it is sent twice', () =>
    expect(made('[assertion#1b2f]', 'one')).toBe(made('[assertion#1b2f]', 'one')))
})
