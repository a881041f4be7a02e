import { describe, expect, it } from 'vitest'
import type { Exchange } from '../model/evidence.ts'
import type { Check } from '../model/scenario.ts'
import { judge } from './judge.ts'
import { check, evidenceOf, exchange, profile, proofOfLife, scenario, specsOf, step } from './testing.ts'

const same: Check = check('same', { relation: { equal: ['$this.status', '$steps.before.status'] } })
const refused: Check = check('refused', { rejection: { status: [400] } })

/** The verdict of a check of the second step, after the first was answered so. */
function verdictAfter(before: Exchange, what: Check, more: Parameters<typeof step>[2] = {}) {
  const tested = scenario([step('before', []), step('ask', [what], more)])
  const evidence = evidenceOf([before, exchange(2, 200, { access_token: 'a' }), proofOfLife], {
    before: { kind: 'sent', exchanges: [1] },
    ask: { kind: 'sent', exchanges: [2] },
  })
  return judge(specsOf(tested), profile, evidence, () => []).scenarios[0]?.checks[0]?.verdict
}

const { response: _response, ...unsent } = exchange(1, 200, {})
const silent: Exchange = { ...unsent, failure: { code: 'timeout', message: 'no answer within 5 s' } }
const notGranted = { answer: { before: { grants: false } } }

describe('a check that looks at the answer to another step', () => {
  it('finds what is wrong where there is such an answer', () => {
    expect(verdictAfter(exchange(1, 400, {}), same)).toMatchObject({ kind: 'fail' })
    expect(verdictAfter(exchange(1, 500, {}), { ...refused, when: notGranted })).toMatchObject({ kind: 'fail' })
  })

  it('finds what is wrong in its own answer, and where another step was not sent', () => {
    const own = scenario([
      step('ask', [
        {
          ...check('refused', { rejection: { status: [429] } }),
          when: { answer: { this: { status: [429] }, gone: { sent: false } } },
        },
      ]),
      step('gone', []),
    ])
    const evidence = evidenceOf([exchange(2, 429, { access_token: 'a' }), proofOfLife], {
      ask: { kind: 'sent', exchanges: [2] },
      gone: { kind: 'skipped', because: 'not offered' },
    })
    expect(judge(specsOf(own), profile, evidence, () => []).scenarios[0]?.checks[0]?.verdict.kind).toBe('fail')
  })

  it('finds nothing where that step was told to come later', () => {
    for (const status of [408, 429, 502, 503, 504]) {
      const because = expect.stringContaining(
        `step "before" got no answer to compare with: POST http://127.0.0.1:1/token answered ${status}`,
      )
      expect(verdictAfter(exchange(1, status, {}), same)).toEqual({ kind: 'inconclusive', because })
      expect(verdictAfter(exchange(1, status, {}), { ...refused, when: notGranted })).toEqual({
        kind: 'inconclusive',
        because,
      })
      expect(verdictAfter(exchange(1, status, {}), refused, { when: notGranted })).toEqual({
        kind: 'inconclusive',
        because,
      })
    }
  })

  it('finds nothing where that step got no answer at all', () => {
    expect(verdictAfter(silent, { ...refused, when: notGranted })).toEqual({
      kind: 'inconclusive',
      because: 'step "before" got no answer to compare with: POST http://127.0.0.1:1/token: no answer within 5 s',
    })
  })

  it('passes as before, and finds faults that have nothing to do with that step', () => {
    expect(verdictAfter(exchange(1, 200, {}), same)).toEqual({ kind: 'pass' })
    expect(verdictAfter(exchange(1, 429, {}), refused)).toMatchObject({ kind: 'fail' })
  })
})

describe('what hangs on an answer that never came', () => {
  const passing = check('same', { status: 200 })
  const granted = { answer: { before: { grants: true } } }
  const asked = { answer: { between: { grants: true } } }

  /** The verdict of the check of the last of three steps, which were sent or not. */
  function verdictOf(what: Check, before: Exchange, sent: { between: boolean; ask: boolean }) {
    const tested = scenario([
      step('before', []),
      step('between', [], { when: granted }),
      step('ask', [what], { when: asked }),
    ])
    const skipped = { kind: 'skipped', because: 'the condition is false' } as const
    const taken = (id: number, was: boolean) => (was ? ({ kind: 'sent', exchanges: [id] } as const) : skipped)
    const evidence = evidenceOf([before, exchange(2, 200, { access_token: 'a' }), { ...silent, id: 3 }, proofOfLife], {
      before: { kind: 'sent', exchanges: [1] },
      between: taken(2, sent.between),
      ask: taken(3, sent.ask),
    })
    return judge(specsOf(tested), profile, evidence, () => []).scenarios[0]?.checks[0]?.verdict
  }

  it('is undecided where it was not sent for that, also by way of another step', () => {
    const because = 'step "before" got no answer to compare with: POST http://127.0.0.1:1/token: no answer within 5 s'
    expect(verdictOf(passing, silent, { between: false, ask: false })).toEqual({ kind: 'inconclusive', because })
    expect(verdictOf({ ...passing, when: granted }, silent, { between: true, ask: true })).toEqual({
      kind: 'inconclusive',
      because,
    })
  })

  it('does not apply where there is an answer, and it is another one', () => {
    expect(verdictOf(passing, exchange(1, 400, {}), { between: false, ask: false })).toMatchObject({
      kind: 'not-applicable',
    })
    expect(
      verdictOf({ ...passing, when: { answer: { before: { status: [500] } } } }, exchange(1, 400, {}), {
        between: true,
        ask: true,
      }),
    ).toMatchObject({ kind: 'not-applicable' })
  })

  it('is undecided where that step could not be sent since a registration got no answer, and does not apply where the server refused it', () => {
    const tested = scenario([step('before', []), step('ask', [passing], { when: granted })])
    const steps = {
      before: { kind: 'blocked', because: 'there is no client' },
      ask: { kind: 'skipped', because: 'the condition is false' },
    } as const
    const verdictWith = (registration: Exchange, client = 'confidential') => {
      const asked = { ...registration, id: 1, owner: 'entry', step: 'register confidential' }
      const evidence = evidenceOf([asked, proofOfLife], steps, {
        scenarios: [{ id: tested.id, scenario: tested.id, row: {}, client, steps }],
      })
      return judge(specsOf(tested), profile, evidence, () => []).scenarios[0]?.checks[0]?.verdict
    }
    expect(verdictWith(silent)).toEqual({
      kind: 'inconclusive',
      because: 'step "before" could not be sent: there is no client',
    })
    expect(verdictWith(silent, 'confidential@token/test')).toMatchObject({ kind: 'inconclusive' })
    expect(verdictWith(exchange(1, 400, {}))).toMatchObject({ kind: 'not-applicable' })
  })

  it('is undecided where its own answer is what did not come', () => {
    const own = { ...passing, when: { answer: { this: { status: [200] } } } }
    expect(verdictOf(own, exchange(1, 200, { access_token: 'a' }), { between: true, ask: true })).toMatchObject({
      kind: 'inconclusive',
    })
  })
})
