import { describe, expect, it } from 'vitest'
import type { Evidence, Fetch } from '../model/evidence.ts'
import type { WrittenCheck } from '../model/language.ts'
import { judge } from './judge.ts'
import { toReport } from './report.ts'
import { check, evidenceOf, exchange, profile, proofOfLife, scenario, specsOf, step } from './testing.ts'

const fetchOf = (more: Partial<Fetch> = {}): Fetch => ({
  document: 'keys',
  step: 'first',
  method: 'GET',
  target: '/0123',
  headers: [['Accept', '*/*']],
  from: 'loopback',
  at: '2026-01-01T00:00:00.005Z',
  octets: 10,
  ended: 'complete',
  ...more,
})

const steps = { first: { kind: 'sent', exchanges: [1] }, second: { kind: 'sent', exchanges: [2] } } as const

function judged(subject: WrittenCheck, fetches: readonly Fetch[], more: Partial<Evidence> = {}) {
  const hosting = scenario([step('first', []), step('second', [check('it', subject)])], {
    host: [{ id: 'keys' }, { id: 'other' }],
  })
  const evidence = evidenceOf([exchange(1, 200, {}), exchange(2, 200, {}), proofOfLife], steps, {
    scenarios: [{ id: hosting.id, scenario: hosting.id, row: {}, steps, fetches }],
    ...more,
  })
  const specs = specsOf(hosting)
  const judgement = judge(specs, profile, evidence, () => [])
  return {
    verdict: judgement.scenarios[0]?.checks[0]?.verdict,
    notes: toReport(specs, judgement, evidence).notes,
  }
}

const fails = (expected: string, observed: string) => ({ kind: 'fail', expected, observed })

describe('what the server fetched', () => {
  it.each<[string, WrittenCheck, readonly Fetch[], unknown]>([
    ['once, as asked', { fetched: { id: 'keys' } }, [fetchOf()], { kind: 'pass' }],
    [
      'another document',
      { fetched: { id: 'keys' } },
      [fetchOf({ document: 'other' })],
      fails('at least 1 request for the document "keys"', '0'),
    ],
    [
      'too often',
      { fetched: { id: 'keys', times: { max: 1 } } },
      [fetchOf(), fetchOf()],
      fails('at most 1 request for the document "keys"', '2'),
    ],
    [
      'before the step that counts',
      { fetched: { id: 'keys', after: 'second', times: { max: 0 } } },
      [fetchOf()],
      { kind: 'pass' },
    ],
    [
      'in the step that counts',
      { fetched: { id: 'keys', after: 'second', times: { max: 0 } } },
      [fetchOf({ step: 'second' })],
      fails('at most 0 requests for the document "keys"', '1'),
    ],
    ['only later', { not_fetched: { id: 'keys', before: 'second' } }, [fetchOf({ step: 'second' })], { kind: 'pass' }],
    [
      'what it must not',
      { not_fetched: { id: 'keys' } },
      [fetchOf()],
      fails('no request for the document "keys"', '1'),
    ],
    ['by the method, as asked', { fetched: { id: 'keys', methods: ['GET', 'HEAD'] } }, [fetchOf()], { kind: 'pass' }],
    [
      'by another method',
      { fetched: { id: 'keys', methods: ['GET', 'HEAD'] } },
      [fetchOf(), fetchOf({ method: 'POST' })],
      fails('requests for the document "keys" by GET or HEAD', 'one by POST'),
    ],
    ['with any media type', { fetched: { id: 'keys', accepts: 'application/json' } }, [fetchOf()], { kind: 'pass' }],
    [
      'with another media type',
      { fetched: { id: 'keys', accepts: 'application/json' } },
      [fetchOf({ headers: [['accept', 'text/html']] })],
      fails('requests for the document "keys" that take application/json', 'one with Accept: text/html'),
    ],
    ['before the first step', { fetched: { id: 'keys' } }, [fetchOf({ step: '' })], { kind: 'pass' }],
    [
      'with a field that it must not have, in whatever letters',
      { fetched: { id: 'keys', without: ['Cookie'] } },
      [fetchOf({ headers: [['cookie', 'a=b']] })],
      fails('requests for the document "keys" without Cookie', 'one with cookie'),
    ],
    [
      'more of it than it should',
      { fetched: { id: 'keys', octets: 9 } },
      [fetchOf()],
      fails('at most 9 octets of the document "keys" taken', '10'),
    ],
    [
      'too often and with too much: each key counts',
      { fetched: { id: 'keys', times: { max: 2 }, without: ['Cookie'], octets: 9, before: 'second' } },
      [fetchOf(), fetchOf({ step: 'second', octets: 8 })],
      fails('at most 9 octets of the document "keys" taken', '10'),
    ],
  ])('%s', (_what, subject, fetches, verdict) => {
    expect(judged(subject, fetches).verdict).toEqual(verdict)
  })

  it('is a condition too', () => {
    const subject = (min: number): WrittenCheck => ({
      status: 201,
      when: { fetched: { keys: { before: 'second', times: { min } } } },
    })
    expect(judged(subject(1), [fetchOf()]).verdict).toMatchObject({ kind: 'fail' })
    expect(judged(subject(2), [fetchOf()]).verdict).toMatchObject({ kind: 'not-applicable' })
  })
})

