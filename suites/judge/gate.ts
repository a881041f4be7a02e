import { readAnswer } from '../decode/answer.ts'
import { listOf } from '../decode/list-of.ts'
import { summary } from '../language/condition.ts'
import type { Exchange } from '../model/evidence.ts'
import type { WrittenCheck } from '../model/language.ts'
import type { ScenarioKind } from '../model/scenario.ts'

/** Answers that say "not now": never a finding about what the server would have said. */
const busy = [408, 429, 502, 503, 504]

/** Those of them that are about us. */
const again = [408, 429]

/** Answers that say "not here": in whatever form, the status is the server's. A gateway or a login page refuses in other words. */
const absent = [404, 405, 410]

/**
 * Why nothing may be concluded from an answer, or undefined when the check may look at it. In a negative scenario a control has
 * just shown that the server works, so there a 500, a page or a redirect is an answer, and a wrong one.
 */
export function blockedBy(exchange: Exchange, kind: ScenarioKind, check: WrittenCheck): string | undefined {
  const answer = readAnswer(exchange)
  const where = `${exchange.request.method} ${exchange.request.url}`
  if (refusedInHandshake(exchange) && check.rejection !== undefined) return undefined
  if (exchange.failure !== undefined) return `${where}: ${exchange.failure.message}`
  const status = answer.status ?? 0
  if (names(check, status)) return undefined
  // Whoever asks by http says what is right there: an HTML page, a redirect and a 503 of /health are answers like others.
  if (exchange.operation === 'http' && !again.includes(status)) return undefined
  if (busy.includes(status)) return `${where} answered ${status}, also when asked again`
  if (kind === 'negative') return undefined
  if (status >= 500)
    return `${where} answered ${summary(exchange)}: look at the server's log at ${exchange.response?.receivedAt ?? 'that time'}`
  if (answer.kind === 'redirect')
    return `${where} answered with a redirect (${status}), as a gateway or a login page does`
  if (answer.kind === 'html' && check.status !== undefined && absent.includes(status)) return undefined
  if (answer.kind === 'html') return `${where} answered ${status} with an HTML page, as a gateway or a login page does`
  return undefined
}

/**
 * The step chose the client certificate, and the server ended the handshake with a TLS alert: where it asks for certificates it may refuse a wrong
 * one, or none, before any HTTP (RFC 8705 section 2). A connection that is merely closed, or that times out, says nothing.
 */
export function refusedInHandshake({ request, failure }: Exchange): boolean {
  return request.certificate !== undefined && failure?.code === 'tls'
}

/** Why an answer says nothing of what the server would have said: there is none, or it says "not now". */
export function unanswered(exchange: Exchange): string | undefined {
  const where = `${exchange.request.method} ${exchange.request.url}`
  if (refusedInHandshake(exchange)) return undefined
  if (exchange.failure !== undefined) return `${where}: ${exchange.failure.message}`
  const status = exchange.response?.status ?? 0
  return busy.includes(status) ? `${where} answered ${status}, also when asked again` : undefined
}

/** A check that asks for this very status wants to judge it. */
function names({ status: wanted, rejection }: WrittenCheck, status: number): boolean {
  return listOf(wanted ?? rejection?.status ?? []).includes(status)
}

/** True for the subjects that say by themselves whether the request was accepted or refused. */
export function decidesAcceptance({ status, rejection, relation }: WrittenCheck): boolean {
  return status !== undefined || rejection !== undefined || relation?.equal?.includes('$this.status') === true
}

/** True for the subjects that read the body as JSON. */
export const readsJson = ({ json, schema }: WrittenCheck): boolean => json !== undefined || schema !== undefined

export const isSuccess = (exchange: Exchange): boolean => {
  const status = exchange.response?.status ?? 0
  return status >= 200 && status < 300
}
