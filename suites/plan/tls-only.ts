import type { Exchange } from '../model/evidence.ts'
import type { Scenario } from '../model/scenario.ts'

/** A scenario that only looks at TLS: it can be judged where no request gets through, and how a server is set up does not change from one look to the next. */
export const looksAtTlsOnly = ({ steps }: Scenario): boolean => steps.every(({ operation }) => operation === 'tls')

/** Nothing got through to the target, since its certificate or its protocol was not accepted. */
export const isRefusedByTls = (exchanges: readonly Exchange[]): boolean =>
  exchanges.some(({ owner, failure }) => owner === 'discovery' && failure?.code === 'tls') &&
  exchanges.every(({ response }) => response === undefined)
