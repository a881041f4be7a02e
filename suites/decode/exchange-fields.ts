import type { Exchange, HeaderField } from '../model/evidence.ts'
import { bad, type Decoded } from './decoded.ts'
import { parseHttpDate } from './http-date.ts'

/** The values of all fields of that name, in the order received. Names are compared without regard to case (RFC 9110 section 5.1). */
export function headerValues(headers: readonly HeaderField[], name: string): string[] {
  const wanted = name.toLowerCase()
  const values: string[] = []
  // The length first: a run asks for fields of answers a hundred thousand times.
  for (const [each, value] of headers) {
    if (each.length === wanted.length && each.toLowerCase() === wanted) values.push(value)
  }
  return values
}

/**
 * The moment of an exchange in seconds since 1970: the response's Date if it is valid, so that times are judged by the server's
 * own clock; else our clock (with a fraction) when the response came, or when the request went if none came.
 */
export function clockOf(exchange: Exchange): number {
  const date = dateOf(exchange)
  if (date.ok) return date.value
  return Date.parse(exchange.response?.receivedAt ?? exchange.request.sentAt) / 1000
}

/** Whether the response has exactly one Date field, and a valid one. */
export function hasDateHeader(exchange: Exchange): boolean {
  return dateOf(exchange).ok
}

function dateOf(exchange: Exchange): Decoded<number> {
  const [value, ...more] = headerValues(exchange.response?.headers ?? [], 'date')
  return value === undefined || more.length > 0 ? bad('is not there exactly once') : parseHttpDate(value)
}
