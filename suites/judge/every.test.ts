import { describe, expect, it } from 'vitest'
import type { Exchange, ScenarioRun, StepRun } from '../model/evidence.ts'
import type { WrittenCheck } from '../model/language.ts'
import { judge } from './judge.ts'
import { check, evidenceOf, exchange, profile, proofOfLife, scenario, specsOf, step } from './testing.ts'

const noStore: WrittenCheck = {
  every: { operation: 'token', answer: { grants: true } },
  header: { name: 'Cache-Control', directive: 'no-store' },
}

const stored = (id: number): Exchange => exchange(id, 200, { access_token: 'a' })
const kept = (id: number): Exchange =>
  exchange(id, 200, { access_token: 'a' }, { headers: [['Cache-Control', 'no-store']] })

/** The verdict over these exchanges; the scenario's own step got the first of them. */
function judged(exchanges: readonly Exchange[], asked: WrittenCheck = noStore, ask?: StepRun) {
  const what = scenario([step('ask', [check('c', asked)])])
  const steps = { ask: ask ?? ({ kind: 'sent', exchanges: [exchanges[0]?.id ?? 0] } satisfies StepRun) }
  const evidence = evidenceOf([...exchanges, proofOfLife], steps)
  return judge(specsOf(what), profile, evidence, () => []).scenarios[0]?.checks[0]
}

