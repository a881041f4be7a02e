import { describe, expect, it } from 'vitest'
import { mutants, startMutant } from '../../fixtures/mutants/index.ts'
import { renderJson } from '../../reports/json.ts'
import { readEvidence } from '../load/evidence.ts'
import { judgeEvidence } from '../run/judge-evidence.ts'
import { airlockTarget, type Ran, runAgainst, runEmbedded, specs } from './testing/engine.ts'

/** The report judged again from the written evidence, as text. */
async function again(ran: Ran): Promise<string> {
  const read = readEvidence(JSON.stringify(ran.evidence), 'evidence.json')
  return text(ran, await judgeEvidence(specs, ran.opened.profile, read))
}

const text = (ran: Ran, report = ran.report): string => renderJson({ report })

describe('judging recorded evidence again', () => {
  it.each(['airlock-iam', 'rfc'])('%s: every scenario gives the same verdicts, byte for byte', async (profile) => {
    const ran = await runEmbedded(profile)
    expect(await again(ran)).toBe(text(ran))
    expect(ran.report.scenarios.length).toBeGreaterThan(5)
  })

  it('a failing run too', async () => {
    const mutant = mutants.find((each) => each.mode === 'airlock')
    if (mutant === undefined) throw new Error('there is no mutant')
    const server = await startMutant(mutant)
    const ran = await runAgainst('airlock-iam', airlockTarget(server.baseUrl, { resource: true }))
    await server.close()
    expect(await again(ran)).toBe(text(ran))
  })

  it('evidence that was cut short is refused', () => {
    expect(() => readEvidence('{"format":1', 'cut.json')).toThrow(/cut\.json is not JSON/u)
    expect(() => readEvidence('{"format":1}', 'half.json')).toThrow(/not evidence of format 1/u)
  })
})
