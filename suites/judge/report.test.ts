import { describe, expect, it } from 'vitest'
import type { Exchange } from '../model/evidence.ts'
import type { Profile } from '../model/profile.ts'
import type { Scenario, Subject } from '../model/scenario.ts'
import type { Specs } from '../model/specs.ts'
import type { CheckVerdict, Verdict } from '../model/verdict.ts'
import { conclude, totalsOf } from './conclude.ts'
import { type Judgement, judge } from './judge.ts'
import { toReport } from './report.ts'
import { check, evidenceOf, exchange, profile, proofOfLife, scenario, specsOf, step } from './testing.ts'

const status = (...oneOf: number[]): Subject => ({ kind: 'status', oneOf })
const at = { file: 'specs/test.yaml', line: 1, column: 1 }

describe('a report', () => {
  const both = scenario([
    step('control', [], { control: true }),
    step('ask', [
      check('right', status(200)),
      { ...check('wrong', status(201)), hint: 'Answer 201.' },
      check('advice', status(204), 'doc.should'),
      check('choice', status(202), 'doc.may'),
      { ...check('elsewhere', status(200)), when: { param: { as: ['x'] } } },
      check('nowhere', status(200), 'doc.unknown'),
    ]),
  ])
  const steps = { control: { kind: 'sent', exchanges: [1] }, ask: { kind: 'sent', exchanges: [2] } } as const
  const evidence = evidenceOf([exchange(1, 200, {}, { step: 'control' }), exchange(2, 200, {}), proofOfLife], steps, {
    leftBehind: ['c9'],
    clients: [
      { key: 'k', template: 'machine', configured: false, attempts: [{ exchange: 1, because: 'it wanted a URI' }] },
    ],
    facts: {
      ...evidenceOf([], {}).facts,
      issuer: 'http://127.0.0.1:1',
      endpoints: { token: { url: 'http://127.0.0.1:1/token', from: 'metadata', omittedByMetadata: false } },
      capabilities: { refresh: { offered: false, because: '' }, client_credentials: { offered: true, because: '' } },
      metadata: { exchange: 1, url: 'http://127.0.0.1:1/m', form: 'inserted' },
    },
  })
  const deviating: Profile = {
    ...profile,
    deviations: [
      {
        id: 'D1',
        class: 'DD',
        shows: '',
        treatment: 'accepted',
        reason: 'so says the page',
        requirements: ['doc.may'],
      },
      {
        id: 'D2',
        class: 'DD',
        shows: '',
        treatment: 'accepted',
        reason: 'so says nobody',
        requirements: ['doc.other'],
      },
    ],
  }
  const specs = specsOf(both)
  // Made inside each test: what runs while tests are collected belongs to none of them, also for the mutation runner.
  const made = () =>
    toReport(
      specs,
      judge(specs, deviating, evidence, () => []),
      evidence,
    )
  const one = (name: string, parts: object) => ({
    id: `token/test:ask:${name}`,
    requirement: 'doc.must',
    level: 'MUST',
    step: 'ask',
    exchange: 2,
    at,
    ...parts,
  })

  it('says of each check what was expected, what was observed, and what to do', () => {
    expect(made().scenarios).toEqual([
      {
        id: 'token/test',
        title: 'A test',
        row: {},
        verdict: 'error',
        because: 'requirement doc.unknown is not in the catalogue',
        checks: [
          one('right', { verdict: 'pass' }),
          one('wrong', {
            verdict: 'fail',
            expected: 'status 201',
            observed: expect.stringMatching(/^status 200/u),
            hint: 'Answer 201.',
          }),
          one('advice', {
            requirement: 'doc.should',
            level: 'SHOULD',
            verdict: 'warn',
            expected: 'status 204',
            observed: expect.any(String),
          }),
          one('choice', {
            requirement: 'doc.may',
            level: 'MAY',
            verdict: 'not-applicable',
            because: 'RFC 0000 leaves it to the server (MAY)',
            observed: expect.any(String),
          }),
          one('elsewhere', { verdict: 'not-applicable', because: expect.stringMatching(/as/u) }),
          {
            id: 'token/test:ask:nowhere',
            requirement: 'doc.unknown',
            verdict: 'error',
            because: 'requirement doc.unknown is not in the catalogue',
            step: 'ask',
            exchange: 2,
            at,
          },
        ],
      },
    ])
  })

  it('says of the run what it was', () => {
    const { scenarios: _scenarios, requirements, ...rest } = made()
    expect(rest).toEqual({
      format: 1,
      tool: { name: 'grantcheck', version: '0', specsDigest: 'sha256:0' },
      run: { id: 'r', seed: 1, startedAt: '2026-01-01T00:00:00.000Z', durationMs: 1, exchanges: 3 },
      target: {
        issuer: 'http://127.0.0.1:1',
        named: 'http://127.0.0.1:1',
        endpoints: { token: 'http://127.0.0.1:1/token' },
        capabilities: ['client_credentials'],
      },
      profile: { id: 'test', version: '1' },
      conclusion: 'nonconformant',
      because: '1 check failed',
      totals: { pass: 1, fail: 1, warn: 1, inconclusive: 0, notApplicable: 2, error: 1 },
      limitations: [],
      deviations: [
        { id: 'D1', treatment: 'accepted', reason: 'so says the page', seen: true },
        { id: 'D2', treatment: 'accepted', reason: 'so says nobody', seen: false },
      ],
      notes: ['metadata found at http://127.0.0.1:1/m (inserted)', 'client machine: it wanted a URI'],
      leftBehind: ['c9'],
      complete: true,
    })
    const requirement = { source: 'RFC 0000', section: '1', requirement: 'It holds.' }
    expect(requirements).toEqual([
      {
        ...requirement,
        id: 'doc.must',
        level: 'MUST',
        verdict: 'fail',
        checks: ['token/test:ask:right', 'token/test:ask:wrong'],
      },
      { ...requirement, id: 'doc.should', level: 'SHOULD', verdict: 'warn', checks: ['token/test:ask:advice'] },
    ])
  })

  it('a check that is not proven warns at most, and says so', () => {
    const proof: Specs['proof'] = { unproven: { 'token/test:ask:wrong': { reason: 'no mutant yet', at } } }
    const [, wrong] = judge({ ...specs, proof }, profile, evidence, () => []).scenarios[0]?.checks ?? []
    expect(wrong?.verdict).toEqual({
      kind: 'warn',
      expected: 'status 201 (unproven, so not scored: no mutant yet)',
      observed: expect.any(String),
    })
  })
})

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
    const rows = [{ id: 'token/test', scenario: 'a', title: '', row: {}, kind: 'pass' as const, checks }]
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
    [() => of([made('not-applicable'), made('warn', 'SHOULD')]), 'inconclusive: nothing was exercised'],
    [() => of([]), 'inconclusive: nothing was exercised'],
  ])('%s %s', (said, expected) => expect(said()).toBe(expected))

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
      { id: 'a', scenario: 'a', title: '', row: {}, kind: 'pass' as const, checks: kinds.map((kind) => made(kind)) },
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

