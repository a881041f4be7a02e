import { expect, it } from 'vitest'
import { specs } from '../../live/testing/engine.ts'
import { judgedRun } from './testing.ts'
import { unsentProbes } from './unsent.ts'

it('a requirement without a verdict is listed with the reason, and one with a verdict is not', async () => {
  const { judged } = await judgedRun('airlock-iam')
  const unsent = new Map(unsentProbes(specs, [judged.judgement]).map((each) => [each.requirement.id, each.because]))
  const { excluded } = specs.requirements['rfc9110.9.3.2.head-no-body'] ?? {}
  expect(excluded).toBeDefined()
  expect(unsent.get('rfc9110.9.3.2.head-no-body')).toBe(excluded)
  expect(unsent.get('rfc9728.3.3.resource-identical')).toContain('No scenario')
  expect([...unsent.values()].every((because) => because !== '')).toBe(true)
  const passed = judged.judgement.scenarios.flatMap(({ checks }) =>
    checks.flatMap(({ requirement, verdict }) => (verdict.kind === 'pass' ? [requirement ?? ''] : [])),
  )
  expect(passed.length).toBeGreaterThan(50)
  expect(passed.filter((requirement) => unsent.has(requirement))).toEqual([])
})
