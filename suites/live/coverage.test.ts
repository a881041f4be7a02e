import { describe, expect, it } from 'vitest'
import { citedBy } from '../cli/commands/list.ts'
import { rowsToCover } from './testing/coverage-runs.ts'
import { specs } from './testing/engine.ts'

describe('every requirement has a check or a reason', () => {
  it('no row without either', () => {
    const cited = citedBy(specs)
    const open = rowsToCover.filter(({ id, excluded }) => !cited.has(id) && excluded === undefined)
    expect(open.map(({ id }) => id)).toEqual([])
  })

  it('no reason for a row that a check cites', () => {
    const cited = citedBy(specs)
    const both = Object.values(specs.requirements).filter(({ id, excluded }) => cited.has(id) && excluded !== undefined)
    expect(both.map(({ id }) => id)).toEqual([])
  })
})
