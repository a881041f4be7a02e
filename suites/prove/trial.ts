import type { Judgement } from '../judge/judge.ts'
import type { CheckVerdict } from '../model/verdict.ts'

/** A mutant as the prover sees it: what it breaks, not how. */
export interface Mutant {
  readonly id: string
  /** Id of the requirement that it violates. */
  readonly breaks: string
  /** Ids of requirements that the same behaviour violates necessarily. */
  readonly also?: readonly string[]
  readonly says: string
  /** Public report of a real server that did the same. */
  readonly source?: string
  readonly mode: 'airlock' | 'full'
  /** Id of the profile that the broken server claims, and is judged by. Default: the first that cites the requirement. */
  readonly profile?: string
  /** Parameters of that profile for the run. */
  readonly parameters?: Readonly<Record<string, string>>
  /** True: the server is reached by https. */
  readonly https?: true
  /** True: the target file does not claim RFC 9068 for the server's JWTs. */
  readonly plainJwt?: true
  /** True: the target file names the endpoints. */
  readonly endpointsNamed?: true
  /** True: the target file has all that an operator can supply, such as a refresh token, and registration is closed. */
  readonly supplied?: true
}

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
