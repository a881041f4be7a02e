import { describe, expect, it } from 'vitest'
import { check, profile, requirement, scenario, specsOf, step } from '../judge/testing.ts'
import { limitation } from '../judge/testing-limitations.ts'
import type { FrozenSet } from '../model/frozen.ts'
import type { Profile } from '../model/profile.ts'
import type { Check } from '../model/scenario.ts'
import type { Specs } from '../model/specs.ts'
import { scoredSet, versionOf, versionsOf } from './frozen-profile.ts'

const ok = { status: [200] } as const
const uncited = (name: string): Check => ({ ...ok, name, at: check(name, ok).at })

const mixed = scenario([
  step('control', [uncited('alive'), check('should', ok, 'doc.should')], { control: true }),
  step('ask', [check('must', ok, 'doc.must'), check('may', ok, 'doc.may'), check('lost', ok, 'doc.unknown')]),
])
const later = scenario([step('ask', [check('should', ok, 'doc.should')])], { id: 'token/later' })

const today: Profile = { ...profile, version: '3', scenarios: ['token/*'], limitations: ['refresh', 'revocation'] }

function specs(frozen: Specs['frozen'] = {}, now: Profile = today): Specs {
  const scenarios = { [mixed.id]: mixed, [later.id]: later }
  const limitations = { refresh: { ...limitation([]), requirement: 'doc.limit' } }
  const base = specsOf(mixed)
  const requirements = { ...base.requirements, 'doc.limit': requirement('doc.limit', 'MUST') }
  return { ...base, requirements, scenarios, limitations, frozen, profiles: { test: now } }
}

describe('what a profile scores', () => {
  it('is what its checks and limitations cite, by id, with what a violation means', () => {
    expect(Object.entries(scoredSet(specs(), today))).toEqual([
      ['doc.limit', 'fail'],
      ['doc.may', 'accepted'],
      ['doc.must', 'fail'],
      ['doc.should', 'warn'],
    ])
  })

  it('is less when it lists less', () => {
    const less = { ...today, scenarios: ['token/later'], limitations: [] }
    expect(scoredSet(specs(), less)).toEqual({ 'doc.should': 'warn' })
  })

  it('follows the rules of the profile', () => {
    const severities = [{ requirement: 'doc.m*', severity: 'warn' as const, because: 'It is advice here.' }]
    expect(scoredSet(specs(), { ...today, severities })).toMatchObject({ 'doc.may': 'warn', 'doc.must': 'warn' })
  })
})

describe('versions of a profile', () => {
  const frozen = { 'test@1.10': {}, 'test@1.9': {}, 'test@3': {}, 'other@2': {}, 'a.test@2': {} }

  it('are listed oldest first, today’s last, none of another profile', () =>
    expect(versionsOf(specs(frozen), today)).toEqual(['1.9', '1.10', '3']))

  it('are as the files are today, unless an older one is asked for', () => {
    const all = specs(frozen)
    expect(versionOf(all, 'test')).toEqual({ specs: all, profile: today })
    expect(versionOf(all, 'test', '3')).toEqual({ specs: all, profile: today })
    expect(versionOf(all, 'test', '1.9')?.profile.version).toBe('1.9')
  })

  it.each<readonly [what: string, id: string, version: string | undefined]>([
    ['a version that was never frozen', 'test', '2'],
    ['a version of a profile that is gone', 'other', '2'],
    ['a profile that was never there', 'other', undefined],
    ['what every object inherits', 'constructor', undefined],
  ])('%s is none', (_, id, version) => expect(versionOf(specs(frozen), id, version)).toBeUndefined())
})

describe('an old version', () => {
  const severities = [{ requirement: 'doc.may', severity: 'accepted' as const, because: 'The page says so.' }]
  const old = (set: FrozenSet) => {
    const version = versionOf(specs({ 'test@1': set }, { ...today, severities }), 'test', '1')
    if (version === undefined) throw new Error('there is no version 1')
    return version
  }
  /** The checks of each step, with what they cite. */
  const checks = (set: FrozenSet) => {
    const { profile: by, specs: all } = old(set)
    return by.scenarios.map((id) => [
      id,
      all.scenarios[id]?.steps.map((each) =>
        each.expect.map(({ name, requirement }) => `${name} ${requirement ?? '-'}`),
      ),
    ])
  }

  it('leaves out a check that cites something later, and a scenario without any other', () =>
    expect(checks({ 'doc.must': 'fail' })).toEqual([['token/test', [['alive -', 'should -'], ['must doc.must']]]]))

  it('keeps a control’s check, which cites again what counted then', () =>
    expect(checks({ 'doc.should': 'warn' })).toEqual([
      ['token/later', [['should doc.should']]],
      ['token/test', [['alive -', 'should doc.should'], []]],
    ]))

  it('has no other scenario, and all of today’s rest', () => {
    const { specs: all, profile: by } = old({ 'doc.must': 'fail' })
    expect(Object.keys(all.scenarios)).toEqual(['token/test'])
    expect(all.scenarios['token/test']).toMatchObject({
      title: mixed.title,
      client: 'none',
      steps: [{ id: 'control' }, { id: 'ask', operation: 'token' }],
    })
    expect(all.requirements).toEqual(specs().requirements)
    expect(by).toMatchObject({ id: 'test', version: '1', target: 'issuer' })
  })

  it('has a limitation only when that counted then', () => {
    expect(old({ 'doc.must': 'fail' }).profile.limitations).toEqual([])
    expect(old({ 'doc.limit': 'fail' }).profile.limitations).toEqual(['refresh'])
  })

  it('counts everything as then, for today’s reason where that says the same', () => {
    const set = { 'doc.may': 'accepted', 'doc.must': 'warn', 'doc.gone': 'fail' } as const
    const because = 'version 1 of the profile test counts it so'
    expect(old(set).profile.severities).toEqual([
      { requirement: 'doc.may', severity: 'accepted', because: 'The page says so.' },
      { requirement: 'doc.must', severity: 'warn', because },
      { requirement: 'doc.gone', severity: 'fail', because },
    ])
  })

  it('scores what was frozen', () => {
    const set = { 'doc.limit': 'warn', 'doc.must': 'accepted', 'doc.should': 'fail' } as const
    const { specs: all, profile: by } = old(set)
    expect(scoredSet(all, by)).toEqual(set)
  })
})
