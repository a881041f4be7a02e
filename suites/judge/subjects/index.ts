import type { WrittenCheck } from '../../model/language.ts'
import { judgeFetched, judgeNotFetched } from './fetched.ts'
import { judgeHeader } from './header.ts'
import { judgeJson, judgeSchema } from './json.ts'
import { judgeJwt } from './jwt.ts'
import { judgeRejection } from './rejection.ts'
import { judgeRelation } from './relation.ts'
import { judgeStatus } from './status.ts'
import type { Match, Seen } from './subject.ts'
import { judgeTime } from './time.ts'
import { judgeTls } from './tls.ts'

/** Applies a check's subject to the exchange of its step. */
export function judgeSubject(check: WrittenCheck, seen: Seen): Match {
  if (check.status !== undefined) return judgeStatus(check.status, seen)
  if (check.header !== undefined) return judgeHeader(check.header, seen)
  if (check.json !== undefined) return judgeJson(check.json, seen)
  if (check.schema !== undefined) return judgeSchema(check.schema, seen)
  if (check.jwt !== undefined) return judgeJwt(check.jwt, seen)
  if (check.time !== undefined) return judgeTime(check.time, seen)
  if (check.relation !== undefined) return judgeRelation(check.relation, seen)
  if (check.tls !== undefined) return judgeTls(check.tls, seen)
  if (check.fetched !== undefined) return judgeFetched(check.fetched, seen)
  if (check.not_fetched !== undefined) return judgeNotFetched(check.not_fetched, seen)
  return judgeRejection(check.rejection, seen)
}
