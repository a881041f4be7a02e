import { expect, it } from 'vitest'
import type { Matchers } from '../../model/matchers.ts'
import { exchange } from '../testing.ts'
import { said } from './testing.ts'

it.each<[Matchers, bits: number, said: string]>([
  [{ min_bits: 128 }, 128, 'holds'],
  [{ min_bits: 128 }, 127, '/s of at least 128 bits | about 127 bits in 10 characters'],
  [{ charset: 'vschar' }, 1, 'holds'],
  [{ charset: 'b64token' }, 1, '/s of characters allowed in b64token | string "[client_secret#00aa]"'],
  [{ matches: '.' }, 1, 'undecided: /s is redacted: its form cannot be judged'],
  [{ format: 'uuid' }, 1, 'undecided: /s is redacted: its form cannot be judged'],
])('a secret is judged by its facts, never by its text: %j with %i bits: %s', (match, bits, expected) => {
  const secrets = {
    'client_secret#00aa': { kind: 'client_secret' as const, length: 10, bits, charsets: ['vschar'] },
  }
  expect(said({ json: { at: '/s', ...match } }, exchange(1, 200, { s: '[client_secret#00aa]' }), { secrets })).toBe(
    expected,
  )
})
