import type { Exchange, RecordedResponse, SecretFacts } from '../../../model/evidence.ts'

/** One thing changed in one recorded answer. */
export interface Mutation {
  /** What is changed: "status", "header Date", "/expires_in", "/access_token claim /iss", "body". An array index is `*`. */
  readonly place: string
  /** How: one of the mutation classes, such as "null" or "another host". */
  readonly change: string
  /** The exchanges as they are afterwards: the changed one first. */
  readonly exchanges: readonly Exchange[]
  /** Facts of the secrets that the change made. */
  readonly secrets?: Readonly<Record<string, SecretFacts>>
}

/** The exchange with another answer. */
export const answered = (exchange: Exchange, response: Partial<RecordedResponse>): readonly Exchange[] =>
  exchange.response === undefined ? [] : [{ ...exchange, response: { ...exchange.response, ...response } }]
