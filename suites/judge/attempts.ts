import type { CheckVerdict, Verdict } from '../model/verdict.ts'
import { isViolation } from './violation.ts'

/**
 * The checks of a row that was run more than once, each with one verdict. Violated twice is a violation. Violated once is none: a server under load, or one of several nodes, has
 * answered otherwise; but several answers that violate it each by itself are more than one. Nothing else is changed by a further attempt. `stopped`: why there was no time for one.
 */
export function settled(
  attempts: readonly (readonly CheckVerdict[])[],
  stopped: string | undefined,
): readonly CheckVerdict[] {
  const [first = [], ...others] = attempts
  if (others.length === 0) return stopped === undefined ? first : first.map((check) => unconfirmed(check, stopped))
  const later = others.map((checks) => new Map(checks.map((check) => [check.id, check])))
  return first.map((check) => settle(check, [check, ...later.flatMap((checks) => checks.get(check.id) ?? [])]))
}

function settle(first: CheckVerdict, attempts: readonly CheckVerdict[]): CheckVerdict {
  const violated = attempts.filter(({ verdict }) => isViolation(verdict))
  const [once, twice] = violated
  if (once === undefined) return attempts.find(({ verdict }) => !isObstructed(verdict)) ?? first
  if (twice !== undefined || once.often) return once
  return { ...once, verdict: seenOnce(once.verdict, attempts) }
}

function seenOnce(verdict: Verdict, attempts: readonly CheckVerdict[]): Verdict {
  const seen = isViolation(verdict) ? { expected: verdict.expected, observed: verdict.observed } : {}
  const decided = attempts.filter((each) => each.verdict.kind !== 'inconclusive').length
  if (decided > 1) {
    const because = `the server answers this differently: violated in 1 of ${decided} attempts`
    return { kind: 'inconclusive', because, history: 'answers_differ', ...seen }
  }
  const open = attempts.map((each) => each.verdict).find((each) => each.kind === 'inconclusive')
  const why = open?.kind === 'inconclusive' ? open.because : 'there is no second attempt'
  return { kind: 'inconclusive', because: `violated once, and the other attempt decided nothing: ${why}`, ...seen }
}

/** The run stopped before it could look a second time. */
function unconfirmed(check: CheckVerdict, stopped: string): CheckVerdict {
  const { verdict } = check
  if (!isViolation(verdict)) return check
  const { expected, observed } = verdict
  const because = `violated once, and ${stopped}`
  return { ...check, verdict: { kind: 'inconclusive', because, history: 'rate', expected, observed } }
}

/** The server did not let us ask: that says nothing about what it would have answered. */
const isObstructed = (verdict: Verdict): boolean => verdict.kind === 'inconclusive' && verdict.history !== undefined
