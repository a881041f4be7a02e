import { stringify } from 'yaml'
import type { Report } from '../model/report.ts'
import { type Failure, failuresOf } from './baseline.ts'

/** A new entry for a baseline file; the person who keeps it fills in the rest. */
export interface DraftEntry {
  readonly check?: string
  readonly requirement?: string
  readonly limitation?: string
  readonly reason: string
  readonly owner: string
  readonly reviewBy: string
}

/**
 * Entries for failures that no entry names: one for a requirement when several of its checks fail, else one for the check.
 * `reviewBy` is 90 days from `today` (YYYY-MM-DD). Pure.
 */
export function draftEntries(report: Report, unlisted: readonly string[], today: string): readonly DraftEntry[] {
  const missing = failuresOf(report, true).filter(({ id }) => unlisted.includes(id))
  const rest = { reason: 'TODO: why is this tolerated?', owner: 'TODO: who fixes it?', reviewBy: inNinetyDays(today) }
  const named = missing.map((failure) => nameOf(failure, missing))
  const distinct = new Map(named.map((each) => [JSON.stringify(each), each]))
  return [...distinct.values()].map((each) => ({ ...each, ...rest }))
}

/** The entries as YAML, ready to be pasted under `entries:`. */
export function entriesAsYaml(entries: readonly DraftEntry[]): string {
  return stringify(entries, { lineWidth: 0 })
    .split('\n')
    .map((line) => (line === '' ? line : `  ${line}`))
    .join('\n')
}

function nameOf({ kind, id, requirement }: Failure, all: readonly Failure[]) {
  if (kind === 'limitation') return { limitation: id.replace('limitation ', '') }
  const several = requirement !== undefined && all.filter((each) => each.requirement === requirement).length > 1
  return several ? { requirement } : { check: id }
}

function inNinetyDays(today: string): string {
  return new Date(Date.parse(`${today}T00:00:00Z`) + 90 * 86_400_000).toISOString().slice(0, 10)
}
