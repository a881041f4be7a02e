import { readAnswer } from '../../decode/answer.ts'
import { isObject } from '../../decode/json.ts'
import type { ClientRecord, Exchange } from '../../model/evidence.ts'
import type { JsonObject } from '../../model/json.ts'
import type { RegistrationAttempt } from '../../model/profile.ts'
import type { TokenAnswer } from '../token-proof.ts'

/** A client that can be used. Its information changes when the server states it anew (RFC 7592 section 3). */
export interface Client {
  readonly key: string
  readonly template: string
  information: JsonObject
  /** The exchange that registered it; a configured client has none. */
  readonly exchange?: Exchange
  /** The way of registering that worked. */
  readonly attempt?: RegistrationAttempt
  /** The answer of the token endpoint, when it was asked whether this client may use it. */
  readonly firstToken?: TokenAnswer
}

export type ClientOutcome =
  | { readonly kind: 'client'; readonly client: Client; readonly record: ClientRecord }
  | {
      readonly kind: 'blocked'
      readonly because: string
      readonly record: ClientRecord
      /** A registration that was accepted without delivering a client: an answer to judge. */
      readonly answer?: Exchange
    }

/** The client information response in a registration, read or update answer: 2xx and an object with a client_id. */
export function informationIn(
  exchange: Exchange | undefined,
): (JsonObject & { readonly client_id: string }) | undefined {
  const { status = 0, json } = readAnswer(exchange)
  if (status < 200 || status > 299 || !isObject(json)) return undefined
  const { client_id } = json
  return typeof client_id === 'string' && client_id !== '' ? { ...json, client_id } : undefined
}
