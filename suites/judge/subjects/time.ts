import { clockOf } from '../../decode/answer.ts'
import { show, typeOf } from '../../decode/type-of.ts'
import { nameOf } from '../../language/reference-words.ts'
import { resolve } from '../../language/resolve.ts'
import type { Time } from '../../model/language.ts'
import type { Expression } from '../../model/scenario.ts'
import { holds, type Match, moot, type Seen, undecided, violated } from './subject.ts'

/** Compares times in seconds since 1970, or differences; "now" is the server's Date at that exchange, else our clock; "received" is our clock. */
export function judgeTime(time: Time, seen: Seen): Match {
  const value = moment(time.value, seen)
  if (typeof value !== 'number') return value
  const minus = time.minus === undefined ? 0 : moment(time.minus, seen)
  if (typeof minus !== 'number') return minus
  const { other, relation, fits } = compared(time, (seen.exchange.response?.durationMs ?? 0) / 1000)
  const to = moment(other, seen)
  if (typeof to !== 'number') return to
  const left = value - minus
  const expected = `${name(time.value)}${time.minus === undefined ? '' : ` - ${name(time.minus)}`} ${relation} ${name(other)}`
  return fits(left - to) ? holds : violated(expected, `${left}, compared with ${to}: ${Math.round(left - to)} s apart`)
}

interface Compared {
  readonly other: Expression
  /** In words. */
  readonly relation: string
  readonly fits: (difference: number) => boolean
}

function compared({ near, after, before, within = 0 }: Time, took: number): Compared {
  if (near !== undefined) {
    // What an answer states may be as old as its request: a machine that is busy lets it wait.
    const earlier = within + (near === 'now' || near === 'received' ? took : 0)
    return {
      other: near,
      relation: `within ${within} s of`,
      fits: (difference) => difference >= -earlier && difference <= within,
    }
  }
  const tolerance = within === 0 ? '' : ` (give or take ${within} s)`
  if (after !== undefined)
    return { other: after, relation: `after${tolerance}`, fits: (difference) => difference > -within }
  return { other: before, relation: `before${tolerance}`, fits: (difference) => difference < within }
}

/** Seconds, or why there are none. */
function moment(expression: Expression, seen: Seen): number | Match {
  if (expression === 'now') return clockOf(seen.exchange)
  if (expression === 'received')
    return Date.parse(seen.exchange.response?.receivedAt ?? seen.exchange.request.sentAt) / 1000
  const found = resolve(expression, seen.scope, 'time')
  if (found.kind === 'unresolved') return undecided(found.because)
  if (found.kind === 'omitted') return moot(`${name(expression)} is absent, which is allowed`)
  if (typeof found.value === 'number') return found.value
  return violated(`${name(expression)} to be a number of seconds`, `${typeOf(found.value)} ${show(found.value)}`)
}

const name = (expression: Expression): string => {
  if (expression === 'now') return "the server's time at that answer"
  return expression === 'received' ? 'our time at that answer' : nameOf(expression)
}
