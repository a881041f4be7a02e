import { describe, expect, it } from 'vitest'
import { embedTrial, listMutants } from '../embedded/embedded.ts'
import { specs } from '../live/testing/engine.ts'
import type { WrittenCheck as Subject } from '../model/language.ts'
import type { Check } from '../model/scenario.ts'
import type { Specs } from '../model/specs.ts'
import { type Matrix, matrixOf } from './matrix.ts'
import { tryAll } from './prove.ts'

const mutants = await listMutants()
const start = embedTrial

/** Tries one mutant against specifications, with the scenarios that can see it. */
async function tried(id: string, by: Specs): Promise<Matrix> {
  const chosen = mutants.filter((mutant) => mutant.id === id)
  const choices = { share: 0, seed: 1, concurrency: 1 }
  const trials = await tryAll(by, chosen, choices, start, new AbortController().signal, () => {})
  return matrixOf(by, chosen, trials, [], false)
}

/** All of a check but its subject. */
const kept = ({ name, requirement = '', at, when = {} }: Check) => ({ name, requirement, at, when })

/** The specifications with the subject of some checks replaced: a check as somebody might have broken it. */
function broken(scenario: string, name: string, subject: Subject): Specs {
  const old = specs.scenarios[scenario]
  if (old === undefined) throw new Error(`there is no scenario ${scenario}`)
  const steps = old.steps.map((step) => ({
    ...step,
    expect: step.expect.map((check) => (check.name === name ? { ...kept(check), ...subject } : check)),
  }))
  return { ...specs, scenarios: { ...specs.scenarios, [scenario]: { ...old, steps } } }
}

const says = ({ flaws }: Matrix): string => flaws.map((flaw) => `${flaw.kind}: ${flaw.says}`).join('\n')

describe('a mutant is killed by the check of the requirement that it breaks', () => {
  it.each([
    'grant-type-case-ignored',
    'jwt-already-expired',
    'introspection-hint-decides',
    'metadata-plain-http-issuer',
  ])('%s', async (id) => {
    const matrix = await tried(id, specs)
    expect(says(matrix)).toBe('')
    expect(matrix.kills[0]?.killedBy.length).toBeGreaterThan(0)
  })
})

describe('a check that somebody broke is found', () => {
  it('an oracle that accepts any refusal', async () => {
    const anyError: Subject = { json: { at: '/error', present: true } }
    const weak = broken('registration/public-client', 'confidential-clients-only', anyError)
    expect(says(await tried('public-client-200', weak))).toMatch(/^survivor: no check of rfc6749.4.4.confidential/u)
  })

  it('an oracle that looks at nothing', async () => {
    const anything: Subject = { json: { at: '/access_token', present: true } }
    const blind = broken('token/response', 'no-token-in-clear-cookies', anything)
    expect(says(await tried('token-in-a-cookie', blind))).toMatch(/^survivor: no check of rfc6750.5.2.no-token-in/u)
  })

  it('an oracle that fails for another reason', async () => {
    const strict = broken('token/refresh-token-grant', 'refresh-invalid-token', { status: 402 })
    expect(says(await tried('grant-type-case-ignored', strict))).toBe('')
    const grumpy = broken('token/odd-grant-types', 'status-400', { status: 402 })
    expect(says(await tried('grant-type-case-ignored', grumpy))).toMatch(
      /^collateral: token\/odd-grant-types:refused:status-400/u,
    )
  })
})
