import { summary } from '../language/condition.ts'
import type { Exchange } from '../model/evidence.ts'
import type { Step } from '../model/scenario.ts'
import { onceForAbsentHeader } from './absent-header.ts'
import type { Judged, StepContext } from './check.ts'
import { decidesAcceptance, isSuccess, readsJson } from './gate.ts'
import { notJson, schemaViolations } from './subjects/json.ts'
import type { Seen } from './subjects/subject.ts'
import { isViolation } from './violation.ts'

/**
 * One root cause, one finding. When a request was answered in the opposite sense (refused where it had to be accepted, or the
 * other way round), or without a JSON body, the first check that says so stands and the dependants are inconclusive and name it.
 */
export function oneCause(judged: readonly Judged[], step: Step, context: StepContext): readonly Judged[] {
  const exchange = context.scope.exchange(step.id)
  // What TLS shows are facts side by side, none of them a request that was taken or refused.
  return exchange === undefined || exchange.tls !== undefined
    ? judged
    : onceForAbsentHeader(dependants(judged, exchange, step, context), exchange)
}

function dependants(
  judged: readonly Judged[],
  exchange: Exchange,
  step: Step,
  context: StepContext,
): readonly Judged[] {
  const lead = judged.find((each) => decidesAcceptance(each.check) && isViolation(each.verdict))
  const positive = context.planned.scenario.kind !== 'negative' || step.control
  const accepting = judged.some((each) => decidesAcceptance(each.check) && each.verdict.kind === 'pass')
  if (lead !== undefined && isSuccess(exchange) !== positive) {
    return demote(
      judged,
      lead,
      `see "${lead.check.name}": the request was answered ${summary(exchange)}`,
      decidesAcceptance,
    )
  }
  if (positive && lead === undefined && !accepting && !isSuccess(exchange)) {
    return judged.map((each) =>
      isViolation(each.verdict) ? { ...each, verdict: { kind: 'inconclusive', because: refused(exchange) } } : each,
    )
  }
  const seen = { exchange, scope: context.scope, validate: context.validate }
  if (notJson(seen) === undefined) return withoutEchoes(judged, seen)
  const first = judged.find((each) => readsJson(each.check) && isViolation(each.verdict))
  if (first === undefined) return judged
  return demote(judged, first, `see "${first.check.name}": the body is not JSON`, (check) => !readsJson(check))
}

/** A schema over the whole body repeats what a check of one member has found already. It stands only for what it alone has found. */
function withoutEchoes(judged: readonly Judged[], seen: Seen): readonly Judged[] {
  const members = judged.filter((each) => each.check.json !== undefined && isViolation(each.verdict))
  if (members.length === 0) return judged
  return judged.map((each) => {
    if (each.check.schema === undefined || !isViolation(each.verdict)) return each
    const places = schemaViolations(each.check.schema, seen).map(({ at }) => at)
    const told = members.filter(({ check }) => places.some((place) => place === check.json?.at))
    const [lead] = told
    if (lead === undefined || places.some((place) => !told.some(({ check }) => check.json?.at === place))) return each
    const because = `see "${told.map(({ check }) => check.name).join('", "')}"`
    return { ...each, verdict: { kind: 'inconclusive', because, lead: lead.check.name } }
  })
}

function demote(
  judged: readonly Judged[],
  lead: Judged,
  because: string,
  spared: (check: Judged['check']) => boolean,
): readonly Judged[] {
  return judged.map((each) =>
    each === lead ||
    each.verdict.kind === 'not-applicable' ||
    // What is only a recommendation explains nothing away that is an obligation, nor does it leave a kept one undecided.
    (each.verdict.kind !== 'warn' && lead.verdict.kind === 'warn') ||
    (spared(each.check) && !isViolation(each.verdict)) ||
    (!isViolation(each.verdict) && each.verdict.kind !== 'pass')
      ? each
      : { ...each, verdict: { kind: 'inconclusive', because, lead: lead.check.name } },
  )
}

const refused = (exchange: Exchange): string =>
  `${exchange.request.method} ${exchange.request.url} was refused: ${summary(exchange)}`
