import type { Allowance } from '../../model/allowance.ts'
import { type Accounted, nameOfAllowance, type Result } from './account.ts'

export const resultKinds = [
  'caught',
  'allowed',
  'silent',
  'blocked',
  'unaccounted',
  'contradiction',
] as const satisfies Result['kind'][]

export type AccountTotals = Readonly<Record<Result['kind'], number>>

export function totalsOf(lines: readonly Accounted[]): AccountTotals {
  const totals = { caught: 0, allowed: 0, silent: 0, blocked: 0, unaccounted: 0, contradiction: 0 }
  for (const { result } of lines) totals[result.kind] += 1
  return totals
}

/** Allowances that no mutation needs, and changes of theirs that none needs. Of the whole account only. */
export function unused(allowances: readonly Allowance[], lines: readonly Accounted[]): readonly string[] {
  const needed = new Set<string>()
  for (const { place, change, result } of lines) {
    if (!('allowance' in result)) continue
    needed.add(`${result.allowance} ${place}`)
    needed.add(`${result.allowance} ${place} ${change}`)
  }
  return allowances.flatMap((allowance) => {
    const name = `${nameOfAllowance(allowance)} ${allowance.place}`
    if (!needed.has(name)) return [name]
    if (allowance.changes === 'any') return []
    return allowance.changes.filter((change) => !needed.has(`${name} ${change}`)).map((change) => `${name}: ${change}`)
  })
}
