import type { Freedom } from '../../../fixtures/freedoms/freedom.ts'
import { startFreedoms } from '../../../fixtures/freedoms/index.ts'
import { grantsOf, smartTarget, suppliesOf } from '../../embedded/embedded.ts'
import type { Report } from '../../model/report.ts'
import { linesOf, runAgainst, targetOf } from './engine.ts'

/** The profile rfc, or smart-backend, on a server that takes all these freedoms at once. */
export async function onFreedoms(together: readonly Freedom[], only: readonly string[] = []): Promise<Report> {
  const server = await startFreedoms(together)
  if (together[0]?.mode === 'smart') {
    const described = await smartTarget(server, false, false)
    const plain = together[0].plainJwt ? { capabilities: { add: ['token_expiry_wait' as const], remove: [] } } : {}
    return (await runAgainst('smart-backend', { ...described, ...plain }, { only }).finally(server.close)).report
  }
  const freedom: Partial<Freedom> = together[0] ?? {}
  const { parameters, ...more } = freedom.target ?? {}
  const target = targetOf({
    issuer: server.issuer,
    scope: 'read write',
    parameters: {
      propagationSeconds: 0,
      expiryWaitSeconds: 4,
      keyRotationSeconds: 20,
      ownTokensVisible: true,
      ...parameters,
    },
    endpoints: { ...(freedom.endpointsNamed ? server.endpoints : {}), resource: server.resource },
    resourceCheck: 'online',
    tls: server.tls ?? {},
    ...(server.plainHttp === undefined ? {} : { plainHttp: server.plainHttp }),
    hosting: { internal: true },
    ...(freedom.plainJwt ? {} : { capabilities: { add: ['rfc9068_access_token'], remove: [] } }),
    ...(await grantsOf(server)),
    ...(freedom.supplied ? suppliesOf(await server.enrol()) : {}),
    ...more,
  })
  return (await runAgainst('rfc', target, { only }).finally(server.close)).report
}

/** What is said against a server; nothing may be, but for recommendations that it does not follow. */
export const saidAgainst = (report: Report): readonly string[] => linesOf(report, 'fail', 'error', 'inconclusive')

/** Requirements of which a check warned, in order. */
export const warnedOf = (report: Report): readonly string[] =>
  report.requirements
    .filter(({ verdict }) => verdict === 'warn')
    .map(({ id }) => id)
    .sort()
