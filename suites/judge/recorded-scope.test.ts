import { describe, expect, it } from 'vitest'
import type { ClientRecord, Evidence, Exchange, ScenarioRun } from '../model/evidence.ts'
import { recorded, recordedScope } from './recorded-scope.ts'
import { evidenceOf, exchange } from './testing.ts'

const client = (key: string, more: Partial<ClientRecord>): ClientRecord => ({
  key,
  template: 'machine',
  configured: false,
  attempts: [],
  ...more,
})

const exchanges: readonly Exchange[] = [
  exchange(1, 429, {}),
  exchange(2, 503, {}),
  exchange(3, 200, { access_token: 'a' }),
  { ...exchange(4, 201, { client_id: 'c4', scope: 'read' }), operation: 'register' },
  { ...exchange(5, 201, { client_id: 'c5' }), operation: 'register' },
  { ...exchange(6, 200, { issuer: 'http://127.0.0.1:1' }), operation: 'metadata' },
]

const clients = [
  client('registered', { exchange: 4 }),
  client('another', { exchange: 5 }),
  client('of the target file', { configured: true, client_id: 'c0', exchange: 4 }),
  client('nameless', { configured: true, exchange: 4 }),
  client('refused', { blocked: 'no attempt was accepted' }),
]

const steps: ScenarioRun['steps'] = {
  plain: { kind: 'sent', exchanges: [1, 2, 3] },
  live: { kind: 'sent', exchanges: [2], minted: 3 },
  lost: { kind: 'sent', exchanges: [77], minted: 78 },
  skipped: { kind: 'skipped', because: 'not needed' },
  blocked: { kind: 'blocked', because: 'no client' },
}

const scopeOf = (run: Partial<ScenarioRun> = {}, more: Partial<Evidence> = {}) => {
  const evidence = evidenceOf(exchanges, steps, { clients, ...more })
  return recordedScope(
    { n: 1 },
    { id: 'token/test', scenario: 'token/test', row: {}, steps, ...run },
    recorded(evidence),
  )
}

describe('the clients of a row', () => {
  it.each([
    ['registered', { client_id: 'c4', scope: 'read' }],
    ['another', { client_id: 'c5' }],
    ['of the target file', { client_id: 'c0' }],
  ])('%s: what was recorded of it', (key, expected) => {
    expect(scopeOf({ client: key }).client).toEqual(expected)
    expect(scopeOf({ second: key }).second).toEqual(expected)
  })

  it.each(['nameless', 'refused', 'never heard of', undefined])('%s: nothing', (key) => {
    const named = key === undefined ? {} : { client: key, second: key }
    expect(Object.keys(scopeOf(named))).not.toEqual(expect.arrayContaining([expect.stringMatching(/client|second/u)]))
  })

  it('are not mixed up', () => {
    expect(scopeOf({ client: 'registered', second: 'another' })).toMatchObject({
      client: { client_id: 'c4' },
      second: { client_id: 'c5' },
    })
  })
})

describe('the steps of a row', () => {
  it.each([
    ['plain', 3, undefined],
    ['live', 2, 3],
    ['lost', undefined, undefined],
    ['skipped', undefined, undefined],
    ['blocked', undefined, undefined],
    ['unknown', undefined, undefined],
  ])('%s: exchange %s counts, its token is from %s', (step, counts, minted) => {
    const scope = scopeOf()
    expect(scope.exchange(step)?.id).toBe(counts)
    expect(scope.minted(step)?.id).toBe(minted)
  })

  it('can look at every exchange of the run, in order', () => {
    expect(
      scopeOf()
        .all()
        .map(({ id }) => id),
    ).toEqual(exchanges.map(({ id }) => id))
  })
})

describe('everything else', () => {
  const { facts } = evidenceOf([], {})

  it('comes from the evidence', () => {
    const secret = { kind: 'access_token', length: 9, bits: 40, charsets: [] } as const
    const metadata = { exchange: 6, url: 'http://127.0.0.1:1/m', form: 'inserted' } as const
    const scope = scopeOf({}, { facts: { ...facts, metadata }, secrets: { 'access_token#00aa': secret } })
    expect(scope).toMatchObject({ row: { n: 1 }, facts: { metadata }, metadata: { issuer: 'http://127.0.0.1:1' } })
    expect(scope.secretFacts('access_token#00aa')).toBe(secret)
    expect(scope.secretFacts('access_token#00bb')).toBeUndefined()
  })

  it('is not there when it was not recorded, and never invented', () => {
    const scope = scopeOf()
    expect(scope).not.toHaveProperty('metadata')
    expect(scope.facts).toBe(facts)
    expect(scope.invent('fake', 'company.name', '/client_name')).toBe('')
  })
})
