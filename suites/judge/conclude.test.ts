import { describe, expect, it } from 'vitest'
import type { Exchange, TransportFailure } from '../model/evidence.ts'
import type { CheckVerdict, Verdict } from '../model/verdict.ts'
import { conclude, totalsOf } from './conclude.ts'
import { type Judgement, judge } from './judge.ts'
import { evidenceOf, exchange, profile, proofOfLife, scenario, specsOf } from './testing.ts'

const at = { file: 'specs/test.yaml', line: 1, column: 1 }

describe('a conclusion', () => {
  const made = (kind: Verdict['kind'], level: CheckVerdict['level'] = 'MUST'): CheckVerdict => {
    const verdict: Verdict =
      kind === 'pass'
        ? { kind }
        : kind === 'fail' || kind === 'warn'
          ? { kind, expected: '', observed: '' }
          : { kind, because: '' }
    return { id: kind, step: 'ask', at, verdict, ...(level === undefined ? {} : { level }) }
  }
  const nothing = () => judge(specsOf(scenario([])), profile, evidenceOf([proofOfLife], {}), () => [])
  const of = (checks: readonly CheckVerdict[], more: Partial<Judgement> = {}, complete = true) => {
    const rows = [{ id: 'token/test', scenario: 'a', title: '', row: {}, verdict: 'pass' as const, checks }]
    const { blocker: _blocker, ...rest } = nothing()
    const { conclusion, because } = conclude({ ...rest, scenarios: rows, ...more }, evidenceOf([], {}, { complete }))
    return `${conclusion}: ${because}`
  }

  it.each([
    [() => of([made('pass'), made('fail'), made('error')]), 'nonconformant: 1 check failed'],
    [() => of([made('fail'), made('fail')], { blocker: 'x' }, false), 'nonconformant: 2 checks failed'],
    [
      () => of([made('pass'), made('error')], { blocker: 'x' }),
      'invalid: grantcheck itself met a fault; the checks marked error say which',
    ],
    [() => of([made('pass')], { blocker: 'nothing answers' }, false), 'inconclusive: nothing answers'],
    [() => of([made('pass')], {}, false), 'inconclusive: the run was interrupted before it was complete'],
    [() => of([made('pass'), made('inconclusive')]), 'inconclusive: 1 obligatory check could not be decided'],
    [
      () => of([made('inconclusive', 'MUST NOT'), made('inconclusive'), made('pass')]),
      'inconclusive: 2 obligatory checks could not be decided',
    ],
    [() => of([made('pass'), made('inconclusive', 'SHOULD')]), 'conformant: 1 check passed and none failed'],
    [() => of([made('pass'), made('pass'), made('warn', 'SHOULD')]), 'conformant: 2 checks passed and none failed'],
    [() => of([made('not-applicable'), made('warn', 'SHOULD')]), 'inconclusive: 1 check warned and none passed'],
    [() => of([]), 'inconclusive: nothing was exercised'],
  ])('%s %s', (said, expected) => expect(said()).toBe(expected))

  it('says how many requests got no answer, and why, where something could not be decided', () => {
    const { response: _, ...unsent } = exchange(1, 200, {})
    const failed = (id: number, code: TransportFailure['code'], more: Partial<Exchange> = {}): Exchange => ({
      ...unsent,
      ...more,
      id,
      failure: { code, message: '' },
    })
    const exchanges = [
      failed(1, 'timeout'),
      failed(2, 'reset'),
      failed(3, 'reset'),
      failed(4, 'not-sent'),
      failed(5, 'reset', { operation: 'tls' }),
    ]
    const said = (checks: readonly CheckVerdict[]) => {
      const rows = [{ id: 'token/test', scenario: 'a', title: '', row: {}, verdict: 'pass' as const, checks }]
      const { blocker: _blocker, ...rest } = nothing()
      return conclude({ ...rest, scenarios: rows }, evidenceOf(exchanges, {})).because
    }
    expect(said([made('pass'), made('inconclusive')])).toBe(
      '1 obligatory check could not be decided; 3 requests got no answer (the connection was closed: 2, no complete answer in time: 1)',
    )
    expect(said([made('pass')])).toBe('1 check passed and none failed')
  })

  it('counts every verdict once', () => {
    const kinds = [
      'pass',
      'fail',
      'fail',
      'warn',
      'inconclusive',
      'inconclusive',
      'inconclusive',
      'error',
      'not-applicable',
    ] as const
    const scenarios = [
      { id: 'a', scenario: 'a', title: '', row: {}, verdict: 'pass' as const, checks: kinds.map((kind) => made(kind)) },
    ]
    expect(totalsOf({ ...nothing(), scenarios })).toEqual({
      pass: 1,
      fail: 2,
      warn: 1,
      inconclusive: 3,
      notApplicable: 1,
      error: 1,
    })
  })
})
