import { clockOf } from '../../decode/answer.ts'
import { show, typeOf } from '../../decode/type-of.ts'
import { resolve } from '../../language/resolve.ts'
import type { Expression, TimeRelation } from '../../model/scenario.ts'
import { holds, moot, type Outcome, type Seen, undecided, violated } from './subject.ts'

/** Compares times in seconds since 1970, or differences; "now" is the server's Date at that exchange, else our clock. */
export function judgeTime(time: TimeRelation, seen: Seen): Outcome {
  const value = moment(time.value, seen)
  if (typeof value !== 'number') return value
  const minus = time.minus === undefined ? 0 : moment(time.minus, seen)
  if (typeof minus !== 'number') return minus
  const to = moment(time.to, seen)
  if (typeof to !== 'number') return to
  const left = value - minus
  const expected = `${name(time.value)}${time.minus === undefined ? '' : ` - ${name(time.minus)}`} ${relationText(time)} ${name(time.to)}`
  return fits(left - to, time)
    ? holds
    : violated(expected, `${left}, compared with ${to}: ${Math.round(left - to)} s apart`)
}

function fits(difference: number, time: TimeRelation): boolean {
  switch (time.is) {
    case 'near':
      return Math.abs(difference) <= time.within
    case 'after':
      return difference > -time.within
    case 'before':
      return difference < time.within
    default:
      return time.is satisfies never
  }
}

function relationText(time: TimeRelation): string {
  const tolerance = time.within === 0 ? '' : ` (give or take ${time.within} s)`
  return time.is === 'near' ? `within ${time.within} s of` : `${time.is}${tolerance}`
}

/** Seconds, or why there are none. */
function moment(expression: Expression, seen: Seen): number | Outcome {
  if (expression === 'now') return clockOf(seen.exchange)
  const found = resolve(expression, seen.scope, 'time')
  if (found.kind === 'unresolved') return undecided(found.because)
  if (found.kind === 'omitted') return moot(`${name(expression)} is absent, which is allowed`)
  if (typeof found.value === 'number') return found.value
  return violated(`${name(expression)} to be a number of seconds`, `${typeOf(found.value)} ${show(found.value)}`)
}

/** "$this.claims#/exp?" reads "/exp" in messages. */
function name(expression: Expression): string {
  if (typeof expression !== 'string') return show(expression)
  if (expression === 'now') return "the server's time at that answer"
  return expression.split('#')[1]?.replace(/\?$/u, '') ?? expression
}
