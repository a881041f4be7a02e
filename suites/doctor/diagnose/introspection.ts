import { readAnswer } from '../../decode/answer.ts'
import { isObject } from '../../decode/json.ts'
import { summary } from '../../language/condition.ts'
import type { Evidence, Exchange } from '../../model/evidence.ts'
import type { Diagnosis } from '../diagnosis.ts'
import { stepOf } from './last.ts'

/** Whether the introspection endpoint answers the client, and about what (RFC 7662). */
export function introspection({ exchanges }: Evidence): readonly Diagnosis[] {
  const last = stepOf(exchanges, 'caller')
  if (last === undefined) return []
  const status = last.response?.status
  if (status === 401 || status === 403) {
    return [
      {
        kind: 'problem',
        says: `the introspection endpoint does not accept the client as a caller: ${summary(last)}`,
        fix: 'Set introspectionClient in the target file to credentials that may introspect.',
      },
    ]
  }
  const accepted: Diagnosis = { kind: 'good', says: `the introspection endpoint accepts the caller (${summary(last)})` }
  return [accepted, ...visibility(stepOf(exchanges, 'own'))]
}

/** RFC 7662 section 2.2: a caller that a token is not meant for is told that it is inactive. */
function visibility(own: Exchange | undefined): readonly Diagnosis[] {
  const answer = own === undefined ? undefined : readAnswer(own).json
  if (!isObject(answer) || answer.active !== false) return []
  return [
    {
      kind: 'note',
      says: 'the introspection endpoint calls a live token inactive: it is not meant for this caller',
      fix: 'Where tokens are shown to resource servers of their audience only, name one as introspectionClient in the target file.',
    },
  ]
}
