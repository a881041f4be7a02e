import { describe, expect, it } from 'vitest'
import { mutants, startMutant } from '../../fixtures/mutants/index.ts'
import { airlockTarget, runAgainst } from '../live/testing/engine.ts'
import { failureOf } from './failure.ts'

describe('a failed check as a test failure', () => {
  it('says what was expected and observed, what to do, and shows the YAML with a caret', async () => {
    const mutant = mutants.find((each) => each.id === 'expires-in-string') ?? mutants[0]
    if (mutant === undefined) throw new Error('there is no mutant')
    const server = await startMutant(mutant)
    const { report } = await runAgainst('airlock-iam', airlockTarget(server.baseUrl), {
      only: ['token/*', 'registration/*'],
    })
    await server.close()
    const check = report.scenarios.flatMap((scenario) => scenario.checks).find((each) => each.verdict === 'fail')
    if (check === undefined) throw new Error('the mutant was not caught')
    const { message, stack } = failureOf(check, report)
    expect(message).toMatch(/^fail: /u)
    expect(message).toContain('expected: ')
    expect(message).toContain('observed: ')
    expect(message).toMatch(/\n\s*\| +\^/u)
    expect(stack).toContain(`${check.at.file}:${check.at.line}:${check.at.column}`)
  })
})
