import type { HeaderPart, JwtPart, Relation, Subject, TimeRelation } from '../../model/scenario.ts'
import type { RawHeader, RawJwt, RawRelation, RawSubjects, RawTime } from '../raw/raw-scenario.ts'
import { listOf } from './lists.ts'
import { toMatchers } from './to-matchers.ts'

/** The one subject of a check. Undefined if there is none, which the schema has refused. */
export function toSubject(raw: RawSubjects): Subject | undefined {
  if (raw.status !== undefined) return { kind: 'status', oneOf: listOf(raw.status) }
  if (raw.header !== undefined) return toHeader(raw.header)
  if (raw.json !== undefined) {
    const { at, ...matchers } = raw.json
    return { kind: 'json', at, match: toMatchers(matchers) }
  }
  if (raw.schema !== undefined) return toSchema(raw.schema)
  if (raw.jwt !== undefined) return toJwt(raw.jwt)
  if (raw.time !== undefined) return { kind: 'time', time: toTime(raw.time) }
  if (raw.relation !== undefined) return { kind: 'relation', relation: toRelation(raw.relation) }
  if (raw.rejection === undefined) return undefined
  const { status, error } = raw.rejection
  return {
    kind: 'rejection',
    ...(status === undefined ? {} : { status: listOf(status) }),
    ...(error === undefined ? {} : { error: listOf(error) }),
  }
}

function toHeader(raw: RawHeader): Subject {
  const { name, directive, scheme, challenge, media_type, ...matchers } = raw
  const part = headerPart({ directive, scheme, challenge, media_type })
  return { kind: 'header', name, ...(part === undefined ? {} : { part }), match: toMatchers(matchers) }
}

type Views = { readonly [K in 'directive' | 'scheme' | 'challenge' | 'media_type']: RawHeader[K] | undefined }

function headerPart(raw: Views): HeaderPart | undefined {
  if (raw.directive !== undefined) return { kind: 'directive', directive: raw.directive }
  if (raw.scheme !== undefined) return { kind: 'scheme', scheme: raw.scheme }
  if (raw.challenge !== undefined) return { kind: 'challenge', ...raw.challenge }
  return raw.media_type === undefined ? undefined : { kind: 'media_type', mediaType: listOf(raw.media_type) }
}

/** `{ name, at }` is a shipped schema for a part of the body; an object without `name` is a schema itself. */
function toSchema(raw: NonNullable<RawSubjects['schema']>): Subject {
  if (typeof raw === 'string') return { kind: 'schema', schema: raw, at: '' }
  if (typeof raw.name !== 'string') return { kind: 'schema', schema: raw, at: '' }
  return { kind: 'schema', schema: raw.name, at: typeof raw.at === 'string' ? raw.at : '' }
}

function toJwt(raw: RawJwt): Subject {
  const { token, form, signature, signature_length, header, claim, ...matchers } = raw
  return { kind: 'jwt', token: token ?? '$this.body#/access_token', part: jwtPart(raw), match: toMatchers(matchers) }
}

function jwtPart(raw: RawJwt): JwtPart {
  if (raw.header !== undefined) return { kind: 'header', at: raw.header }
  if (raw.claim !== undefined) return { kind: 'claim', at: raw.claim }
  if (raw.signature_length === true) return { kind: 'signature_length' }
  return { kind: raw.signature === true ? 'signature' : 'form' }
}

function toTime(raw: RawTime): TimeRelation {
  const within = raw.within ?? 0
  const span = { value: raw.value, ...(raw.minus === undefined ? {} : { minus: raw.minus }), within }
  if (raw.near !== undefined) return { ...span, is: 'near', to: raw.near }
  if (raw.after !== undefined) return { ...span, is: 'after', to: raw.after }
  return { ...span, is: 'before', to: raw.before ?? 'now' }
}

function toRelation(raw: RawRelation): Relation {
  if (raw.unique !== undefined) return { kind: 'unique', values: raw.unique }
  const [left = null, right = null] = raw.equal ?? raw.subset ?? []
  return raw.equal === undefined
    ? { kind: 'subset', left, right }
    : { kind: 'equal', left, right, asSet: raw.as === 'set' }
}
