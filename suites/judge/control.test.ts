import { describe, expect, it } from 'vitest'
import type { Exchange } from '../model/evidence.ts'
import type { WrittenCheck as Subject } from '../model/language.ts'
import type { Scenario } from '../model/scenario.ts'
import { judge } from './judge.ts'
import { check, evidenceOf, exchange, profile, proofOfLife, scenario, specsOf, step } from './testing.ts'

const status = (...oneOf: number[]): Subject => ({ status: oneOf })

describe('a control', () => {
  const probe = (control: Scenario['steps'][number], answer: Exchange | undefined, taken?: object) => {
    const what = scenario([control, step('ask', [check('refused', status(400))])], { kind: 'negative' })
    const steps = {
      ...(answer === undefined ? {} : { control: { kind: 'sent' as const, exchanges: [answer.id] } }),
      ask: { kind: 'sent' as const, exchanges: [2] },
      ...taken,
    }
    const list = [
      ...(answer === undefined ? [] : [answer]),
      exchange(2, 400, { error: 'invalid_request' }),
      proofOfLife,
    ]
    const { scenarios } = judge(specsOf(what), profile, evidenceOf(list, steps), () => [])
    return scenarios[0]?.checks.find(({ id }) => id.endsWith(':refused'))?.verdict
  }
  const plain = step('control', [], { control: true })
  const registering = step('control', [], { control: true, operation: 'register' })
  const asking = (subject: Subject) => step('control', [check('c', subject)], { control: true })
  const url = 'POST http://127.0.0.1:1/token'
  const because = (text: string) => ({ kind: 'inconclusive', because: expect.stringContaining(text) })

  it('that holds lets the check be judged', () => {
    expect(probe(plain, exchange(1, 200, { access_token: 'a' }))).toEqual({ kind: 'pass' })
    expect(probe(registering, exchange(1, 201, { client_id: 'c' }))).toEqual({ kind: 'pass' })
    expect(probe(asking(status(200)), exchange(1, 200, 'a page'))).toEqual({ kind: 'pass' })
    expect(probe(plain, undefined, { control: { kind: 'skipped', because: 'not offered' } })).toEqual({ kind: 'pass' })
  })

  it.each([
    [
      'echoes what was sent',
      () => probe(plain, exchange(1, 200, { grant_type: 'client_credentials' })),
      `the control "control" failed: ${url} answered`,
    ],
    [
      'registers nothing',
      () => probe(registering, exchange(1, 201, { client_name: 'c' })),
      `the control "control" failed: ${url} answered`,
    ],
    [
      'is refused',
      () => probe(plain, exchange(1, 400, { error: 'x' })),
      `the control "control" failed: ${url} answered`,
    ],
    [
      'answers with a page',
      () => probe(plain, exchange(1, 200, '<html></html>')),
      `the control "control" failed: ${url} answered`,
    ],
    [
      'is not as expected',
      () => probe(asking(status(201)), exchange(1, 200, {})),
      'the control "control" failed: expected status 201, observed status 200',
    ],
    [
      'meets a gateway',
      () => probe(asking(status(200)), exchange(1, 503, {})),
      `the control "control" failed: ${url} answered 503, also when asked again`,
    ],
    [
      'could not be sent',
      () => probe(plain, undefined, { control: { kind: 'blocked', because: 'no client' } }),
      'the control "control" could not be sent: no client',
    ],
    ['is not there', () => probe(plain, undefined), 'the control "control" is not in the evidence'],
    [
      'has lost its exchange',
      () => probe(plain, undefined, { control: { kind: 'sent', exchanges: [77] } }),
      'the control "control" is not in the evidence',
    ],
  ])('that %s leaves it undecided', (_, verdict, text) => expect(verdict()).toEqual(because(text)))
})
