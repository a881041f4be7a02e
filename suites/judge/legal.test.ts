import { describe, expect, it } from 'vitest'
import type { Exchange } from '../model/evidence.ts'
import type { Scenario } from '../model/scenario.ts'
import { isLegal } from './legal.ts'
import { exchange, scenario, specsOf, step } from './testing.ts'

const sentBy = (what: Scenario, stepId: string, more: Partial<Exchange> = {}): boolean =>
  isLegal({ ...exchange(1, 200, {}), owner: what.id, step: stepId, ...more }, specsOf(what))

const control = step('control', [], { control: true })
const ask = step('ask', [])
const raw = step('raw', [], { request: { body: '' } })
const anonymous = step('anonymous', [], { request: { auth: 'none' } })

describe('a request is legal', () => {
  it('in a scenario about what has to work, in each of its rows', () => {
    const works = scenario([control, ask, raw])
    expect(sentBy(works, 'ask')).toBe(true)
    expect(sentBy(works, 'ask', { owner: `${works.id}[one,two]` })).toBe(true)
  })

  it('in one about what has to be refused, as a control or where it is marked', () => {
    const refuses = scenario([control, ask, step('marked', [], { legal: true })], { kind: 'negative' })
    expect(['control', 'ask', 'marked'].map((id) => sentBy(refuses, id))).toEqual([true, false, true])
  })

  it('never with an assertion that somebody else made, or that has a fault', () => {
    const forged = [{ auth: { assertion: { key: 'stranger' } } }, { assertion: { fault: 'two_parts' } }] as const
    const own = step('own', [], { request: { auth: { assertion: { key: 'mine' } }, json: { jwks: '$key.mine' } } })
    const asked = scenario([own, ...forged.map((request, index) => step(`forged${index}`, [], { request }))])
    expect(['own', 'forged0', 'forged1'].map((id) => sentBy(asked, id))).toEqual([true, false, false])
  })

  it('when the run asks for itself', () => {
    expect(sentBy(scenario([ask]), 'register', { owner: 'clients' })).toBe(true)
  })

  it('never with a deliberate fault, without credentials, with a body as it stands, or of a scenario that nobody knows', () => {
    const works = scenario([ask, raw, anonymous])
    expect(sentBy(works, 'ask', { defect: 'wrong_secret' })).toBe(false)
    expect(sentBy(works, 'raw')).toBe(false)
    expect(sentBy(works, 'anonymous')).toBe(false)
    expect(sentBy(works, 'ask', { owner: 'token/forgotten' })).toBe(false)
  })
})
