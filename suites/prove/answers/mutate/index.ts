import { readAnswer } from '../../../decode/answer.ts'
import { bodyText } from '../../../decode/body.ts'
import type { Body, Exchange, SecretFacts } from '../../../model/evidence.ts'
import type { Json } from '../../../model/json.ts'
import { otherBodies } from './bodies.ts'
import { otherHeaders } from './headers.ts'
import { editsOf, placesIn, replaced } from './members.ts'
import { answered, type Mutation } from './mutation.ts'
import { type Earlier, otherAnswers } from './others.ts'
import { secretChanges } from './secrets.ts'
import { otherStatuses } from './status.ts'
import { jwtEdits } from './tokens.ts'

export type { Mutation } from './mutation.ts'
export type { Earlier } from './others.ts'

type Attested = Readonly<Record<string, SecretFacts>>

/** Every single change of an answer. */
export function mutationsOf(exchange: Exchange, attested: Attested, before: Earlier): readonly Mutation[] {
  return [
    ...otherStatuses(exchange),
    ...otherHeaders(exchange),
    ...otherBodies(exchange),
    ...otherMembers(exchange, attested),
    ...otherAnswers(exchange, before),
  ]
}

/** Changes of what the body says: of a JSON body its members and the JWTs in it, of a JWT its parts. */
function otherMembers(exchange: Exchange, attested: Attested): readonly Mutation[] {
  const { kind, json } = readAnswer(exchange)
  if (exchange.response === undefined) return []
  if (kind === 'jwt') return jwtBody(exchange, exchange.response.body, attested)
  if (kind !== 'json' || json === undefined) return []
  const members = editsOf(json, attested).map(
    ({ pointer, change, text, secrets }): Mutation => ({
      place: pointer === '' ? 'body' : pointer,
      change,
      exchanges: answered(exchange, { body: { text } }),
      ...(secrets === undefined ? {} : { secrets }),
    }),
  )
  return [...members, ...jwtMembers(exchange, json)]
}

function jwtMembers(exchange: Exchange, json: Json): readonly Mutation[] {
  return placesIn(json).flatMap(({ pointer, path, value }) =>
    (typeof value === 'string' ? jwtEdits(value) : []).map(({ part, change, token }) => ({
      place: `${pointer} ${part}`,
      change,
      exchanges: answered(exchange, { body: { text: JSON.stringify(replaced(json, path, token)) } }),
    })),
  )
}

function jwtBody(exchange: Exchange, body: Body, attested: Attested): readonly Mutation[] {
  const decoded = bodyText(body)
  const text = decoded.ok ? decoded.value.trim() : ''
  const parts = jwtEdits(text).map(
    ({ part, change, token }): Mutation => ({
      place: `body ${part}`,
      change,
      exchanges: answered(exchange, { body: { text: token } }),
    }),
  )
  const wrong = (secretChanges(text, attested) ?? []).flatMap(({ change, value, secrets }): readonly Mutation[] =>
    change === 'invalid signature' && typeof value === 'string'
      ? [
          {
            place: 'body',
            change,
            exchanges: answered(exchange, { body: { text: value } }),
            ...(secrets === undefined ? {} : { secrets }),
          },
        ]
      : [],
  )
  return [...parts, ...wrong]
}