describe('requests that got no answer', () => {
  const { response: _, ...unanswered } = exchange(1, 200, {})
  const failure = { code: 'timeout', message: 'no answer within 5 s' } as const
  const lost = { exchanges: [{ ...unanswered, failure }, exchange(2, 200, {}), proofOfLife] }
  const refused: WrittenCheck = { status: 400 }

  it('leave open what they would have made the server fetch', () => {
    expect(judged(refused, []).verdict).toMatchObject({ kind: 'not-applicable' })
    expect(judged(refused, [], lost).verdict).toMatchObject({ kind: 'inconclusive' })
  })

  it('leave a check open that applies where something was fetched', () => {
    const hosting = (more: Partial<Evidence>) => {
      const tested = scenario(
        [step('first', []), step('second', [{ ...check('it', refused), when: { fetched: { keys: {} } } }])],
        { host: [{ id: 'keys' }, { id: 'other' }] },
      )
      const fetches = [fetchOf({ document: 'other' })]
      const evidence = evidenceOf([exchange(1, 200, {}), exchange(2, 200, {}), proofOfLife], steps, {
        scenarios: [{ id: tested.id, scenario: tested.id, row: {}, steps, fetches }],
        ...more,
      })
      return judge(specsOf(tested), profile, evidence, () => []).scenarios[0]?.checks[0]?.verdict
    }
    expect(hosting({})).toMatchObject({ kind: 'not-applicable' })
    expect(hosting(lost)).toMatchObject({ kind: 'inconclusive' })
  })
})

describe('a run in which the server fetched nothing', () => {
  it('says nothing of rows that host documents, in one line', () => {
    const { verdict, notes } = judged({ not_fetched: { id: 'keys' } }, [])
    expect(verdict).toMatchObject({ kind: 'not-applicable' })
    expect(notes).toContainEqual(expect.stringContaining('not judged: 1 scenario row about documents'))
  })

  it('fails who takes what it has not read', () => {
    expect(judged({ fetched: { id: 'keys' } }, []).verdict).toMatchObject({ kind: 'fail' })
  })

  it('names the entry of the target file that is missing', () => {
    const because = 'the target file does not say where the run can serve documents'
    const { facts } = evidenceOf([], {})
    const hosting = scenario([step('ask', [check('it', { not_fetched: { id: 'keys' } })])], {
      host: [{ id: 'keys' }],
      needs: ['jwks_hosting'],
    })
    const evidence = evidenceOf(
      [proofOfLife],
      {},
      {
        facts: { ...facts, capabilities: { jwks_hosting: { offered: false, because } } },
        scenarios: [],
      },
    )
    const specs = specsOf(hosting)
    const { notes } = toReport(
      specs,
      judge(specs, profile, evidence, () => []),
      evidence,
    )
    expect(notes).toEqual([`not judged: 1 scenario row about documents that the server fetches: ${because}`])
  })
})

it('names what is missing of a client that was made by hand, where none can register', () => {
  const because = 'the target file has no client whose keys the run serves'
  const { facts } = evidenceOf([], {})
  const hosting = scenario([step('ask', [check('it', { not_fetched: { id: 'keys' } })])], {
    host: [{ id: 'keys', client: true }],
    needs: ['key_set_client'],
  })
  const specs = specsOf(hosting)
  const notesOf = (registers: boolean): readonly string[] => {
    const capabilities = { key_set_client: { offered: false, because } }
    const evidence = evidenceOf([proofOfLife], {}, { facts: { ...facts, registers, capabilities }, scenarios: [] })
    return toReport(
      specs,
      judge(specs, profile, evidence, () => []),
      evidence,
    ).notes
  }
  expect(notesOf(false)).toEqual([`not judged: 1 scenario row about documents that the server fetches: ${because}`])
  expect(notesOf(true)).toEqual([])
})

it('a server that the run refused, since it has served enough, is not judged', () => {
  expect(judged({ fetched: { id: 'keys' } }, [fetchOf({ ended: 'refused' })]).verdict).toMatchObject({
    kind: 'inconclusive',
  })
})

describe('a client that was made by hand, whose key set the server did not fetch', () => {
  const steps = { first: { kind: 'sent', exchanges: [1] } } as const

  /** Another row of the run has a document that was fetched. */
  const verdictOf = (subject: WrittenCheck, client: boolean, fetches: readonly Fetch[], status = 400) => {
    const hosting = scenario([step('first', [check('it', subject)])], {
      host: [{ id: 'keys', ...(client ? { client } : {}) }],
    })
    const evidence = evidenceOf([exchange(1, status, {}), proofOfLife], steps, {
      scenarios: [
        { id: hosting.id, scenario: hosting.id, row: {}, steps, fetches },
        { id: 'test/other', scenario: 'test/other', row: {}, steps, fetches: [fetchOf()] },
      ],
    })
    return judge(specsOf(hosting), profile, evidence, () => []).scenarios[0]?.checks[0]?.verdict
  }

  it('may be known to the server by another URL: a refusal is not a fault', () => {
    expect(verdictOf({ status: 200 }, true, [])).toMatchObject({
      kind: 'inconclusive',
      because: expect.stringContaining('jwksUri'),
    })
  })

  it('is judged where the set was fetched, and where the client has registered itself', () => {
    expect(verdictOf({ status: 200 }, true, [fetchOf()])).toMatchObject({ kind: 'fail' })
    expect(verdictOf({ status: 200 }, false, [])).toMatchObject({ kind: 'fail' })
  })

  it('fails who takes what it has not read', () => {
    expect(verdictOf({ fetched: { id: 'keys' } }, true, [], 200)).toMatchObject({ kind: 'fail' })
  })
})
