import { clockOf, headerValues } from '../../decode/answer.ts'
import type { Evidence, Exchange } from '../../model/evidence.ts'

/** Milliseconds by which a clock may be corrected while a run lasts. */
const correction = 2_000
/** Milliseconds between the clocks of server and recorder, beyond which one of them is wrong. */
export const skew = 5 * 60_000

/** Exchanges follow each other, lie within the run, and agree with the clock of the server. */
export function impossibleTimes({ run, exchanges }: Evidence): readonly string[] {
  const begin = Date.parse(run.startedAt)
  const end = begin + run.durationMs
  let before = begin
  const wrong: string[] = []
  for (const exchange of exchanges) {
    const sent = Date.parse(exchange.request.sentAt)
    const name = `exchange ${exchange.id} was sent at ${exchange.request.sentAt}`
    if (!(sent >= begin - correction && sent <= end + correction))
      wrong.push(`${name}, and the run lasted from ${iso(begin)} to ${iso(end)}`)
    else if (sent < before - correction) wrong.push(`${name}, before the one in front of it`)
    wrong.push(...answered(exchange, sent))
    before = Math.max(before, sent)
  }
  return [...wrong, ...clocks(exchanges)]
}

function answered({ id, response }: Exchange, sent: number): readonly string[] {
  if (response === undefined) return []
  const took = Date.parse(response.receivedAt) - sent
  if (Math.abs(took - response.durationMs) <= correction) return []
  return [`exchange ${id} took ${took} ms by its times and ${response.durationMs} ms by its duration`]
}

/** A cache may serve an old answer to GET; whatever answers POST has just been made (RFC 9110 section 6.6.1). */
function clocks(exchanges: readonly Exchange[]): readonly string[] {
  const off = exchanges.flatMap((exchange) => {
    const { id, request, response } = exchange
    if (request.method !== 'POST' || response === undefined || headerValues(response.headers, 'age').length > 0)
      return []
    const apart = Math.abs(clockOf(exchange) * 1000 - Date.parse(response.receivedAt))
    return apart > skew ? [{ id, apart }] : []
  })
  const [first] = off
  if (first === undefined) return []
  return [
    `the Date of ${off.length} answers, exchange ${first.id} first, is ${Math.round(first.apart / 1000)} s from when they came: the clock of the server or of the machine that ran grantcheck is wrong`,
  ]
}

const iso = (time: number): string => (Number.isNaN(time) ? 'no time' : new Date(time).toISOString())