describe('a control', () => {
  const probe = (control: Scenario['steps'][number], answer: Exchange | undefined, taken?: object) => {
    const what = scenario([control, step('ask', [check('refused', status(400))])], { kind: 'negative' })
    const steps = {
      ...(answer === undefined ? {} : { control: { kind: 'sent' as const, exchanges: [answer.id] } }),
      ask: { kind: 'sent' as const, exchanges: [2] },
      ...taken,
    }
    const list = [
      ...(answer === undefined ? [] : [answer]),
      exchange(2, 400, { error: 'invalid_request' }),
      proofOfLife,
    ]
    const { scenarios } = judge(specsOf(what), profile, evidenceOf(list, steps), () => [])
    return scenarios[0]?.checks.find(({ id }) => id.endsWith(':refused'))?.verdict
  }
  const plain = step('control', [], { control: true })
  const asking = (subject: Subject) => step('control', [check('c', subject)], { control: true })
  const url = 'POST http://127.0.0.1:1/token'
  const because = (text: string) => ({ kind: 'inconclusive', because: expect.stringContaining(text) })

  it('that holds lets the check be judged', () => {
    expect(probe(plain, exchange(1, 200, {}))).toEqual({ kind: 'pass' })
    expect(probe(asking(status(200)), exchange(1, 200, 'a page'))).toEqual({ kind: 'pass' })
    expect(probe(plain, undefined, { control: { kind: 'skipped', because: 'not offered' } })).toEqual({ kind: 'pass' })
  })

  it.each([
    [
      'is refused',
      () => probe(plain, exchange(1, 400, { error: 'x' })),
      `the control "control" failed: ${url} answered`,
    ],
    [
      'answers with a page',
      () => probe(plain, exchange(1, 200, '<html></html>')),
      `the control "control" failed: ${url} answered`,
    ],
    [
      'is not as expected',
      () => probe(asking(status(201)), exchange(1, 200, {})),
      'the control "control" failed: expected status 201, observed status 200',
    ],
    [
      'meets a gateway',
      () => probe(asking(status(200)), exchange(1, 503, {})),
      `the control "control" failed: ${url} answered 503, also when asked again`,
    ],
    [
      'could not be sent',
      () => probe(plain, undefined, { control: { kind: 'blocked', because: 'no client' } }),
      'the control "control" could not be sent: no client',
    ],
    ['is not there', () => probe(plain, undefined), 'the control "control" is not in the evidence'],
    [
      'has lost its exchange',
      () => probe(plain, undefined, { control: { kind: 'sent', exchanges: [77] } }),
      'the control "control" is not in the evidence',
    ],
  ])('that %s leaves it undecided', (_, verdict, text) => expect(verdict()).toEqual(because(text)))
})

