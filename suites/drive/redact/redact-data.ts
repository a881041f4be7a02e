import type { ClientRecord, ScenarioRun, StepRun } from '../../model/evidence.ts'
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

/** Only reasons quote what a server said; ids and rows are ours. */
export function redactScenario(run: ScenarioRun, redact: Redact): ScenarioRun {
  const steps = Object.entries(run.steps).map(([id, step]): [string, StepRun] => [
    id,
    'because' in step ? { ...step, because: redact(step.because) } : step,
  ])
  return { ...run, steps: Object.fromEntries(steps) }
}

export function redactClient({ key, template, ...record }: ClientRecord, redact: Redact): ClientRecord {
  return { key, template, ...redactData(record, redact) }
}
