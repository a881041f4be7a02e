import { describe, expect, it } from 'vitest'
import type { StepRun } from '../model/evidence.ts'
import type { WrittenCheck as Subject } from '../model/language.ts'
import type { Scenario } from '../model/scenario.ts'
import { judge } from './judge.ts'
import { worst } from './row.ts'
import { check, evidenceOf, exchange, profile, proofOfLife, scenario, specsOf, step } from './testing.ts'

const status = (...oneOf: number[]): Subject => ({ status: oneOf })
const good = exchange(1, 200, { access_token: 'a' })

/** Judges one scenario on what became of its steps. */
function judged(what: Scenario, steps: Readonly<Record<string, StepRun>>, more: Parameters<typeof evidenceOf>[2] = {}) {
  const evidence = evidenceOf([good, exchange(2, 400, { error: 'invalid_request' }), proofOfLife], steps, more)
  const [row] = judge(specsOf(what), profile, evidence, () => []).scenarios
  if (row === undefined) throw new Error('no row')
  return { ...row, of: Object.fromEntries(row.checks.map((each) => [each.id.split(':').at(-1), each.verdict])) }
}

const sent = (...exchanges: number[]): StepRun => ({ kind: 'sent', exchanges })
const plain = scenario([step('ask', [check('c', status(200))])])

describe('a row', () => {
  it('that does not apply says why, in each check and as a whole', () => {
    const because = expect.stringContaining('revocation')
    const { verdict: kind, because: said, of } = judged({ ...plain, needs: ['revocation'] }, { ask: sent(1) })
    expect({ kind, said, of }).toEqual({
      kind: 'not-applicable',
      said: because,
      of: { c: { kind: 'not-applicable', because } },
    })
  })

  it('without any check is what it is as a whole', () => {
    const observing = scenario([step('ask', [])], { kind: 'observation' })
    expect(judged(observing, {}, { scenarios: [] })).toMatchObject({
      verdict: 'inconclusive',
      because: 'this scenario is not in the evidence',
      checks: [],
    })
    expect(judged(observing, { ask: sent(1) })).toMatchObject({ verdict: 'not-applicable', checks: [] })
  })

  it('that is not in the evidence is inconclusive', () => {
    const because = 'this scenario is not in the evidence'
    expect(judged(plain, {}, { scenarios: [] })).toMatchObject({
      verdict: 'inconclusive',
      because,
      of: { c: { kind: 'inconclusive', because } },
    })
  })

  it('whose step is missing in older evidence is inconclusive only where that step would have been sent', () => {
    const asked = step('ask', [check('c', status(200))])
    const added = (wanted: number) =>
      scenario([asked, step('new', [check('n', status(200))], { when: { answer: { ask: { status: wanted } } } })])
    expect(judged(added(200), { ask: sent(1) }).of.n).toEqual({
      kind: 'inconclusive',
      because: 'step "new" is not in the evidence',
    })
    expect(judged(added(400), { ask: sent(1) }).of.n?.kind).toBe('not-applicable')
  })

  it('of a target that is no authorization server is inconclusive, with that reason', () => {
    const facts = { ...evidenceOf([], {}).facts, blocker: 'TLS fails' }
    expect(judged(plain, { ask: sent(1) }, { facts })).toMatchObject({
      verdict: 'inconclusive',
      because: 'TLS fails',
      of: { c: { kind: 'inconclusive', because: 'TLS fails' } },
    })
  })

  it('about the metadata document is judged where that was read, though the run could not begin', () => {
    const { facts } = evidenceOf([], {})
    const document = { exchange: 1, url: 'http://127.0.0.1:1/m', form: 'inserted' as const }
    const reads = scenario([step('ask', [check('c', status(200))], { operation: 'metadata' })])
    const kindOf = (what: Scenario, found: typeof document | undefined) =>
      judged(
        what,
        { ask: sent(1) },
        { facts: { ...facts, blocker: 'no token endpoint', ...(found && { metadata: found }) } },
      ).verdict
    expect([kindOf(reads, document), kindOf(reads, undefined), kindOf(plain, document)]).toEqual([
      'pass',
      'inconclusive',
      'inconclusive',
    ])
  })

  it('whose checks are all decided has no reason of its own', () => {
    expect(judged(plain, { ask: sent(1) })).toMatchObject({ verdict: 'pass', of: { c: { kind: 'pass' } } })
    expect(judged(plain, { ask: sent(1) })).not.toHaveProperty('because')
  })

  it('is no better than its worst check', () => {
    const checks = [check('c', status(200)), check('d', status(204), 'doc.should')]
    expect(judged(scenario([step('ask', checks)]), { ask: sent(1) }).verdict).toBe('warn')
  })

  it('counts the last exchange of a step', () => {
    expect(judged(plain, { ask: sent(2, 1) }).checks[0]).toMatchObject({ exchange: 1, verdict: { kind: 'pass' } })
  })
})

