import type { Body, Exchange, RecordedRequest, SecretFacts, TransportFailure } from '../../model/evidence.ts'
import type { WrittenCheck as Subject } from '../../model/language.ts'
import type { SchemaValidator } from '../../model/specs.ts'
import { recorded, recordedScope } from '../recorded-scope.ts'
import { evidenceOf, exchange } from '../testing.ts'
import { judgeSubject } from './index.ts'
import type { Match } from './subject.ts'

interface Given {
  readonly secrets?: Readonly<Record<string, SecretFacts>>
  /** What else the run saw. */
  readonly others?: readonly Exchange[]
  readonly validate?: SchemaValidator
}

/** What subjects say of one answer. */
export function judgeOf(
  answer: Exchange,
  { secrets = {}, others = [], validate }: Given = {},
): (asked: Subject) => Match {
  const evidence = evidenceOf([answer, ...others], { ask: { kind: 'sent', exchanges: [answer.id] } }, { secrets })
  const [run] = evidence.scenarios
  if (run === undefined) throw new Error('no run')
  const scope = { ...recordedScope({}, run, recorded(evidence)), step: 'ask' }
  return (asked) => judgeSubject(asked, { exchange: answer, scope, validate: validate ?? (() => []) })
}

/**
 * The same in words: "holds", "EXPECTED | OBSERVED", "moot: BECAUSE" or "undecided: BECAUSE". A vendor reads these sentences, so the
 * tests hold them word by word.
 */
export function said(subject: Subject, answer: Exchange, given: Given = {}): string {
  const outcome = judgeOf(answer, given)(subject)
  switch (outcome.kind) {
    case 'holds':
      return 'holds'
    case 'violated':
      return `${outcome.expected} | ${outcome.observed}`
    default:
      return `${outcome.kind}: ${outcome.because}`
  }
}

/** An answer whose body is recorded as given. */
export function withBody(answer: Exchange, body: Body): Exchange {
  return answer.response === undefined ? answer : { ...answer, response: { ...answer.response, body } }
}

/** A request that got no HTTP answer. */
export function unanswered(code: TransportFailure['code'], request: Partial<RecordedRequest> = {}): Exchange {
  const { response, ...asked } = exchange(1, 200, {})
  return { ...asked, request: { ...asked.request, ...request }, failure: { code, message: `failed: ${code}` } }
}
