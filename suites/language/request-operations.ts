import { type Operation, operations } from '../model/vocabulary.ts'

/** What a step asks for by a request. A look at TLS sends none. */
export type RequestOperation = Exclude<Operation, 'tls'>

export const requestOperations: readonly RequestOperation[] = operations.filter((name) => name !== 'tls')