describe('a step', () => {
  it.each<readonly [string, Record<string, StepRun>, string, string]>([
    ['is not in the evidence', {}, 'inconclusive', 'step "ask" is not in the evidence'],
    ['was skipped', { ask: { kind: 'skipped', because: 'no endpoint' } }, 'not-applicable', 'no endpoint'],
    ['was blocked', { ask: { kind: 'blocked', because: 'no client' } }, 'inconclusive', 'no client'],
    ['has lost its exchange', { ask: sent(77) }, 'inconclusive', 'the exchange of step "ask" is not in the evidence'],
  ])('that %s', (_name, steps, kind, because) => {
    expect(judged(plain, steps)).toMatchObject({ verdict: kind, because, of: { c: { kind, because } } })
  })

  it('keeps its checks without requirement to itself', () => {
    const { requirement: _requirement, ...silent } = check('silent', status(500))
    const both = scenario([step('ask', [silent, check('c', status(200))])])
    for (const steps of [{ ask: sent(1) }, {}, { ask: { kind: 'skipped', because: '' } as const }])
      expect(Object.keys(judged(both, steps).of)).toEqual(['c'])
    expect(Object.keys(judged({ ...both, needs: ['revocation'] }, {}).of)).toEqual(['c'])
    expect(judged(both, { ask: sent(1) }).verdict).toBe('pass')
  })

  it('tells of each check which exchange decided it, and nothing that it does not have', () => {
    const of = (steps: Readonly<Record<string, StepRun>>) => judged(plain, steps).checks[0]
    const head = { id: 'token/test:ask:c', requirement: 'doc.must', level: 'MUST', step: 'ask', at: plain.at }
    expect(of({ ask: sent(1) })).toStrictEqual({ ...head, exchange: 1, verdict: { kind: 'pass' } })
    expect(of({})).toStrictEqual({
      ...head,
      verdict: { kind: 'inconclusive', because: 'step "ask" is not in the evidence' },
    })
  })
})

describe('a control that fails', () => {
  const probe = (...controls: Parameters<typeof step>[]) =>
    scenario([...controls.map((each) => step(...each)), step('ask', [check('c', status(400))])], { kind: 'negative' })

  it('is judged itself; all else is inconclusive, with its exchange', () => {
    const what = probe(['control', [check('own', status(200))], { control: true }])
    const { of, checks } = judged(what, { control: sent(2), ask: sent(1) })
    expect(of.own?.kind).toBe('fail')
    expect(of.c).toMatchObject({
      kind: 'inconclusive',
      because: expect.stringContaining('the control "control" failed: expected status 200'),
    })
    expect(checks.find(({ step }) => step === 'ask')?.exchange).toBe(1)
  })

  it('is the first of several, and only a control is one', () => {
    const what = probe(
      ['before', [check('x', status(204))]],
      ['control', [], { control: true }],
      ['more', [], { control: true }],
    )
    const run = { before: sent(1), control: sent(1), ask: sent(2) }
    expect(judged(what, { ...run, more: sent(2) }).of.c).toMatchObject({
      because: expect.stringContaining('the control "more" failed'),
    })
    expect(judged(what, { ...run, more: sent(1) }).of.c).toEqual({ kind: 'pass' })
  })

  it('is undecided when it has nothing to compare with', () => {
    const subject: Subject = { json: { at: '/access_token', equals: '$steps.gone.body#/a' } }
    const what = probe(['control', [check('own', subject)], { control: true }])
    expect(judged(what, { control: sent(1), ask: sent(2) }).of.c).toMatchObject({
      kind: 'inconclusive',
      because: expect.stringMatching(/^the control "control" is undecided: .*gone/u),
    })
  })

  it('is not failed by a check whose condition is false, nor judged as a negative', () => {
    const elsewhere = { ...check('own', status(500)), when: { param: { as: ['x'] } } }
    const what = probe(['control', [elsewhere, check('own', status(200))], { control: true }])
    expect(judged(what, { control: sent(1), ask: sent(2) }).of.c).toEqual({ kind: 'pass' })
  })

  it('may look at its own answer', () => {
    const subject: Subject = { json: { at: '/access_token', equals: '$this.body#/access_token' } }
    const what = probe(['control', [check('own', subject)], { control: true }])
    expect(judged(what, { control: sent(1), ask: sent(2) }).of.c).toEqual({ kind: 'pass' })
  })
})

it('the worst of several verdicts', () => {
  expect(worst(['pass', 'warn', 'not-applicable'])).toBe('warn')
  expect(worst(['pass', 'inconclusive', 'warn'])).toBe('inconclusive')
  expect(worst(['inconclusive', 'fail'])).toBe('fail')
  expect(worst(['fail', 'error'])).toBe('error')
  expect(worst(['not-applicable', 'pass'])).toBe('pass')
  expect(worst([])).toBe('not-applicable')
})
