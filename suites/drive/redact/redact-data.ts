import type { Redact } from './redact-text.ts'

/** Plain data in which every text, also those of member names' values at any depth, went through `redact`. What has nothing to hide is not copied. */
export function redactData<T>(data: T, redact: Redact): T
export function redactData(data: unknown, redact: Redact): unknown {
  if (typeof data === 'string') return redact(data)
  if (typeof data !== 'object' || data === null) return data
  if (Array.isArray(data)) {
    const list = data.map((each) => redactData(each, redact))
    return list.some((each, index) => each !== data[index]) ? list : data
  }
  const before = Object.entries(data)
  const after = before.map(([name, value]) => [name, redactData(value, redact)] as const)
  return after.some(([, value], index) => value !== before[index]?.[1]) ? Object.fromEntries(after) : data
}
