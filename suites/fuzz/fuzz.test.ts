import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scenarioReader } from '../load/scenario-text.ts'
import { loadShipped } from '../load/shipped.ts'
import { firstLook } from './first-look.ts'
import { type Action, cases, type OddMembers, type Offer } from './fuzz-case.ts'
import { onlyCheck, toDraft, toText } from './to-scenario.ts'

const shipped = await loadShipped()
const read = scenarioReader(shipped)
const everything: Offer = { registers: true, manages: true, introspects: true, revokes: true, grants: true }
const spelling = { id: 'fuzz/case', registers: true, patience: 0 }

const draftOf = (actions: readonly Action[], born: OddMembers = []) =>
  toDraft({ kind: born.length > 0 ? 'odd-life' : 'life', born, actions }, spelling)

/** Ids of the checks of a step. */
const checksOf = (actions: readonly Action[], step: string): readonly string[] =>
  draftOf(actions)
    .steps.filter(({ id }) => id === step)
    .flatMap(({ expect: checks }) => checks.map(({ id }) => id))

const token: Action = { does: 'token', params: [] }
const look = (what: 'newest' | 'garbage', by: 'own' | 'nobody' = 'own'): Action => ({
  does: 'introspect',
  what,
  by,
  params: [],
})
const revoke: Action = { does: 'revoke', what: 'newest', params: [] }

describe('a case', () => {
  it('is always a scenario that the linter takes, and the same value again when it is read', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(cases(fc, everything), (fuzzed) => {
        const text = toText(toDraft(fuzzed, spelling))
        const scenario = read('fuzz/case.yaml', text)
        expect(scenario.ok ? [] : scenario.problems, text).toEqual([])
        for (const [index, action] of fuzzed.actions.entries()) {
          seen.add(action.does)
          if (!scenario.ok || (action.does !== 'register' && action.does !== 'update') || 'body' in action) continue
          const step = scenario.scenario.steps.find(({ id }) => id === `${action.does}_${index + 1}`)
          const dollars = JSON.stringify(action.members).includes('"$')
          if (!dollars) expect(step?.request.json ?? {}).toEqual(Object.fromEntries(action.members))
        }
      }),
      { seed: 4, numRuns: 30 },
    )
    expect([...seen].toSorted()).toEqual(['delete', 'introspect', 'read', 'register', 'revoke', 'token', 'update'])
    expect(read('fuzz/first-look.yaml', firstLook).ok).toBe(true)
  })

  it('asks nothing of a server that it does not offer', () => {
    const offer: Offer = { registers: false, manages: false, introspects: false, revokes: false, grants: true }
    const all = fc.sample(cases(fc, offer), { seed: 1, numRuns: 200 })
    expect(new Set(all.flatMap(({ actions }) => actions.map(({ does }) => does)))).toEqual(new Set(['token']))
    const closed = fc.sample(cases(fc, { ...everything, grants: false }), { seed: 1, numRuns: 50 })
    expect(new Set(closed.map(({ kind }) => kind))).toEqual(new Set(['registrations']))
  })

  it('writes what begins with a dollar as a text, and never as a reference', () => {
    const params: OddMembers = [
      ['scope', '$client#/client_secret'],
      ['x_grantcheck', ['$$', 'a$']],
    ]
    const text = toText(draftOf([{ does: 'token', params }]))
    const scenario = read('fuzz/case.yaml', text)
    expect(scenario.ok && scenario.scenario.steps[1]?.request.params).toEqual({
      scope: '$$client#/client_secret',
      x_grantcheck: ['$$$', 'a$'],
    })
  })
})

describe('what must hold', () => {
  it('of a token request: more where the credentials are wrong, or the client was deleted', () => {
    const usual = checksOf([token], 'token_1')
    expect(usual).toContain('no-server-error')
    expect(usual).not.toContain('no-token-without-a-right')
    expect(usual).not.toContain('deleted-means-deleted')
    const faulty: Action = { does: 'token', params: [], fault: 'wrong_secret' }
    expect(checksOf([faulty], 'token_1')).toContain('no-token-without-a-right')
    expect(checksOf([token, { does: 'delete' }, token], 'token_1')).not.toContain('deleted-means-deleted')
    expect(checksOf([{ does: 'delete' }, token], 'token_2')).toContain('deleted-means-deleted')
  })

  it('behind a deletion: nothing is sent unless the server has deleted', () => {
    const { steps } = draftOf([{ does: 'delete' }, token, { does: 'read', by: 'own' }])
    expect(steps.slice(2).map(({ when }) => when)).toEqual([
      { answer: { delete_1: { status: 204 } } },
      { answer: { delete_1: { status: 204 } } },
    ])
  })

  it('of a revoked token: only where it was active before, and nothing odd was sent', () => {
    expect(checksOf([look('newest'), revoke, look('newest')], 'introspect_3')).toContain('not-active')
    expect(checksOf([revoke, look('newest')], 'introspect_2')).not.toContain('not-active')
    expect(checksOf([look('newest'), token, revoke, look('newest')], 'introspect_4')).not.toContain('not-active')
    const hinted: Action = { ...revoke, params: [['token_type_hint', 'x']] }
    expect(checksOf([look('newest'), hinted, look('newest')], 'introspect_3')).not.toContain('not-active')
  })

  it('of introspection: nobody learns of a token, and an unknown one is not active', () => {
    expect(checksOf([look('newest', 'nobody')], 'introspect_1')).toContain('nothing-told')
    expect(checksOf([look('garbage')], 'introspect_1')).toContain('not-active')
    expect(checksOf([look('newest')], 'introspect_1')).not.toContain('not-active')
  })

  it('of a finding: one check is left, and the steps that lead to it', () => {
    const draft = onlyCheck(draftOf([{ does: 'delete' }, token, token]), 'token_2', 'deleted-means-deleted')
    expect(draft.steps.map(({ id, expect: checks }) => [id, checks.map((check) => check.id)])).toEqual([
      ['control', []],
      ['delete_1', []],
      ['token_2', ['deleted-means-deleted']],
    ])
  })
})
