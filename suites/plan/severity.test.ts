import { describe, expect, it } from 'vitest'
import { profile, requirement } from '../judge/testing.ts'
import type { Severity } from '../model/profile.ts'
import type { Level } from '../model/requirement.ts'
import { severityOf, violationOf } from './severity.ts'

const ruled = (...rules: readonly (readonly [requirement: string, severity: Severity])[]) => ({
  ...profile,
  severities: rules.map(([each, severity]) => ({ requirement: each, severity, because: `rule ${each}` })),
})

describe('without a rule of the profile the level counts', () => {
  it.each<readonly [Level, Severity, string]>([
    ['MUST', 'fail', ''],
    ['MUST NOT', 'fail', ''],
    ['SHOULD', 'warn', ''],
    ['SHOULD NOT', 'warn', ''],
    ['MAY', 'accepted', 'RFC 0000 leaves it to the server (MAY)'],
  ])('%s: %s', (level, severity, because) =>
    expect(severityOf(requirement('doc.x', level), profile)).toEqual({ severity, because }))
})

describe('a rule of the profile', () => {
  const must = requirement('doc.1.a', 'MUST')

  it.each([
    ['doc.1.a', 'the id itself'],
    ['doc.*', 'a glob'],
    ['doc.{1,2}.a', 'a list of alternatives'],
    ['doc.?.a', 'one character left open'],
  ])('%s fits: %s', (glob) =>
    expect(severityOf(must, ruled([glob, 'warn']))).toEqual({ severity: 'warn', because: `rule ${glob}` }))

  it.each([
    ['doc.1', 'the beginning of the id'],
    ['doc.1.b', 'a neighbour'],
    ['doc.2.*', 'a glob of another section'],
    ['doc.1xa', 'a dot is no wildcard'],
  ])('%s does not fit: %s', (glob) =>
    expect(severityOf(must, ruled([glob, 'warn']))).toEqual({ severity: 'fail', because: '' }))

  it('counts before those after it, however exact they are', () => {
    expect(severityOf(must, ruled(['doc.2.*', 'fail'], ['doc.*', 'accepted'], ['doc.1.a', 'warn'])).severity).toBe(
      'accepted',
    )
  })

  it('can also make a MAY count', () => {
    expect(severityOf(requirement('doc.x', 'MAY'), ruled(['doc.x', 'fail'])).severity).toBe('fail')
  })
})

describe('a requirement that nobody has compared with the text', () => {
  const unread = requirement('doc.x', 'MUST', { verified: false })

  it('warns at most, whatever a rule says', () => {
    const because = 'not yet compared with the text of RFC 0000'
    expect(severityOf(unread, profile)).toEqual({ severity: 'warn', because })
    expect(severityOf(unread, ruled(['doc.x', 'fail']))).toEqual({ severity: 'warn', because })
    expect(severityOf(unread, ruled(['doc.x', 'accepted'])).severity).toBe('accepted')
  })
})

describe('a violation', () => {
  const of = (level: Level, by = profile) => violationOf(requirement('doc.x', level), by, 'status 201', 'status 200')

  it('fails or warns with what was expected and what was observed', () => {
    const sentences = { expected: 'status 201', observed: 'status 200' }
    expect(of('MUST')).toEqual({ kind: 'fail', ...sentences })
    expect(of('SHOULD')).toEqual({ kind: 'warn', ...sentences })
  })

  it('that is accepted does not apply, and still tells what was observed', () => {
    expect(of('MUST', ruled(['doc.*', 'accepted']))).toEqual({
      kind: 'not-applicable',
      because: 'rule doc.*',
      observed: 'status 200',
    })
  })

  it('of a derived requirement speaks of the answer; that no keyword stands behind it, explain says', () => {
    const derived = requirement('doc.x', 'MUST', { force: 'derived' })
    expect(violationOf(derived, profile, 'status 201', 'status 200')).toEqual({
      kind: 'fail',
      expected: 'status 201',
      observed: 'status 200',
    })
  })
})
