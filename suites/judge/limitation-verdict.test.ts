import { describe, expect, it } from 'vitest'
import type { Evidence, ScenarioRun } from '../model/evidence.ts'
import { exchange, proofOfLife, step } from './testing.ts'
import {
  answered,
  judgedLimitation,
  limitation,
  limitationEvidence,
  limited,
  row,
  table,
} from './testing-limitations.ts'

const upheld = limitation([table('R1', [row('upheld', { grade: 'strong' })])])
const violated = limitation([table('R1', [row('violated', { because: 'It was refreshed.' })])])

describe('a limitation counts as a scenario with one check', () => {
  it('that points to the last exchange of the deciding step', () => {
    const { scenario } = judgedLimitation(upheld)
    expect(scenario).toStrictEqual({
      id: 'limitations/refresh',
      scenario: 'limitations/refresh',
      title: 'Token refresh',
      row: {},
      verdict: 'pass',
      because: 'It is upheld.',
      checks: [
        {
          id: 'limitations/refresh:refresh',
          requirement: 'doc.must',
          level: 'MUST',
          verdict: { kind: 'pass' },
          step: 'R1',
          exchange: 3,
          at: { file: 'specs/limitations/refresh.yaml', line: 1, column: 1 },
        },
      ],
    })
  })

  it('that points nowhere when the deciding table looks at no step, or at one that was not sent', () => {
    const skipped: Evidence = limitationEvidence([
      { ...answered, steps: { R1: { kind: 'skipped', because: 'not needed' } } },
    ])
    const endpoint = limitation([table('endpoint', [row('upheld')])])
    for (const { check } of [judgedLimitation(upheld, skipped), judgedLimitation(endpoint)]) {
      expect(check?.verdict).toEqual({ kind: 'pass' })
      expect(check).not.toHaveProperty('exchange')
    }
  })

  it('that has no step at all when no table decided', () =>
    expect(judgedLimitation(limitation([])).check).toMatchObject({ step: '', verdict: { kind: 'inconclusive' } }))

  it('that passes, is inconclusive or fails', () => {
    const undecided = limitation([table('R1', [row('inconclusive')])])
    expect(judgedLimitation(upheld).check?.verdict).toEqual({ kind: 'pass' })
    expect(judgedLimitation(undecided).check?.verdict).toEqual({ kind: 'inconclusive', because: 'It is inconclusive.' })
    expect(judgedLimitation(violated).check?.verdict).toEqual({
      kind: 'fail',
      expected: 'No token is refreshed.',
      observed: 'It was refreshed.',
    })
  })

  it('whose violation counts as the profile says', () => {
    const severities = [{ requirement: 'doc.must', severity: 'warn' as const, because: 'It is advice here.' }]
    const { check } = judgedLimitation(violated, limitationEvidence(), { ...limited, severities })
    expect(check?.verdict.kind).toBe('warn')
  })

  it('whose violation is our own fault when the catalogue lacks its requirement', () => {
    const { scenario } = judgedLimitation({ ...violated, requirement: 'doc.unknown' })
    expect(scenario?.checks[0]).not.toHaveProperty('level')
    expect(scenario?.checks[0]?.verdict).toEqual({
      kind: 'error',
      because: 'requirement doc.unknown is not in the catalogue',
    })
  })
})

describe('a limitation that could not be probed is inconclusive, whatever its tables say', () => {
  const needy = { ...violated, scenario: { ...violated.scenario, needs: ['client_credentials' as const] } }
  const controlled = limitation(violated.tables, [step('R0', [], { control: true })])
  const facts = { ...limitationEvidence().facts, blocker: 'nothing listens' }

  it.each([
    [
      'the target does not offer what it needs',
      () => judgedLimitation(needy),
      'nothing says that the target offers client_credentials',
    ],
    [
      'the target is no authorization server',
      () => judgedLimitation(violated, limitationEvidence([answered], { facts })),
      'nothing listens',
    ],
    [
      'it was not run',
      () => judgedLimitation(violated, limitationEvidence([])),
      'this limitation is not in the evidence',
    ],
    ['its control failed', () => judgedLimitation(controlled), 'the control "R0" is not in the evidence'],
  ])('%s', (_, judged, because) => {
    const { report, scenario, check } = judged()
    expect(report).toStrictEqual({
      id: 'refresh',
      title: 'Token refresh',
      outcome: 'inconclusive',
      because,
      rfc: 'ok',
      probes: [],
      findings: [],
    })
    expect(scenario).toMatchObject({ verdict: 'inconclusive', because })
    expect(check).toMatchObject({ step: '', verdict: { kind: 'inconclusive', because } })
    expect(check).not.toHaveProperty('exchange')
  })
})

