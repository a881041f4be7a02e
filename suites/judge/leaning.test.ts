import { describe, expect, it } from 'vitest'
import type { Exchange } from '../model/evidence.ts'
import type { Check, Scenario, Step } from '../model/scenario.ts'
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

  it('is undecided where its request, or its condition, is made of what never came, although another answer did', () => {
    const verdictWith = (
      registration: Exchange,
      of: Step,
      before: Exchange = exchange(3, 200, { access_token: 'a' }),
    ) => {
      const tested = scenario([step('before', []), of])
      const steps = {
        before: { kind: 'sent', exchanges: [3] },
        ask: { kind: 'skipped', because: 'no answer before names such a URL' },
      } as const
      const asked = { ...registration, id: 1, owner: 'entry', step: 'register confidential@second' }
      const evidence = evidenceOf([asked, { ...before, id: 3 }, proofOfLife], steps, {
        scenarios: [
          { id: tested.id, scenario: tested.id, row: {}, client: 'confidential', second: 'confidential@second', steps },
        ],
      })
      return judge(specsOf(tested), profile, evidence, () => []).scenarios[0]?.checks[0]?.verdict
    }
    const registered = exchange(1, 201, { client_id: 'a' })
    const url = step('ask', [passing], { request: { url: '$steps.before.body#/next' } })
    expect(verdictWith(registered, url, silent)).toMatchObject({ kind: 'inconclusive' })
    expect(verdictWith(registered, url)).toMatchObject({ kind: 'not-applicable' })
    const other = step('ask', [passing], {
      when: { answer: { before: { json: [{ at: '/access_token', equals: '$second#/client_id' }] } } },
    })
    expect(verdictWith(silent, other)).toMatchObject({ kind: 'inconclusive' })
    expect(verdictWith(registered, other)).toMatchObject({ kind: 'not-applicable' })
  })

  it('is undecided where only the answers to the first client show whether the target offers it, and none came', () => {
    const entry = { title: '', entry: true, attempts: [] }
    const because = 'no access token was issued to the entry client'
    const tested = scenario([step('ask', [passing])], { needs: ['jwt_access_token'] })
    const { facts } = evidenceOf([], {})
    const verdictWith = (...asked: readonly Exchange[]) => verdictOn(tested, ...asked)
    const verdictOn = (on: Scenario, ...asked: readonly Exchange[]) =>
      judge(
        specsOf(on),
        { ...profile, clients: { confidential: entry } },
        evidenceOf(
          [...asked, exchange(3, 400, {}), proofOfLife],
          { ask: { kind: 'sent', exchanges: [3] } },
          {
            facts: { ...facts, capabilities: { jwt_access_token: { offered: false, because } } },
          },
        ),
        () => [],
      ).scenarios[0]?.checks[0]?.verdict
    const registration = (of: Exchange): Exchange => ({ ...of, id: 1, step: 'register confidential' })
    const token = (of: Exchange): Exchange => ({ ...of, id: 2, step: 'token confidential' })
    const refused = exchange(2, 400, { error: 'invalid_client' })
    expect(verdictWith(registration(silent))).toMatchObject({
      kind: 'inconclusive',
      because: 'POST http://127.0.0.1:1/token: no answer within 5 s',
    })
    expect(verdictWith(registration(exchange(1, 201, {})), token(silent))).toMatchObject({ kind: 'inconclusive' })
    expect(verdictWith(registration(exchange(1, 201, {})), token(refused))).toEqual({ kind: 'not-applicable', because })
    expect(verdictWith(registration(refused))).toEqual({ kind: 'not-applicable', because })
    // Nor is it known that tokens are no JWTs.
    const without = scenario([step('ask', [{ ...passing, when: { lacks: ['jwt_access_token'] } }])])
    expect(verdictOn(without, registration(silent))).toMatchObject({ kind: 'inconclusive' })
    expect(verdictOn(without, registration(exchange(1, 201, {})), token(refused))).toMatchObject({ kind: 'fail' })
  })

  it('is undecided where the only request of a grant that was tried got no answer', () => {
    const tested = scenario([step('ask', [passing])], { needs: ['token_exchange'] })
    const { facts } = evidenceOf([], {})
    const because = 'the first request of token exchange was not granted'
    const verdictWith = (exchanged: Exchange) =>
      judge(
        specsOf(tested),
        profile,
        evidenceOf(
          [
            { ...exchange(1, 201, {}), step: 'register exchange' },
            { ...exchange(2, 200, { access_token: 'a' }), step: 'token exchange' },
            { ...exchanged, id: 3, step: 'exchange exchange' },
            proofOfLife,
          ],
          {},
          { facts: { ...facts, capabilities: { token_exchange: { offered: false, because } } } },
        ),
        () => [],
      ).scenarios[0]?.checks[0]?.verdict
    expect(verdictWith(silent)).toMatchObject({ kind: 'inconclusive' })
    expect(verdictWith(exchange(3, 400, {}))).toEqual({ kind: 'not-applicable', because })
  })

  it('is undecided where its own answer is what did not come', () => {
    const own = { ...passing, when: { answer: { this: { status: [200] } } } }
    expect(verdictOf(own, exchange(1, 200, { access_token: 'a' }), { between: true, ask: true })).toMatchObject({
      kind: 'inconclusive',
    })
  })
})
