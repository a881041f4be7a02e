import type { JsonObject } from '../../model/json.ts'

export type HeaderFields = Readonly<Record<string, string>>

/** A response as data, so that a rule can change any part of it. */
export interface Reply {
  readonly status: number
  readonly headers: HeaderFields
  readonly text?: string
}

/** A JSON object as application/json. */
export const jsonReply = (status: number, body: JsonObject, headers: HeaderFields = {}): Reply => ({
  status,
  headers: { 'Content-Type': 'application/json', ...headers },
  text: JSON.stringify(body),
})

/** A page for people. */
export const htmlReply = (status: number, text: string, headers: HeaderFields = {}): Reply => ({
  status,
  headers: { 'Content-Type': 'text/html; charset=utf-8', ...headers },
  text,
})

/** No content at all. */
export const emptyReply = (status: number, headers: HeaderFields = {}): Reply => ({ status, headers })
