import type { Evidence, ScenarioRun } from '../../model/evidence.ts'
import type { CheckVerdict } from '../../model/verdict.ts'
import type { Recorded } from '../recorded-scope.ts'
import { credentialsRefused } from './credentials.ts'
import type { Obstacle } from './obstacle.ts'
import { quotaOf } from './quota.ts'

/** What stood in the way of this run, as its own history shows. */
export function obstaclesOf(evidence: Evidence): readonly Obstacle[] {
  return [quotaOf(evidence.exchanges), credentialsRefused(evidence)].filter((each) => each !== undefined)
}

/** What stood in the way of this row: nothing is concluded from it but what passed before. */
export function obstructedRow(
  checks: readonly CheckVerdict[],
  run: ScenarioRun,
  from: Recorded,
  obstacles: readonly Obstacle[],
): readonly CheckVerdict[] {
  const met = metBy(run, from)
  const obstacle = obstacles.find(({ exchanges }) => met.some((id) => exchanges.has(id)))
  if (obstacle === undefined) return checks
  return checks.map((check) => {
    const { kind } = check.verdict
    const stays =
      kind === 'not-applicable' ||
      kind === 'error' ||
      (kind === 'pass' && !obstacle.exchanges.has(check.exchange ?? -1))
    return stays
      ? check
      : { ...check, verdict: { kind: 'inconclusive', because: obstacle.says, history: obstacle.kind } }
  })
}

/** The answers that decide the row's steps, and the registrations of its clients. */
function metBy({ steps, client, second }: ScenarioRun, from: Recorded): readonly number[] {
  const registrations = [client, second].flatMap((key) => {
    const record = from.client(key)
    return record?.blocked === undefined || record.exchange === undefined ? [] : [record.exchange]
  })
  return [
    ...registrations,
    ...Object.values(steps).flatMap((taken) => (taken.kind === 'sent' ? taken.exchanges.slice(-1) : [])),
  ]
}
