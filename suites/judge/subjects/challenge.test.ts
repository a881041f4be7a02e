import { describe, expect, it } from 'vitest'
import type { Matchers } from '../../model/matchers.ts'
import { exchange } from '../testing.ts'
import { said } from './testing.ts'

const name = 'WWW-Authenticate'

const judged = (asked: object, values: readonly string[]): string =>
  said({ header: { name, ...asked } }, exchange(1, 401, {}, { headers: values.map((value) => [name, value] as const) }))

describe('a scheme', () => {
  const expected = 'header WWW-Authenticate: a Basic challenge'

  it.each<[values: string[], said: string]>([
    [['Bearer x="y", basic realm="r"'], 'holds'],
    [['Bearer', 'BASIC'], 'holds'],
    [['Bearer realm="basic"'], `${expected} | Bearer realm="basic"`],
    [['Bearer', 'DPoP'], `${expected} | Bearer, DPoP`],
    [['realm="r"', 'Basic'], `${expected} | realm="r", Basic (has a parameter that belongs to no challenge)`],
    [['Basic realm="r", realm="r"'], 'holds'],
  ])('%j: %s', (values, sentence) => {
    expect(judged({ scheme: 'Basic' }, values)).toBe(sentence)
  })

  it.each<[values: string[], said: string]>([
    [['Basic realm="r", charset="UTF-8"'], 'holds'],
    [['Basic realm="a", Bearer realm="b", realm="c"'], 'holds'],
    [['Basic realm="a", Basic realm="b"'], 'holds'],
    [['Basic a=b, c=d, A=b, c=d'], 'a Basic challenge with each parameter once | a, c repeated'],
    [['Basic a=b, Basic c=d, c=d'], 'a Basic challenge with each parameter once | c repeated'],
  ])('each parameter once: %j: %s', (values, sentence) => {
    expect(judged({ scheme: 'Basic', unique_members: true }, values)).toBe(sentence)
  })
})

describe('a parameter', () => {
  const expected = 'header WWW-Authenticate: a Bearer challenge with Error'

  it.each<[Matchers, values: string[], said: string]>([
    [{ equals: 'a' }, ['bearer realm="r", ERROR=a'], 'holds'],
    [{ equals: 'a' }, ['Bearer error="b"'], 'Bearer parameter Error equal to "a" | "b"'],
    [{ present: true }, ['Bearer realm="r"'], 'Bearer parameter Error to be present | absent'],
    [{ present: true }, ['DPoP error="a"', 'Basic'], `${expected} | DPoP error="a", Basic`],
    // The same scheme may be offered for several realms (RFC 9110 section 11.6.1).
    [{ equals: 'a' }, ['Bearer realm="r", Bearer realm="s", error="a"'], 'holds'],
    // What may be absent may be so with its scheme.
    [{ equals: 'a', optional: true }, ['DPoP'], 'moot: Bearer parameter Error is absent, which is allowed'],
    [{ equals: 'a', or_absent: true }, ['DPoP'], 'holds'],
    [{ absent: true }, ['DPoP'], 'holds'],
    [{ absent: true }, ['Bearer realm="r"'], 'holds'],
    [{ absent: true }, ['Bearer error="a"'], 'no Bearer parameter Error | "a"'],
  ])('%j %j: %s', (match, values, sentence) => {
    expect(judged({ challenge: { scheme: 'Bearer', parameter: 'Error' }, ...match }, values)).toBe(sentence)
  })
})
