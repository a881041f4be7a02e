import { describe, expect, it } from 'vitest'
import type { Specs } from '../model/specs.ts'
import { loadShipped } from './shipped.ts'
import { readSpecs, writeSpecs } from './specs-file.ts'

describe('the file of the specifications', () => {
  it('gives what was written, in the same order', async () => {
    const specs = await loadShipped()
    const read = readSpecs(Buffer.from(writeSpecs(specs)))
    expect(JSON.stringify(read)).toBe(JSON.stringify(specs))
  })

  it('gives the same object each time, which others keep things by', async () => {
    const { scenarios } = readSpecs(Buffer.from(writeSpecs(await loadShipped())))
    const [id = ''] = Object.keys(scenarios)
    expect(scenarios[id]).toBeDefined()
    expect(scenarios[id]).toBe(scenarios[id])
  })

  it('holds text that is longer in octets than in characters, and no id that is not there', async () => {
    const versions: Specs['frozen'] = { 'é@1': { 'ü.€': 'fail' }, 'a@1': { b: 'warn' } }
    const { frozen } = readSpecs(Buffer.from(writeSpecs({ ...(await loadShipped()), frozen: versions })))
    expect(frozen).toEqual(versions)
    expect(frozen['b@1']).toBeUndefined()
  })
})
