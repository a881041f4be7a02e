import { describe, expect, it } from 'vitest'
import type { DecisionRow, DecisionTable } from '../model/limitation.ts'
import { judgedLimitation, limitation, row, table } from './testing-limitations.ts'

const refused = { answer: { R1: { status: [400] } } } as const
const granted = { answer: { R1: { grants: true } } } as const

const said = (...tables: readonly DecisionTable[]) => judgedLimitation(limitation(tables)).report

describe('one decision table', () => {
  it('is decided by its first row that fits the answers', () => {
    const rows = [
      row('violated', { when: granted }),
      row('upheld', { when: refused, because: 'It was refused.' }),
      row('inconclusive'),
    ]
    expect(said(table('R1', rows))).toMatchObject({ outcome: 'upheld', because: 'It was refused.' })
  })

  it('is undecided when no row fits', () => {
    expect(said(table('R1', [row('violated', { when: granted })]))?.probes).toStrictEqual([
      { probe: 'R1', outcome: 'inconclusive', rfc: 'ok', because: 'no row of the table fits the answers' },
    ])
  })

  it('says nothing when it was not needed', () => {
    const tables = [table('R1', [row('upheld')], refused), table('R2', [row('violated')], granted)]
    expect(said(...tables)).toMatchObject({ outcome: 'upheld', probes: [{ probe: 'R1' }] })
  })

  it('tells its finding beside the probes, not in them', () => {
    const rows = [row('upheld', { grade: 'weak', rfc: 'deviation', finding: 'The server failed with 500.' })]
    const report = said(table('R1', rows), table('R2', [row('upheld')]))
    expect(report?.findings).toEqual(['The server failed with 500.'])
    expect(report?.probes).toStrictEqual([
      { probe: 'R1', outcome: 'upheld', grade: 'weak', rfc: 'deviation', because: 'It is upheld.' },
      { probe: 'R2', outcome: 'upheld', rfc: 'ok', because: 'It is upheld.' },
    ])
  })
})

describe('several decision tables', () => {
  const strong = { grade: 'strong' } as const
  const weak = { grade: 'weak' } as const
  const of = (...rows: readonly DecisionRow[]) => {
    const report = said(...rows.map((each, index) => table(`P${index}`, [{ ...each, because: `P${index}` }])))
    return [report?.outcome, report?.grade ?? '-', report?.because, report?.rfc].join(' ')
  }

  it.each<readonly [string, readonly DecisionRow[], string]>([
    [
      'one violation is enough',
      [row('upheld', strong), row('violated', strong), row('inconclusive')],
      'violated strong P1 ok',
    ],
    ['what is undecided is not upheld', [row('upheld', strong), row('inconclusive')], 'inconclusive - P1 ok'],
    ['the first of equals speaks', [row('upheld', strong), row('upheld', strong)], 'upheld strong P0 ok'],
    ['it is upheld as weakly as its weakest probe', [row('upheld', strong), row('upheld', weak)], 'upheld weak P1 ok'],
    [
      'it is violated as strongly as its strongest, which speaks',
      [row('violated', weak), row('violated', strong)],
      'violated strong P1 ok',
    ],
    ['a weak violation stays weak', [row('upheld', strong), row('violated', weak)], 'violated weak P1 ok'],
    ['the grade of another outcome does not count', [row('upheld', weak), row('violated')], 'violated - P1 ok'],
    [
      'a violation of the RFC outweighs a deviation',
      [row('upheld', { rfc: 'deviation' }), row('upheld', { rfc: 'violation' })],
      'upheld - P0 violation',
    ],
    ['one deviation is told', [row('upheld'), row('upheld', { rfc: 'deviation' })], 'upheld - P0 deviation'],
    ['no table at all decides nothing', [], 'inconclusive - no probe said anything ok'],
  ])('%s', (_, rows, expected) => expect(of(...rows)).toBe(expected))
})
