import { describe, expect, it } from 'vitest'
import type { Freedom } from '../fixtures/freedoms/freedom.ts'
import { freedoms, startFreedom } from '../fixtures/freedoms/index.ts'
import { createSigningKey } from '../fixtures/reference-server/jwt/keys.ts'
import { suppliesOf } from './cli/embedded.ts'
import type { Report } from './model/report.ts'
import { linesOf, runAgainst, targetOf } from './testing/engine.ts'

// No check may fail a server that decides otherwise where a document leaves the choice to it.

const key = createSigningKey('full')

async function judged(freedom: Freedom): Promise<Report> {
  const server = await startFreedom(freedom, { key })
  const { parameters, ...described } = freedom.target ?? {}
  const target = targetOf({
    issuer: server.issuer,
    scope: 'read write',
    parameters: { propagationSeconds: 0, expiryWaitSeconds: 4, ownTokensVisible: true, ...parameters },
    endpoints: { ...(freedom.endpointsNamed ? server.endpoints : {}), resource: server.resource },
    resourceCheck: 'online',
    tls: server.tls ?? {},
    ...(freedom.plainJwt ? {} : { capabilities: { add: ['rfc9068_access_token'], remove: [] } }),
    ...(freedom.supplied ? suppliesOf(await server.enrol()) : {}),
    ...described,
  })
  return (await runAgainst('rfc', target).finally(server.close)).report
}

describe('a server that is right in another way', () => {
  it.each(freedoms.map((freedom) => [freedom.id, freedom] as const))(
    '%s',
    { timeout: 30_000 },
    async (_id, freedom) => {
      const report = await judged(freedom)
      expect(linesOf(report, 'fail', 'error', 'inconclusive')).toEqual([])
      const warned = report.requirements.filter(({ verdict }) => verdict === 'warn').map(({ id }) => id)
      expect(warned.sort()).toEqual([...expectedWarnings, ...(freedom.against ?? [])].sort())
      expect(report.conclusion).toBe('conformant')
    },
  )

  it('says so once, in a sentence, with the place that allows it', () => {
    expect(new Set(freedoms.map(({ id }) => id)).size).toBe(freedoms.length)
    expect(freedoms.filter(({ says }) => !/^[A-Z].*\.$/u.test(says))).toEqual([])
    expect(
      freedoms.filter(
        ({ allows }) => !/^(?:RFC \d{4} (?:section [\d.]+|appendix [A-Z][\d.]*)|.+, section [\dA.]+)$/u.test(allows),
      ),
    ).toEqual([])
  })
})

/** What the reference server itself does not follow. */
const expectedWarnings: readonly string[] = []
