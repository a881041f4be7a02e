import type { Redact } from './redact-text.ts'

/** A copy of plain data in which every text, also those of member names' values at any depth, went through `redact`. */
export function redactData<T>(data: T, redact: Redact): T
export function redactData(data: unknown, redact: Redact): unknown {
  if (typeof data === 'string') return redact(data)
  if (Array.isArray(data)) return data.map((each) => redactData(each, redact))
  if (typeof data !== 'object' || data === null) return data
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, redactData(value, redact)]))
}
