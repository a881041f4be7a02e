import type { Judgement } from '../judge/judge.ts'
import type { CheckVerdict } from '../model/verdict.ts'

/** What one run against one mutant showed. */
export interface Trial {
  readonly mutant: string
  readonly profile: string
  /** Checks that failed or warned, each once, whatever its row. */
  readonly violated: readonly Violated[]
  /** Keys of the checks that got any verdict. */
  readonly seen: readonly string[]
}

export interface Violated {
  /** Scenario, step and name of the check, joined by colons. */
  readonly check: string
  readonly requirement: string
  readonly verdict: 'fail' | 'warn'
}

/** Reduces a judgement to what the kill matrix needs. Pure. */
export function trialOf(mutant: string, profile: string, judgement: Judgement): Trial {
  const violated = new Map<string, Violated>()
  const seen = new Set<string>()
  for (const scenario of judgement.scenarios) {
    for (const check of scenario.checks) {
      const key = keyOf(scenario.scenario, scenario.id, check)
      seen.add(key)
      const { kind } = check.verdict
      if ((kind !== 'fail' && kind !== 'warn') || check.requirement === undefined) continue
      if (violated.get(key)?.verdict !== 'fail')
        violated.set(key, { check: key, requirement: check.requirement, verdict: kind })
    }
  }
  return { mutant, profile, violated: [...violated.values()], seen: [...seen] }
}

/** The check's id without its row: all rows of a scenario prove the same check. */
const keyOf = (scenario: string, row: string, check: CheckVerdict): string => `${scenario}${check.id.slice(row.length)}`
