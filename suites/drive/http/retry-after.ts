import { headerValues } from '../../decode/answer.ts'
import { parseHttpDate } from '../../decode/http-date.ts'
import type { Exchange } from '../../model/evidence.ts'

/** Milliseconds that a run waits for one answer to become another one. */
export const longestPause = 5_000

/** What a 429 or 503 asks for: Retry-After as seconds or as a date (RFC 9110 section 10.2.3), in milliseconds. */
export function retryAfter({ response }: Exchange, now = Date.now()): number | undefined {
  if (response?.status !== 429 && response?.status !== 503) return undefined
  const value = headerValues(response.headers, 'retry-after')[0]?.trim()
  if (value === undefined) return undefined
  if (/^\d{1,9}$/u.test(value)) return Number(value) * 1000
  const date = parseHttpDate(value)
  return date.ok ? Math.max(date.value * 1000 - now, 0) : undefined
}
