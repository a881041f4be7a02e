import type { RunRecord } from '../model/evidence.ts'

const day = 86_400_000

/** Why a run is older than it may be, as a sentence. */
export function tooOld({ startedAt }: RunRecord, now: Date, days: number): string | undefined {
  if (now.getTime() - Date.parse(startedAt) <= days * day) return undefined
  return `the run is of ${startedAt.slice(0, 10)}, more than ${days} ${days === 1 ? 'day' : 'days'} before ${now.toISOString().slice(0, 10)}`
}
