import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Exchange } from '../../model/evidence.ts'
import { type FindingRule, findingClasses, type Implication } from '../../model/finding.ts'
import type { CheckVerdict, ScenarioVerdict } from '../../model/verdict.ts'
import { exchange, requirement, scenario, specsOf } from '../testing.ts'
import { findingsOf } from './findings.ts'

const at = { file: 'specs/findings/test.yaml', line: 1, column: 1 }
const base = specsOf(scenario([]))
const specs = {
  ...base,
  requirements: {
    ...base.requirements,
    'doc.must': requirement('doc.must', 'MUST', { requirement: 'It holds.', pass: '400.' }),
  },
}
const rule = (id: string, explains: FindingRule['explains'], more: Partial<FindingRule> = {}): FindingRule => ({
  id,
  class: 'protocol',
  title: `${id} is wrong`,
  remedy: `Change ${id}.`,
  explains,
  at,
  ...more,
})

type Fault = Pick<CheckVerdict, 'requirement' | 'exchange' | 'hint'> & { kind?: 'fail' | 'warn'; row?: string }

/** One scenario row per fault; the name of the check is its key. */
function rowsOf(faults: Readonly<Record<string, Fault>>): readonly ScenarioVerdict[] {
  return Object.entries(faults).map(([name, { kind = 'fail', row = '', ...more }]) => ({
    id: `token/test${row}`,
    scenario: 'token/test',
    title: '',
    row: {},
    verdict: kind,
    checks: [
      {
        id: `token/test${row}:ask:${name}`,
        requirement: 'doc.must',
        level: 'MUST',
        step: 'ask',
        at,
        verdict: { kind, expected: `${name} to hold`, observed: 'otherwise' },
        ...more,
      },
    ],
  }))
}

const find = (
  faults: Readonly<Record<string, Fault>>,
  rules: readonly FindingRule[] = [],
  exchanges: readonly Exchange[] = [],
  implications: readonly Implication[] = [],
) => findingsOf({ ...specs, findings: { rules, implications } }, rowsOf(faults), exchanges)
const named = (all: ReturnType<typeof find>) =>
  Object.fromEntries(all.map(({ id, checks }) => [id, checks.map((each) => each.split(':').at(-1))]))

describe('what no rule explains', () => {
  it('is one finding for each requirement, in its words', () => {
    const all = find({ a: { hint: 'Do it.' }, b: { requirement: 'doc.should', kind: 'warn' }, c: {} })
    expect(all).toMatchObject([
      { id: 'doc.must', title: 'Not met: It holds', severity: 'fail', remedy: 'Do it.', class: 'protocol' },
      { id: 'doc.should', title: 'Not followed: It holds', severity: 'warn' },
    ])
    expect(all[0]?.because).toBe('Expected a to hold, observed otherwise. 2 checks found it.')
    expect(named(all)).toEqual({ 'doc.must': ['a', 'c'], 'doc.should': ['b'] })
  })

  it('says what passes where no check has a hint', () => {
    expect(find({ a: {} })[0]?.remedy).toBe('The right answer: 400.')
  })

  it('of a requirement that nobody knows is told all the same', () => {
    expect(find({ a: { requirement: 'doc.gone' } })).toMatchObject([
      { id: 'doc.gone', title: 'token/test:ask:a failed' },
    ])
  })
})

describe('a rule', () => {
  it('makes one finding of all that it explains, whatever requirement and row', () => {
    const all = find({ a: { row: '[x]' }, b: { requirement: 'doc.should', row: '[y]' }, c: {} }, [
      rule('cause', [{ check: ['token/test:ask:a', 'token/test:ask:b'] }]),
    ])
    expect(all[0]).toMatchObject({
      id: 'cause',
      title: 'cause is wrong',
      remedy: 'Change cause.',
      requirements: ['doc.must', 'doc.should'],
    })
    expect(named(all)).toEqual({ cause: ['a', 'b'], 'doc.must': ['c'] })
  })

  it('that comes first has the check', () => {
    expect(
      named(find({ a: {} }, [rule('one', [{ requirement: ['doc.*'] }]), rule('two', [{ requirement: ['doc.*'] }])])),
    ).toEqual({
      one: ['a'],
    })
  })

  it('explains nothing where its cause was not seen, and leads with the cause where it was', () => {
    const rules = [rule('all', [{ requirement: ['doc.must'] }], { given: [{ requirement: ['doc.should'] }] })]
    expect(named(find({ a: {} }, rules))).toEqual({ 'doc.must': ['a'] })
    expect(named(find({ a: {}, b: { requirement: 'doc.should' }, c: {} }, rules))).toEqual({ all: ['b', 'a', 'c'] })
  })

  it('is decided by what fails, not by what warns', () => {
    const [finding] = find({ a: { kind: 'warn', exchange: 1 }, b: { exchange: 2 } }, [
      rule('r', [{ requirement: ['doc.must'] }]),
    ])
    expect(finding).toMatchObject({ severity: 'fail', exchange: 2, checks: ['token/test:ask:b', 'token/test:ask:a'] })
  })

  it('may make one finding for each endpoint, and name what the answer says', () => {
    const register: Exchange = { ...exchange(2, 502, {}), operation: 'register' }
    const all = find(
      { a: { exchange: 1 }, b: { exchange: 2 }, c: { exchange: 1 } },
      [rule('r', [{ status: ['5xx'] }], { title: 'The {endpoint} answers {status}, {error}', per: 'endpoint' })],
      [exchange(1, 500, { error: 'oops' }), register],
    )
    expect(all.map(({ id, title }) => [id, title])).toEqual([
      ['r:token-endpoint', 'The token endpoint answers 500, oops'],
      ['r:registration-endpoint', 'The registration endpoint answers 502, no error code'],
    ])
  })

  it('without a title says of which class the finding of a requirement is', () => {
    const { title: _, remedy: __, ...untitled } = rule('r', [{ requirement: ['doc.must'] }], { class: 'form' })
    expect(find({ a: {} }, [untitled])).toMatchObject([{ id: 'doc.must', title: 'Not met: It holds', class: 'form' }])
  })
})