describe('a check on every answer of the run', () => {
  it('passes when each of them holds', () => {
    expect(judged([kept(1), kept(2)])).toMatchObject({ verdict: { kind: 'pass' }, exchange: 1 })
  })

  it('fails by one of them, whoever asked for it, says how many of how many, and names the first', () => {
    const others = [stored(2), stored(4), stored(5), stored(6)].map((each) => ({ ...each, owner: 'another/scenario' }))
    expect(judged([kept(1), ...others.slice(0, 1), kept(3)])).toMatchObject({
      verdict: { kind: 'fail', observed: 'no such header (1 of 3 answers: exchange 2)' },
      exchange: 2,
    })
    expect(judged([kept(1), ...others])).toMatchObject({
      verdict: { kind: 'fail', observed: 'no such header (4 of 5 answers: exchanges 2, 4, 5, ...)' },
    })
  })

  it('speaks plainly of the only one', () => {
    expect(judged([stored(1)])).toMatchObject({ verdict: { kind: 'fail', observed: 'no such header' }, exchange: 1 })
  })

  it('is judged on what came in each attempt, once in the first one', () => {
    const what = scenario([step('ask', [check('c', noStore)])])
    const run = (...ids: readonly number[]): ScenarioRun => ({
      id: 'token/test',
      scenario: 'token/test',
      row: {},
      steps: { ask: { kind: 'sent', exchanges: ids } },
    })
    const verdict = (exchanges: readonly Exchange[], again: readonly ScenarioRun[], legal?: true) => {
      const asked = legal === true ? { ...noStore, every: { legal, answer: { status: 200 } } } : noStore
      const evidence = evidenceOf([...exchanges, proofOfLife], {}, { scenarios: [run(1, 2, 3)], again })
      const subject = legal === true ? scenario([step('ask', [check('c', asked)])]) : what
      return judge(specsOf(subject), profile, evidence, () => []).scenarios[0]?.checks[0]?.verdict
    }
    const once = [kept(1), stored(2), kept(3)]
    expect(verdict([...once, kept(4)], [run(4)])).toMatchObject({
      kind: 'inconclusive',
      because: 'the server answers this differently: violated in 1 of 2 attempts',
      observed: 'no such header (1 of 3 answers: exchange 2)',
    })
    expect(verdict([...once, stored(4)], [run(4)])).toMatchObject({ kind: 'fail' })
    expect(verdict([...once, exchange(4, 400, { error: 'invalid_scope' })], [run(4)])).toMatchObject({
      kind: 'inconclusive',
      because: expect.stringContaining('the other attempt decided nothing: no answer of this kind came in it'),
    })
    // Two answers that violate it are no glitch, unless the request may have failed for another reason.
    const twice = [stored(1), stored(2), kept(3), kept(4)]
    expect(verdict(twice, [run(4)])).toMatchObject({ kind: 'fail', observed: expect.stringContaining('2 of 3') })
    expect(verdict(twice, [run(4)], true)).toMatchObject({ kind: 'inconclusive' })
  })

  it('lists the first ones that violate it', () => {
    expect(judged([kept(1), stored(2), stored(3), stored(4), stored(5)])).toMatchObject({ exchanges: [2, 3, 4] })
    expect(judged([kept(1)])).not.toHaveProperty('exchanges')
  })

  it('leaves out other operations, other answers, and what got no answer', () => {
    const { response: _, ...silent } = stored(4)
    expect(
      judged([
        kept(1),
        { ...stored(2), operation: 'refresh' },
        exchange(3, 400, { error: 'invalid_scope' }),
        { ...silent, failure: { code: 'timeout', message: 'no answer' } },
      ]),
    ).toMatchObject({ verdict: { kind: 'pass' } })
  })

  it('is undecided where requests of this kind were made, and not one was answered', () => {
    const about: WrittenCheck = { ...noStore, every: { operation: 'introspect', answer: { status: 200 } } }
    const { response: _, ...unsent } = stored(1)
    const failure = { code: 'timeout', message: 'no answer' } as const
    const silent = (id: number): Exchange => ({ ...unsent, id, operation: 'introspect', failure })
    expect(judged([silent(1), silent(2)], about)?.verdict).toEqual({
      kind: 'inconclusive',
      because: 'no answer of this kind came: POST http://127.0.0.1:1/token: no answer',
    })
    const other: Exchange = { ...exchange(2, 400, {}), operation: 'introspect' }
    expect(judged([silent(1), other], about)?.verdict).toMatchObject({ kind: 'not-applicable' })
  })

  it('judges evidence that is older than its scenario', () => {
    const what = scenario([step('ask', [check('c', noStore)])])
    const evidence = evidenceOf([stored(1), proofOfLife], {}, { scenarios: [] })
    expect(judge(specsOf(what), profile, evidence, () => []).scenarios[0]?.checks[0]?.verdict.kind).toBe('fail')
  })

  it('takes only the answers to legal requests where it says so', () => {
    const noCrash: WrittenCheck = { every: { legal: true, answer: {} }, status: { none_of: [500] } }
    const crash = (id: number, more: Partial<Exchange>): Exchange => ({ ...exchange(id, 500, {}), ...more })
    expect(judged([kept(1), crash(2, { defect: 'wrong_secret' })], noCrash)?.verdict).toEqual({ kind: 'pass' })
    expect(judged([kept(1), crash(2, {})], noCrash)?.verdict).toMatchObject({
      kind: 'fail',
      expected: 'a status other than 500',
    })
  })

  it('is about all operations when none is named', () => {
    const anywhere: WrittenCheck = {
      every: { answer: { status: 401 } },
      header: { name: 'WWW-Authenticate', present: true },
    }
    const refused: Exchange = { ...exchange(2, 401, { error: 'invalid_token' }), operation: 'resource' }
    expect(judged([kept(1), refused], anywhere)).toMatchObject({ verdict: { kind: 'fail' }, exchange: 2 })
  })

  it('leaves out the last clean-up, after which nothing can be run once more', () => {
    const noCrash: WrittenCheck = { every: { answer: {} }, status: { none_of: [500] } }
    const crash: Exchange = { ...exchange(101, 500, {}), owner: 'clean-up', operation: 'delete_client' }
    const judgedOf = (exchanges: readonly Exchange[]) => {
      const evidence = evidenceOf(exchanges, { ask: { kind: 'sent', exchanges: [1] } })
      const what = scenario([step('ask', [check('c', noCrash)])])
      return judge(specsOf(what), profile, evidence, () => []).scenarios[0]?.checks[0]?.verdict.kind
    }
    expect(judgedOf([kept(1), proofOfLife, crash])).toBe('pass')
    expect(judgedOf([kept(1), crash, proofOfLife])).toBe('fail')
  })

  it('does not depend on its own step', () => {
    const skipped: StepRun = { kind: 'skipped', because: 'not needed' }
    const blocked: StepRun = { kind: 'blocked', because: 'no client' }
    for (const ask of [skipped, blocked])
      expect(judged([kept(1), stored(2)], noStore, ask)).toMatchObject({ verdict: { kind: 'fail' } })
  })

  it('is no credit where a control of its scenario failed, and still fails', () => {
    const control = { ...step('control', [check('plain', { status: 201 })]), control: true }
    const what = scenario([control, step('ask', [check('c', noStore)])])
    const verdictOf = (asked: Exchange) => {
      const steps: Readonly<Record<string, StepRun>> = {
        control: { kind: 'sent', exchanges: [1] },
        ask: { kind: 'sent', exchanges: [2] },
      }
      const evidence = evidenceOf([exchange(1, 200, {}), asked, proofOfLife], steps)
      return judge(specsOf(what), profile, evidence, () => []).scenarios[0]?.checks.find(({ step: id }) => id === 'ask')
    }
    expect(verdictOf(kept(2))).toMatchObject({ verdict: { kind: 'inconclusive' } })
    expect(verdictOf(stored(2))).toMatchObject({ verdict: { kind: 'fail' } })
  })

  it('is not applicable when there is none, and when its condition is false', () => {
    expect(judged([exchange(1, 400, { error: 'invalid_scope' })])).toMatchObject({
      verdict: { kind: 'not-applicable', because: 'no answer of this run is of this kind' },
    })
    expect(judged([stored(1)], { ...noStore, when: { capability: ['dpop'] } })).toMatchObject({
      verdict: { kind: 'not-applicable' },
    })
  })

  it('reads each answer by itself: $this is that answer', () => {
    const same: WrittenCheck = {
      every: { operation: 'token', answer: { has: '/scope' } },
      relation: { equal: ['$this.body#/scope', '$this.body#/granted'], as: 'set' },
    }
    const told = (id: number, granted: string) => exchange(id, 200, { scope: 'a b', granted })
    expect(judged([told(1, 'b a'), told(2, 'a b')], same)).toMatchObject({ verdict: { kind: 'pass' } })
    expect(judged([told(1, 'b a'), told(2, 'a')], same)).toMatchObject({ verdict: { kind: 'fail' }, exchange: 2 })
  })

  it('is undecided where no answer decides, and moot where each of them may be as it is', () => {
    const signed: WrittenCheck = { every: { answer: { grants: true } }, jwt: { signature: true } }
    expect(judged([kept(1)], signed)).toMatchObject({ verdict: { kind: 'inconclusive' } })
    const typed: WrittenCheck = {
      every: { answer: { grants: true } },
      json: { at: '/scope', type: 'string', optional: true },
    }
    expect(judged([kept(1)], typed)).toMatchObject({ verdict: { kind: 'not-applicable' } })
  })
})
