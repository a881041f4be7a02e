import type { Subject } from '../../model/scenario.ts'
import { judgeHeader } from './header.ts'
import { judgeJson, judgeSchema } from './json.ts'
import { judgeJwt } from './jwt.ts'
import { judgeRejection } from './rejection.ts'
import { judgeRelation } from './relation.ts'
import { judgeStatus } from './status.ts'
import type { Outcome, Seen } from './subject.ts'
import { judgeTime } from './time.ts'

/** Applies a check's subject to the exchange of its step. */
export function judgeSubject(subject: Subject, seen: Seen): Outcome {
  switch (subject.kind) {
    case 'status':
      return judgeStatus(subject.oneOf, seen)
    case 'header':
      return judgeHeader(subject.name, subject.part, subject.match, seen)
    case 'json':
      return judgeJson(subject.at, subject.match, seen)
    case 'schema':
      return judgeSchema(subject.schema, subject.at, seen)
    case 'jwt':
      return judgeJwt(subject.token, subject.part, subject.match, seen)
    case 'time':
      return judgeTime(subject.time, seen)
    case 'relation':
      return judgeRelation(subject.relation, seen)
    case 'rejection':
      return judgeRejection(subject.status, subject.error, seen)
    default:
      return subject satisfies never
  }
}
