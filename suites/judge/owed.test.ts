import { describe, expect, it } from 'vitest'
import type { Exchange, ScenarioRun } from '../model/evidence.ts'
import type { Scenario, Step } from '../model/scenario.ts'
import type { Obstacle } from './history/obstacle.ts'
import { owedIn } from './owed.ts'
import { recorded } from './recorded-scope.ts'
import { check, evidenceOf, exchange, scenario, specsOf, step } from './testing.ts'

const granted = exchange(1, 200, { access_token: 'a' }, { step: 'plain' })
const refusal = exchange(2, 400, { error: 'invalid_request' }, { step: 'ask' })

/** Ids of what the server had to take, when a plain request was answered and then another one. */
function owed(
  asked: { step?: Partial<Step>; scenario?: Partial<Scenario> },
  answers: readonly Exchange[] = [granted, refusal],
  obstacles: readonly Obstacle[] = [],
): readonly number[] {
  const what = scenario([step('plain', []), step('ask', [], asked.step ?? {})], asked.scenario ?? {})
  const steps: ScenarioRun['steps'] = Object.fromEntries(
    answers.map(({ id, step: name }) => [name, { kind: 'sent', exchanges: [id] }]),
  )
  return [...owedIn(recorded(evidenceOf(answers, steps)), specsOf(what), obstacles)]
}

const asserted: Exchange = {
  ...refusal,
  request: { ...refusal.request, body: { text: 'client_assertion=[assertion#1]' } },
}

describe('a legal request has to be taken', () => {
  it('where others of its kind were', () => {
    expect(owed({})).toEqual([1, 2])
    expect(owed({ scenario: { kind: 'negative' }, step: { legal: true } })).toEqual([2])
  })

  it.each([
    ['it is not legal', { scenario: { kind: 'negative' as const } }],
    ['a sentence allows a refusal', { scenario: { allows: [{ gate: 'ask', because: '', source: 'doc.may' }] } }],
    ['its keys are in a document of the run, of which the server reads none', { scenario: { host: [{ id: 'keys' }] } }],
    ['a check of its step says what the answer has to be', { step: { expect: [check('c', { status: [200, 400] })] } }],
  ])('but not where %s', (_, asked) => {
    expect(owed(asked)).not.toContain(2)
  })

  it('nor where that check does not apply', () => {
    const expected = [check('c', { when: { answer: { this: { status: 200 } } }, status: 201 })]
    expect(owed({ step: { expect: expected } })).toContain(2)
  })

  it('and not where the server takes nothing of its operation, or of its client authentication', () => {
    expect(owed({}, [{ ...granted, operation: 'introspect' }, refusal])).toEqual([1])
    expect(owed({}, [granted, asserted])).toEqual([1])
  })

  it('nor where the history of the run explains the refusal', () => {
    const obstacle: Obstacle = { kind: 'lock', says: 'it is locked', exchanges: new Set([2]) }
    expect(owed({}, undefined, [obstacle])).toEqual([1])
  })
})

describe('a registration has to be taken', () => {
  const registration = (id: number, status: number, name: string, more: object = {}): Exchange => {
    const answer = exchange(id, status, status === 201 ? { client_id: name } : { error: 'invalid_client_metadata' })
    const body = { text: JSON.stringify({ client_name: name, ...more }) }
    return { ...answer, operation: 'register', step: name, request: { ...answer.request, body } }
  }
  const register = { operation: 'register' } as const

  it('where one that asks for the same was, whoever asked for it', () => {
    const [first, second] = [registration(1, 201, 'plain'), registration(2, 400, 'ask')]
    expect(owed({ step: register }, [first, second])).toContain(2)
    expect(owed({}, [first, { ...second, owner: 'clients' }])).toContain(2)
  })

  it('but not with other values', () => {
    const other = registration(2, 400, 'ask', { scope: 'read' })
    expect(owed({ step: register }, [registration(1, 201, 'plain'), other])).not.toContain(2)
    const chosen = { ...register, request: { json: { contacts: [] } } }
    expect(owed({ step: chosen }, [registration(1, 201, 'plain'), registration(2, 400, 'ask')])).not.toContain(2)
  })
})
