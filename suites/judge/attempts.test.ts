import { describe, expect, it } from 'vitest'
import type { Exchange } from '../model/evidence.ts'
import type { Json } from '../model/json.ts'
import { judge } from './judge.ts'
import { toReport } from './report.ts'
import { check, evidenceOf, exchange, profile, proofOfLife, scenario, specsOf, step } from './testing.ts'

const row = scenario([step('ask', [check('status', { status: 200 }), check('typed', { json: { at: '/token_type' } })])])
const good = { token_type: 'Bearer' }
type Answer = readonly [status: number, body: Json]

const refused: Answer = [400, { error: 'invalid_request' }]
const accepted: Answer = [200, good]
const busy: Answer = [503, {}]

/** Judges a row that was answered in these ways, one attempt after the other. */
function attempts(...answers: readonly Answer[]) {
  const exchanges = answers.map(([status, body], index): Exchange => exchange(index + 1, status, body))
  const runs = exchanges.map(({ id }) => ({
    id: 'token/test',
    scenario: 'token/test',
    row: {},
    steps: { ask: { kind: 'sent' as const, exchanges: [id] } },
  }))
  const [first, ...again] = runs
  const evidence = evidenceOf([...exchanges, proofOfLife], {}, { scenarios: first === undefined ? [] : [first], again })
  const specs = {
    ...specsOf(row),
    findings: {
      rules: [
        {
          id: 'answers-differ',
          title: 'It differs',
          remedy: 'Look.',
          class: 'protocol' as const,
          explains: [{ history: 'answers_differ' as const }],
          at: row.at,
        },
      ],
      implications: [],
    },
  }
  const judgement = judge(specs, profile, evidence, () => [])
  const checks = judgement.scenarios[0]?.checks ?? []
  return {
    verdicts: checks.map(({ verdict }) => verdict.kind),
    status: checks[0],
    report: toReport(specs, judgement, evidence),
  }
}

describe('what was violated', () => {
  it('once, without a second attempt, is the verdict, as in evidence of older versions', () => {
    expect(attempts(refused).verdicts).toEqual(['fail', 'inconclusive'])
  })

  it('twice is the verdict, and the first attempt shows it', () => {
    const { verdicts, status } = attempts(refused, refused)
    expect(verdicts).toEqual(['fail', 'inconclusive'])
    expect(status?.exchange).toBe(1)
  })

  it.each([
    ['first', [refused, accepted], 1],
    ['later', [accepted, refused], 2],
  ] as const)('once of two is undecided, whichever it was: %s', (_, answers, shown) => {
    const { status, report } = attempts(...answers)
    expect(status).toMatchObject({
      exchange: shown,
      verdict: {
        kind: 'inconclusive',
        because: 'the server answers this differently: violated in 1 of 2 attempts',
        observed: 'status 400 invalid_request',
      },
    })
    expect(report.conclusion).toBe('inconclusive')
    expect(report.findings).toMatchObject([
      {
        id: 'answers-differ',
        severity: 'inconclusive',
        checks: ['token/test:ask:status'],
        because: 'The server answers this differently: violated in 1 of 2 attempts.',
      },
    ])
  })

  it('two of three is the verdict', () => {
    expect(attempts(refused, accepted, refused).verdicts[0]).toBe('fail')
  })

  it('once, while the other attempt decided nothing, is no verdict, and the server is not blamed for differing', () => {
    const { status, report } = attempts(refused, busy)
    expect(status?.verdict).toMatchObject({
      kind: 'inconclusive',
      because: expect.stringMatching(/^violated once, and the other attempt decided nothing: .*503/u),
      observed: 'status 400 invalid_request',
    })
    expect(report.findings).toEqual([])
  })
})

describe('what was not violated', () => {
  it('keeps the verdict of the first attempt', () => {
    expect(attempts(accepted, busy).verdicts).toEqual(['pass', 'pass'])
    expect(attempts(busy, accepted).verdicts).toEqual(['inconclusive', 'inconclusive'])
  })

  it('tells how much was run once more', () => {
    expect(attempts(refused, refused).report.notes).toContain(
      '1 scenario in which something failed or warned ran once more, alone',
    )
    expect(attempts(refused).report.notes).toEqual([])
  })
})