describe('an answer of which nothing may be concluded', () => {
  const judged = (answer: Exchange, kind: Scenario['kind'] = 'conformance', subject: Subject = status(201)) => {
    const what = scenario([step('ask', [check('c', subject)])], { kind })
    const evidence = evidenceOf([answer, proofOfLife], { ask: { kind: 'sent', exchanges: [answer.id] } })
    return judge(specsOf(what), profile, evidence, () => []).scenarios[0]?.checks[0]?.verdict
  }
  const url = 'POST http://127.0.0.1:1/token'
  const location = { headers: [['Location', 'https://login.example/']] as const }

  it.each<readonly [() => Verdict | undefined, string]>([
    [() => judged(exchange(1, 502, {})), `${url} answered 502, also when asked again`],
    [() => judged(exchange(1, 503, {})), `${url} answered 503, also when asked again`],
    [() => judged(exchange(1, 504, {})), `${url} answered 504, also when asked again`],
    [() => judged(exchange(1, 429, {})), `${url} answered 429, also when asked again`],
    [() => judged(exchange(1, 429, {}), 'negative'), `${url} answered 429, also when asked again`],
    [() => judged(exchange(1, 500, {})), "look at the server's log at 2026-01-01T00:00:00.010Z"],
    [
      () => judged(exchange(1, 302, '', location)),
      `${url} answered with a redirect (302), as a gateway or a login page does`,
    ],
    [
      () => judged(exchange(1, 200, '<!doctype html>')),
      `${url} answered 200 with an HTML page, as a gateway or a login page does`,
    ],
  ])('%s %s', (verdict, text) =>
    expect(verdict()).toEqual({ kind: 'inconclusive', because: expect.stringContaining(text) }))

  it('in a negative scenario a 500, a redirect and a page are answers, and wrong ones', () => {
    for (const answer of [exchange(1, 500, {}), exchange(1, 302, '', location), exchange(1, 200, '<!doctype html>')])
      expect(judged(answer, 'negative')?.kind).toBe('fail')
  })

  it('a check that asks for this very status judges it', () => {
    expect(judged(exchange(1, 503, {}), 'conformance', status(503))).toEqual({ kind: 'pass' })
    expect(judged(exchange(1, 429, {}), 'negative', { kind: 'rejection', status: [400] })?.kind).toBe('inconclusive')
  })
})
