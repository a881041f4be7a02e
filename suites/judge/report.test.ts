import { describe, expect, it } from 'vitest'
import type { WrittenCheck as Subject } from '../model/language.ts'
import type { Profile } from '../model/profile.ts'
import type { Specs } from '../model/specs.ts'
import { judge } from './judge.ts'
import { toReport } from './report.ts'
import { check, evidenceOf, exchange, profile, proofOfLife, scenario, specsOf, step } from './testing.ts'

const status = (...oneOf: number[]): Subject => ({ status: oneOf })
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
  const evidence = evidenceOf(
    [exchange(1, 200, { access_token: 'a' }, { step: 'control' }), exchange(2, 200, {}), proofOfLife],
    steps,
    {
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
    },
  )
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
      {
        id: 'D3',
        class: 'DD',
        shows: '',
        treatment: 'checked',
        reason: 'one of two is enough',
        requirements: ['doc.other', 'doc.should'],
      },
      {
        id: 'D4',
        class: 'DD',
        shows: '',
        treatment: 'accepted',
        reason: 'an error observes nothing',
        requirements: ['doc.unknown'],
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
    expect(made().scenarios).toStrictEqual([
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
    const { scenarios: _scenarios, requirements, findings, ...rest } = made()
    expect(rest).toStrictEqual({
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
        { id: 'D3', treatment: 'checked', reason: 'one of two is enough', seen: true },
        { id: 'D4', treatment: 'accepted', reason: 'an error observes nothing', seen: false },
      ],
      notes: ['metadata found at http://127.0.0.1:1/m (inserted)', 'client machine: it wanted a URI'],
      leftBehind: ['c9'],
      complete: true,
    })
    expect(findings).toStrictEqual([
      {
        id: 'doc.must',
        title: 'Not met: It holds',
        class: 'protocol',
        severity: 'fail',
        requirements: ['doc.must'],
        checks: ['token/test:ask:wrong'],
        blocks: [],
        because: 'Expected status 201, observed status 200.',
        exchange: 2,
        remedy: 'Answer 201.',
      },
      {
        id: 'doc.should',
        title: 'Not followed: It holds',
        class: 'protocol',
        severity: 'warn',
        requirements: ['doc.should'],
        checks: ['token/test:ask:advice'],
        blocks: [],
        because: 'Expected status 204, observed status 200.',
        exchange: 2,
        remedy: 'Compare the exchange with what was expected.',
      },
    ])
    const requirement = { source: 'RFC 0000', section: '1', requirement: 'It holds.' }
    expect(requirements).toStrictEqual([
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

  it('says nothing of what the run did not learn', () => {
    const bare = evidenceOf([exchange(1, 200, {}), proofOfLife], { ask: { kind: 'sent', exchanges: [1] } })
    const of = (facts: Partial<typeof bare.facts>) => {
      const seen = { ...bare, facts: { ...bare.facts, ...facts } }
      return toReport(
        specs,
        judge(specs, profile, seen, () => []),
        seen,
      )
    }
    const target = { named: 'http://127.0.0.1:1', endpoints: {}, capabilities: [] }
    expect(of({}).target).toStrictEqual(target)
    expect(of({}).notes).toStrictEqual([])
    expect(of({ oneTokenPerClient: true }).notes).toStrictEqual([
      'a new access token ends the one before of the same client: what shares a client ran one after the other',
    ])
    expect(of({ baseUrl: 'http://127.0.0.1:1/as' }).target).toStrictEqual({
      ...target,
      baseUrl: 'http://127.0.0.1:1/as',
    })
  })

  it('a check that is not proven warns at most, and says so', () => {
    const proof: Specs['proof'] = { unproven: { 'token/test:ask:wrong': { reason: 'no mutant yet' } } }
    const [, wrong] = judge({ ...specs, proof }, profile, evidence, () => []).scenarios[0]?.checks ?? []
    expect(wrong?.verdict).toEqual({
      kind: 'warn',
      expected: 'status 201 (unproven, so not scored: no mutant yet)',
      observed: expect.any(String),
    })
  })

  it('a recommendation that is not proven warns as ever, and what holds passes', () => {
    const unproven = { reason: 'no mutant yet' }
    const proof: Specs['proof'] = {
      unproven: { 'token/test:ask:advice': unproven, 'token/test:ask:right': unproven },
    }
    const checks = judge({ ...specs, proof }, profile, evidence, () => []).scenarios[0]?.checks ?? []
    expect(checks.find(({ id }) => id.endsWith(':advice'))?.verdict).toMatchObject({ expected: 'status 204' })
    expect(checks.find(({ id }) => id.endsWith(':right'))?.verdict).toEqual({ kind: 'pass' })
  })
})