describe('an implication', () => {
  const follows = (given: string, explains: string): Implication => ({
    given: [{ check: [`token/test:ask:${given}`] }],
    explains: [{ check: [`token/test:ask:${explains}`] }],
    at,
  })
  const three = { b: { requirement: 'doc.should' }, a: {}, c: { requirement: 'doc.may' } }

  it('puts what follows into the finding of its cause, which decides', () => {
    expect(named(find(three, [], [], [follows('a', 'b')]))).toEqual({ 'doc.must': ['a', 'b'], 'doc.may': ['c'] })
  })

  it('goes before the rules for what follows, and leaves those for the cause', () => {
    const rules = [rule('of-a', [{ requirement: ['doc.must'] }]), rule('of-b', [{ requirement: ['doc.should'] }])]
    expect(named(find(three, rules, [], [follows('a', 'b')]))).toEqual({ 'of-a': ['a', 'b'], 'doc.may': ['c'] })
  })

  it('reaches over several', () => {
    expect(named(find(three, [], [], [follows('a', 'b'), follows('b', 'c')]))).toEqual({ 'doc.must': ['a', 'b', 'c'] })
  })

  it('says nothing where the cause was not seen', () => {
    expect(named(find(three, [], [], [follows('d', 'b')]))).toEqual(named(find(three)))
  })

  it('that leads back to itself loses nothing', () => {
    const round = [follows('a', 'b'), follows('b', 'c'), follows('c', 'a')]
    const found = named(find(three, [], [], round))
    expect(Object.values(found).flat().toSorted()).toEqual(['a', 'b', 'c'])
  })
})

describe("a rule of the user's own", () => {
  const own = {
    ...specs,
    requirements: { ...specs.requirements, 'doc.must': requirement('doc.must', 'MUST', { probe: '' }) },
  }
  const told = (rules: readonly FindingRule[], implications: readonly Implication[] = []) =>
    findingsOf(
      { ...own, findings: { rules, implications } },
      rowsOf({ a: { exchange: 1, hint: 'Ask us.' }, b: { exchange: 1, requirement: 'doc.should' } }),
      [exchange(1, 503, 'busy')],
    ).map(({ id, checks, remedy }) => [id, checks.length, remedy])
  const any = rule('any', [{ status: ['5xx'] }])

  it('is told in its own words, with its own hint, whatever the answer looks like', () => {
    expect(told([any])).toEqual([
      ['any', 1, 'Change any.'],
      ['doc.must', 1, 'Ask us.'],
    ])
    expect(told([], [{ given: [{ requirement: ['doc.should'] }], explains: [{ status: [503] }], at }])).toContainEqual([
      'doc.must',
      1,
      'Ask us.',
    ])
  })

  it('is explained by what names it', () => {
    expect(told([rule('named', [{ requirement: ['doc.must'], status: ['5xx'] }])])[0]).toEqual([
      'named',
      1,
      'Change named.',
    ])
  })
})

