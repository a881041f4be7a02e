import type { Exchange } from '../../model/evidence.ts'

/** The last exchange of a step; undefined where there is none. */
export const stepOf = (exchanges: readonly Exchange[], step: string): Exchange | undefined =>
  exchanges.filter((exchange) => exchange.step === step).at(-1)

/** The last exchange of an operation; undefined where there is none. */
export const lastOf = (exchanges: readonly Exchange[], operation: Exchange['operation']): Exchange | undefined =>
  exchanges.filter((exchange) => exchange.operation === operation).at(-1)
