import type { Evidence, ScenarioRun } from '../model/evidence.ts'
import type { DecisionRow, DecisionTable, Limitation } from '../model/limitation.ts'
import type { Profile } from '../model/profile.ts'
import type { Condition, Step } from '../model/scenario.ts'
import { type Judgement, judge } from './judge.ts'
import { check, evidenceOf, exchange, profile, scenario, specsOf, step } from './testing.ts'

/** Builders for tests of limitations: decision tables over the answers to steps. */
const at = { file: 'specs/limitations/refresh.yaml', line: 1, column: 1 }

export const row = (outcome: DecisionRow['outcome'], more: Partial<DecisionRow> = {}): DecisionRow => ({
  outcome,
  rfc: 'ok',
  because: `It is ${outcome}.`,
  ...more,
})

export const table = (probe: string, rows: readonly DecisionRow[], when?: Condition): DecisionTable => ({
  probe,
  title: `Probe ${probe}`,
  rows,
  ...(when === undefined ? {} : { when }),
})

export const limitation = (tables: readonly DecisionTable[], steps: readonly Step[] = []): Limitation => ({
  id: 'refresh',
  title: 'Token refresh',
  statement: 'No token is refreshed.',
  requirement: 'doc.must',
  scenario: scenario(steps, { id: 'limitations/refresh', kind: 'limitation', at }),
  tables,
})

/** A profile of one scenario and one limitation. */
export const limited: Profile = { ...profile, limitations: ['refresh'] }

const beside = scenario([step('ask', [check('c', { status: 200 })])])

const specsWith = (only: Limitation) => ({ ...specsOf(beside), limitations: { refresh: only } })

/** Step R1 was answered three times, last with 400 invalid_grant. */
export const answered: ScenarioRun = {
  id: 'limitations/refresh',
  scenario: 'limitations/refresh',
  row: {},
  steps: { R1: { kind: 'sent', exchanges: [1, 2, 3] } },
}

export const limitationEvidence = (runs: readonly ScenarioRun[] = [answered], more: Partial<Evidence> = {}): Evidence =>
  evidenceOf(
    [exchange(1, 429, {}), exchange(2, 503, {}), exchange(3, 400, { error: 'invalid_grant' })],
    {},
    {
      scenarios: runs,
      ...more,
    },
  )

/** What is said of one limitation: in the list of limitations, and as the verdict of a scenario with one check. */
export function judgedLimitation(only: Limitation, evidence: Evidence = limitationEvidence(), by: Profile = limited) {
  const judgement: Judgement = judge(specsWith(only), by, evidence, () => [])
  const [report] = judgement.limitations
  const scenario = judgement.scenarios.find(({ id }) => id === only.scenario.id)
  return { report, scenario, check: scenario?.checks[0], judgement }
}
