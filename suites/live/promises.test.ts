import { describe, expect, it } from 'vitest'
import type { Requirement } from '../model/requirement.ts'
import type { Check, Condition, Scenario, Step } from '../model/scenario.ts'
import { severityOf } from '../plan/severity.ts'
import { specs } from './testing/engine.ts'

const rows = Object.values(specs.requirements).filter(({ excluded }) => excluded === undefined)
const told = ({ pass, fail, pitfalls = '' }: Requirement): string => [pass, fail, pitfalls].join(' ')

/** Ids of requirements in a text, as they are written in the catalogue. */
const named = (text: string): readonly string[] =>
  text.match(/\b(?:rfc\d+(?:bis)?|oidc-\w+|oauth21|fapi2|mcp|security|airlock-iam)(?:\.[\w-]+)+/gu) ?? []

/** What a violation counts as, in any shipped profile. */
const severities = (id: string): readonly string[] => {
  const requirement = specs.requirements[id]
  if (requirement === undefined) return []
  return Object.values(specs.profiles).map((profile) => severityOf(requirement, profile).severity)
}

describe('what a requirement promises', () => {
  it('names other requirements that exist', () => {
    const lost = rows.flatMap((row) =>
      named(told(row)).filter((id) => !Object.keys(specs.requirements).some((each) => each.startsWith(id))),
    )
    expect(lost).toEqual([])
  })

  it('is a warning only where a violation warns, or where the row that warns is named', () => {
    const untrue = rows.filter((row) => {
      const warns = [row.id, ...named(told(row))].some((id) => severities(id).includes('warn'))
      return /\bwarn/iu.test(told(row)) && !warns
    })
    expect(untrue.map(({ id }) => id)).toEqual([])
  })

  it('is a failure only where a violation fails, or where the row that fails is named', () => {
    const untrue = rows.filter((row) => {
      const fails = [row.id, ...named(told(row))].some((id) => severities(id).includes('fail'))
      return /\bfailures?\b/iu.test(row.fail) && !fails
    })
    expect(untrue.map(({ id }) => id)).toEqual([])
  })
})

describe('what a requirement without a check says', () => {
  const unchecked = Object.values(specs.requirements).filter(({ excluded }) => excluded !== undefined)

  it('promises no verdict', () => {
    const promising = unchecked.filter((row) =>
      /\b(?:warn|inconclusive|undecided|report (?:as|acceptance)|observation|the suite\b)/iu.test(told(row)),
    )
    expect(promising.map(({ id }) => id)).toEqual([])
  })

  it('names other requirements that exist', () => {
    const lost = unchecked.flatMap(({ excluded = '' }) =>
      named(excluded).filter((id) => !Object.keys(specs.requirements).some((each) => each.startsWith(id))),
    )
    expect(lost).toEqual([])
  })
})

/** What a check asks of an answer: that the request is accepted, or that it is refused. */
function opinionOf({ status, rejection, json }: Check): 'accepted' | 'refused' | undefined {
  if (rejection !== undefined) return 'refused'
  if (json !== undefined) return 'at' in json && json.at === '/access_token' && 'type' in json ? 'accepted' : undefined
  const statuses = (status === undefined ? [] : [status].flat()).flatMap((each) =>
    typeof each === 'number' ? [each] : [],
  )
  if (statuses.length === 0) return undefined
  if (statuses.every((each) => each < 300)) return 'accepted'
  return statuses.every((each) => each >= 400) ? 'refused' : undefined
}

interface Opinion {
  readonly request: string
  readonly kind: 'accepted' | 'refused'
  readonly check: string
  readonly conditions: readonly Condition[]
}

/**
 * Requests that a scenario changes in some way, by what is sent. What stands after a step that changes the client or the token is another matter, so
 * steps that wait for something, or that depend on an answer, are left out.
 */
function opinionsOf(scenario: Scenario, step: Step): readonly Opinion[] {
  const { operation, request, when, poll } = step
  if (poll !== undefined || when?.answer !== undefined || Object.keys(request).length === 0) return []
  return step.expect.flatMap((check) => {
    const kind = opinionOf(check)
    if (kind === undefined || check.when?.answer !== undefined) return []
    const client = scenario.client ?? 'confidential'
    return [
      {
        request: JSON.stringify([
          operation,
          client,
          Object.keys(scenario.matrix).length > 0 ? scenario.id : '',
          request,
        ]),
        kind,
        check: `${scenario.id}:${step.id}:${check.name}`,
        conditions: [{ capability: scenario.needs }, when ?? {}, check.when ?? {}],
      },
    ]
  })
}

/** Where one asks for what the other excludes, only one of the two is ever judged. */
function exclusive(one: Opinion, other: Opinion): boolean {
  const has = (each: Opinion) => each.conditions.flatMap(({ capability = [] }) => capability)
  const lacks = (each: Opinion) => each.conditions.flatMap((condition) => condition.lacks ?? [])
  const rowsOf = (each: Opinion) => JSON.stringify(each.conditions.slice(1))
  return (
    has(one).some((name) => lacks(other).includes(name)) ||
    has(other).some((name) => lacks(one).includes(name)) ||
    (one.check.split(':')[0] === other.check.split(':')[0] && rowsOf(one) !== rowsOf(other))
  )
}

describe('two checks of the same request', () => {
  it('never have two opinions', () => {
    const opinions = Object.values(specs.scenarios).flatMap((scenario) =>
      scenario.steps.flatMap((step) => opinionsOf(scenario, step)),
    )
    const against = opinions.flatMap((one) =>
      opinions
        .filter((other) => one.kind === 'accepted' && other.kind === 'refused' && one.request === other.request)
        .filter((other) => !exclusive(one, other))
        .map((other) => `${one.check} against ${other.check}`),
    )
    expect(opinions.length).toBeGreaterThan(100)
    expect(against).toEqual([])
  })
})
