import { describe, expect, it } from 'vitest'
import { listMutants } from '../embedded/embedded.ts'
import { specs } from '../live/testing/engine.ts'
import { choose } from './choose.ts'

const mutants = await listMutants()

describe('the sample', () => {
  const mutant = mutants.find(({ id }) => id === 'token-as-text')
  if (mutant === undefined) throw new Error('there is no such mutant')

  it('is the same for the same seed, and grows with the share', () => {
    const some = choose(specs, mutant, 0.3, 1)?.only ?? []
    expect(choose(specs, mutant, 0.3, 1)?.only).toEqual(some)
    expect(choose(specs, mutant, 0.3, 2)?.only).not.toEqual(some)
    expect(choose(specs, mutant, 0, 1)?.only).toEqual(['token/response'])
    expect(choose(specs, mutant, 1, 1)?.only.length).toBeGreaterThan(some.length)
  })
})