describe('a judgement', () => {
  const said = (evidence: Evidence) => {
    const { judgement } = judgedLimitation(upheld, evidence)
    return [judgement.scenarios.map(({ id }) => id), judgement.limitations.map(({ id }) => id)]
  }
  const chosen = (only: readonly string[], skip: readonly string[]): Evidence => {
    const evidence = limitationEvidence()
    return { ...evidence, run: { ...evidence.run, only, skip } }
  }

  it('lists scenarios, then limitations', () =>
    expect(said(chosen([], []))).toEqual([['token/test', 'limitations/refresh'], ['refresh']]))

  it('leaves out what --only and --skip leave out', () => {
    expect(said(chosen(['token/*'], []))).toEqual([['token/test'], []])
    expect(said(chosen([], ['token/*']))).toEqual([['limitations/refresh'], ['refresh']])
  })

  it('names what keeps the whole target from being judged, if anything does', () => {
    expect(judgedLimitation(upheld).judgement).not.toHaveProperty('blocker')
    const nothing = limitationEvidence([answered], { exchanges: [] })
    expect(judgedLimitation(upheld, nothing).judgement.blocker).toMatch(/Is the URL right\?$/u)
  })
})

describe('a limitation that was looked at twice', () => {
  const byAnswer = limitation([
    table('R1', [
      row('violated', { when: { answer: { R1: { status: 200 } } }, because: 'It was refreshed.' }),
      row('upheld', { when: { answer: { R1: { status: 400 } } }, grade: 'strong' }),
      row('inconclusive', { because: 'The answer does not tell.' }),
    ]),
  ])
  const attempt = (id: number): ScenarioRun => ({ ...answered, steps: { R1: { kind: 'sent', exchanges: [id] } } })
  const told = (first: number, ...later: readonly number[]) => {
    const seen = [
      exchange(1, 200, {}),
      exchange(2, 200, {}),
      exchange(3, 400, { error: 'invalid_grant' }),
      exchange(4, 404, {}),
    ]
    const evidence = limitationEvidence([attempt(first)], {
      exchanges: [...seen, proofOfLife],
      again: later.map(attempt),
    })
    const { report, scenario } = judgedLimitation(byAnswer, evidence)
    return {
      outcome: report?.outcome,
      grade: report?.grade,
      because: report?.because,
      verdict: scenario?.checks[0]?.verdict.kind,
    }
  }

  it('is violated if it was violated twice', () => {
    expect(told(1, 2)).toMatchObject({ outcome: 'violated', verdict: 'fail', because: 'It was refreshed.' })
  })

  it.each([
    [1, 3],
    [3, 1],
  ])('is undecided, without a grade, if it was violated once (%i, then %i)', (first, second) => {
    expect(told(first, second)).toEqual({
      outcome: 'inconclusive',
      grade: undefined,
      because: 'the server answers this differently: violated in 1 of 2 attempts',
      verdict: 'inconclusive',
    })
  })

  it('is undecided if the other attempt decided nothing, and violated if a third one shows it again', () => {
    expect(told(1, 4)).toMatchObject({
      outcome: 'inconclusive',
      because: expect.stringContaining('the other attempt decided nothing: '),
    })
    expect(told(1, 4, 2)).toMatchObject({ outcome: 'violated', verdict: 'fail' })
  })

  it('keeps what the first attempt said where nothing was violated', () => {
    expect(told(3, 4)).toMatchObject({ outcome: 'upheld', grade: 'strong', verdict: 'pass' })
  })

  it('is undecided if the run stopped before the second attempt', () => {
    const evidence = limitationEvidence([attempt(1)], {
      exchanges: [exchange(1, 200, {}), proofOfLife],
      run: { ...limitationEvidence().run, stopped: 'the server asked for a wait of 3600 s' },
    })
    expect(judgedLimitation(byAnswer, evidence).report).toMatchObject({
      outcome: 'inconclusive',
      because: 'violated once, and the server asked for a wait of 3600 s',
    })
  })
})
