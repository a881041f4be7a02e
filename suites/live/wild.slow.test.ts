import { describe, expect, it } from 'vitest'
import { wild } from '../../fixtures/wild/index.ts'
import { readEvidence } from '../load/evidence.ts'
import { startReferenceServer } from '../reference-server/index.ts'
import { rulesOf } from '../reference-server/rules.ts'
import { judgeEvidence } from '../run/judge-evidence.ts'
import { findProfile } from '../run/open-target.ts'
import { linesOf, runAgainst, specs, targetOf } from './testing/engine.ts'

describe('servers that once got a wrong verdict', () => {
  it.each(wild)('$id: $says', async ({
    only,
    paths = {},
    rules,
    right,
    findings,
    told,
    noted,
    conclusion,
    concludes,
    endpointsNamed,
    target: more,
  }) => {
    const server = await startReferenceServer({ mode: 'full', paths, rules: rules(rulesOf('full')) })
    const target = targetOf({
      issuer: server.issuer,
      scope: 'read write',
      parameters: { propagationSeconds: 0, ownTokensVisible: true },
      endpoints: { ...(endpointsNamed ? server.endpoints : {}), resource: server.resource },
      resourceCheck: 'online',
      ...more,
    })
    const { report, evidence } = await runAgainst('rfc', target, { only }).finally(server.close)
    const kept = readEvidence(JSON.stringify(evidence), 'evidence.json')
    expect(await judgeEvidence(specs, (await findProfile('rfc', specs)).profile, kept)).toEqual(report)
    expect(linesOf(report, 'error')).toEqual([])
    if (conclusion !== undefined)
      expect([report.conclusion, ...linesOf(report, 'fail', 'inconclusive')]).toEqual([conclusion])
    if (findings !== undefined) expect(report.findings.map(({ title }) => title)).toHaveLength(findings)
    if (concludes !== undefined) expect(`${report.conclusion}: ${report.because}`).toMatch(concludes)
    if (noted !== undefined) expect(report.notes.join('\n')).toMatch(noted)
    if (told !== undefined) expect(report.findings.map(({ title }) => title)).toEqual(told)
    for (const [requirement, allowed] of Object.entries(right)) {
      const verdicts = report.scenarios
        .flatMap(({ checks }) => checks)
        .filter((check) => check.requirement === requirement && check.verdict !== 'not-applicable')
        .map(({ id, verdict }) => `${verdict} ${id}`)
      expect(verdicts.filter((line) => !allowed.some((each) => line.startsWith(each)))).toEqual([])
      // The first one has to be there.
      const given = verdicts.map((line) => line.split(' ')[0])
      expect(given.includes(allowed[0]), verdicts.join('\n')).toBe(allowed.length > 0)
    }
  })
})