describe('a selector', () => {
  const answers: Readonly<Record<string, Exchange>> = {
    issued: exchange(1, 200, { access_token: 'a' }),
    odd: exchange(1, 400, { error: 'scope_invalid', access_token: 'a' }),
    empty: exchange(1, 401, ' '),
    void: { ...exchange(1, 400, { error: '', access_token: null }), defect: 'wrong_secret' },
    page: exchange(1, 503, '<html></html>', {
      headers: [
        ['content-type', 'text/html'],
        ['Date', 'x'],
      ],
    }),
  }
  it.each([
    [{ issued: true }, ['issued']],
    [{ issued: false }, ['odd', 'empty', 'void', 'page']],
    [{ status: [401, '5xx'] }, ['empty', 'page']],
    [{ body: ['html', 'empty'] }, ['empty', 'page']],
    [{ error: ['scope_invalid'] }, ['odd']],
    [{ error: ['!(invalid_scope|invalid_client)'] }, ['odd']],
    [{ lacks: 'DATE' }, ['issued', 'odd', 'empty', 'void']],
    [{ has: ['access_token'] }, ['issued', 'odd']],
    [{ has: ['error', 'access_token'] }, ['odd']],
    [{ without: ['error'] }, ['issued', 'void']],
    [{ member: { access_token: 'a', error: 'scope_invalid' } }, ['odd']],
    [{ member: { error: '' } }, ['void']],
    [{ defect: ['wrong_secret'] }, ['void']],
    [{ operation: ['register'] }, []],
    [{ operation: ['token'], status: ['4xx'], body: ['json'] }, ['odd', 'void']],
  ] satisfies [FindingRule['explains'][number], string[]][])('%j', (selector, expected) => {
    const hit = Object.keys(answers).filter((name) => {
      const answer = answers[name]
      const found = find({ a: { exchange: 1 } }, [rule('r', [selector])], answer === undefined ? [] : [answer])
      return found[0]?.id === 'r'
    })
    expect(hit).toEqual(expected)
  })

  it('about an answer takes no check without one', () => {
    for (const selector of [
      { status: ['2xx'] as const },
      { lacks: 'Date' },
      { issued: true },
      { operation: ['token'] as const },
    ])
      expect(named(find({ a: {} }, [rule('r', [selector])]))).toEqual({ 'doc.must': ['a'] })
  })
})

describe('what could not be decided because of a finding', () => {
  it('is named by it', () => {
    const [row] = rowsOf({ a: {} })
    const open = (name: string, lead?: string): CheckVerdict => ({
      id: `token/test:ask:${name}`,
      step: 'ask',
      at,
      verdict: { kind: 'inconclusive', because: 'x', ...(lead === undefined ? {} : { lead }) },
    })
    const checks = [...(row?.checks ?? []), open('b', 'a'), open('c', 'other'), open('d')]
    const found = findingsOf(specs, row === undefined ? [] : [{ ...row, checks }], [])
    expect(found).toMatchObject([{ checks: ['token/test:ask:a'], blocks: ['token/test:ask:b'] }])
  })
})

describe('for any faults and rules', () => {
  const fault = fc.record({
    requirement: fc.constantFrom('doc.must', 'doc.should', 'doc.may'),
    kind: fc.constantFrom('fail' as const, 'warn' as const),
    exchange: fc.integer({ min: 1, max: 3 }),
  })
  const faults = fc.dictionary(fc.constantFrom(...'abcdefgh'), fault)
  const selector = fc.oneof(
    fc.record({ requirement: fc.subarray(['doc.must', 'doc.should'], { minLength: 1 }) }),
    fc.record({ status: fc.subarray([200, '4xx', '5xx'] as const, { minLength: 1 }) }),
    fc.record({ check: fc.constantFrom(['token/test:ask:[a-c]'], ['*/*:*:h']) }),
  )
  const rules = fc
    .array(
      fc.record({
        class: fc.constantFrom(...findingClasses),
        explains: fc.array(selector, { minLength: 1, maxLength: 2 }),
      }),
    )
    .map((all) => findingClasses.flatMap((name) => all.filter((each) => each.class === name)))
    .map((all) => all.map(({ explains, ...more }, index) => rule(`r${index}`, explains, more)))
  const exchanges = [exchange(1, 200, {}), exchange(2, 400, {}), exchange(3, 500, {})]
  const implications = fc.array(
    fc
      .record({
        given: fc.array(selector, { minLength: 1, maxLength: 1 }),
        explains: fc.array(selector, { minLength: 1, maxLength: 2 }),
      })
      .map((each) => ({ ...each, at })),
    { maxLength: 3 },
  )

  it('each fault is in exactly one finding, ordered by class and severity', () => {
    fc.assert(
      fc.property(faults, rules, implications, (some, all, implied) => {
        const found = find(some, all, exchanges, implied)
        const ids = Object.keys(some).map((name) => `token/test:ask:${name}`)
        expect(found.flatMap(({ checks }) => checks).toSorted()).toEqual(ids.toSorted())
        const ranks = found.map((each) => findingClasses.indexOf(each.class) * 2 + Number(each.severity === 'warn'))
        expect(ranks).toEqual(ranks.toSorted((one, other) => one - other))
      }),
    )
  })
})
