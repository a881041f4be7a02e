import { describe, expect, it } from 'vitest'
import type { Exchange, ScenarioRun } from '../../model/evidence.ts'
import { evidenceOf, exchange } from '../testing.ts'
import { obstaclesOf } from './obstructed.ts'

const at = (second: number): string => `2026-01-01T00:00:${String(second).padStart(2, '0')}.000Z`

/** Answers in order, one a second. */
const inOrder = (...all: readonly Exchange[]): readonly Exchange[] =>
  all.map((each, index) => ({
    ...each,
    id: index + 1,
    request: { ...each.request, sentAt: at(index) },
    ...(each.response === undefined ? {} : { response: { ...each.response, receivedAt: at(index) } }),
  }))

const registration = (status: number, name: string, more: object = {}): Exchange => {
  const answer = exchange(0, status, status === 201 ? { client_id: name } : { error: 'access_denied' })
  const body = { text: JSON.stringify({ client_name: name, scope: 'read', ...more }) }
  return { ...answer, operation: 'register', request: { ...answer.request, body } }
}
const deletion: Exchange = { ...exchange(0, 204, ''), operation: 'delete_client' }

const authorization = [['Authorization', 'Basic [credentials#1234]']] as const
const right = (status: number): Exchange => {
  const answer = exchange(0, status, status === 200 ? { access_token: 'x' } : { error: 'invalid_client' })
  return { ...answer, request: { ...answer.request, headers: authorization, body: { text: 'grant_type=x' } } }
}
const unusual = (status: number): Exchange => {
  const answer = right(status)
  const headers = [['Authorization', 'basic [credentials#1234]']] as const
  return { ...answer, defect: 'lower_case_scheme', request: { ...answer.request, headers } }
}
const wrong: Exchange = { ...exchange(0, 401, { error: 'invalid_client' }), defect: 'wrong_secret' }

/** What is recognised when one client was answered like this. */
function recognised(...all: readonly Exchange[]) {
  const exchanges = inOrder(...all)
  const steps: ScenarioRun['steps'] = { ask: { kind: 'sent', exchanges: exchanges.map(({ id }) => id) } }
  const scenarios = [{ id: 'token/test', scenario: 'token/test', row: {}, client: 'confidential', steps }]
  return obstaclesOf(evidenceOf(exchanges, {}, { scenarios })).map(({ kind, exchanges: ids }) => [kind, ...ids])
}

describe('a quota of clients', () => {
  const [one, two] = [registration(201, 'one'), registration(201, 'two')]
  const refused = registration(403, 'more')

  it('is seen where registrations are refused whose like were accepted', () => {
    expect(recognised(one, two, refused, refused)).toEqual([['quota', 3, 4]])
  })

  it('holds while fewer are accepted again', () => {
    expect(recognised(one, two, refused, refused, deletion, registration(201, 'three'), refused)).toEqual([
      ['quota', 3, 4, 7],
    ])
  })

  it.each([
    ['one refusal', [one, two, refused]],
    [
      'refusals of what was never accepted',
      [one, two, registration(403, 'a', { x: 1 }), registration(403, 'b', { x: 1 })],
    ],
    ['another status', [one, two, registration(400, 'a'), registration(400, 'b')]],
    ['more clients later', [one, two, refused, refused, registration(201, 'three')]],
  ])('is not seen in %s', (_, all) => {
    expect(recognised(...all)).toEqual([])
  })
})

describe('credentials that were right before', () => {
  it('refused after wrong ones: a lock, until they are accepted again', () => {
    expect(recognised(right(200), wrong, wrong, wrong, right(401), right(401), wrong, right(200))).toEqual([
      ['lock', 5, 6, 7],
    ])
  })

  it('refused out of the blue: nodes that do not know the same clients', () => {
    expect(recognised(right(200), right(401), right(200), right(401))).toEqual([['refused_later', 2, 4]])
  })

  it('in an unusual form, refused by such a server that has accepted this form: no answer to the form', () => {
    const blue = [right(200), right(401), right(200), right(401)]
    expect(recognised(...blue, right(200), unusual(401), unusual(200))).toEqual([['refused_later', 2, 4, 6]])
    expect(recognised(...blue, right(200), unusual(401), unusual(401))).toEqual([['refused_later', 2, 4]])
  })

  it.each([
    ['refusals from the first request on', [right(401), right(401), right(401)]],
    ['refusals after two wrong attempts', [right(200), wrong, wrong, right(401), right(401)]],
    ['one refusal after wrong credentials', [right(200), wrong, right(401), right(200)]],
    ['one refusal out of the blue', [right(200), right(401), right(200)]],
    ['wrong credentials alone', [right(200), wrong, wrong, right(200), wrong]],
  ])('show nothing in %s', (_, all) => {
    expect(recognised(...all)).toEqual([])
  })

  it('show nothing after a change of the client', () => {
    const changed: Exchange = { ...exchange(0, 200, {}), operation: 'update_client' }
    expect(recognised(right(200), changed, right(401), right(401))).toEqual([])
  })
})
