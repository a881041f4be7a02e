import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { grantcheck } from './testing.ts'

// Runs against servers: fuzz.slow.test.ts and fuzz-limits.slow.test.ts.
const folder = tmpdir()

describe('grantcheck fuzz', () => {
  it('says what it does, with its exit codes', async () => {
    const { code, out } = await grantcheck(['fuzz', '--help'])
    expect(code).toBe(0)
    for (const word of ['--runs', '--seed', '--max-requests', '--deadline', '--out', '3   not decided'])
      expect(out).toContain(word)
  })

  it.each([
    [['--out', join(folder, 'no scenario.yaml')], 'a scenario cannot be called "no scenario.yaml"'],
    [['--out', join(folder, 'found.json')], 'a scenario cannot be called "found.json"'],
    [['--runs', 'many'], 'Expected a whole number from 1 up'],
    [['--report', 'html'], 'Allowed choices are text, json'],
  ])('%j: exit 2, and nothing is sent', async (options, says) => {
    const { code, err } = await grantcheck(['fuzz', 'http://127.0.0.1:1', ...options])
    expect(code, err).toBe(2)
    expect(err).toContain(says)
  })
})
