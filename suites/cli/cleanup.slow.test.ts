import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { aServer } from './fleet/testing.ts'
import { grantcheck } from './testing.ts'

const folder = mkdtempSync(join(tmpdir(), 'grantcheck-cleanup-'))

/** Evidence of a run of one scenario. */
async function evidenceOf(name: string, ...options: readonly string[]): Promise<string> {
  const server = await aServer()
  const path = join(folder, name)
  const run = ['run', server.issuer, '--profile', 'rfc', '--only', 'token/response', '--quiet', '--evidence', path]
  const { code, out } = await grantcheck([...run, '--journal', join(folder, `${name}.journal`), ...options])
  expect(code, out).toBe(0)
  return path
}

describe('grantcheck cleanup EVIDENCE', () => {
  it('names the clients that stay, and says what can delete them: evidence holds no tokens', async () => {
    const path = await evidenceOf('kept.json', '--keep-clients')
    const { code, err } = await grantcheck(['cleanup', path])
    expect(code).toBe(2)
    expect(err.replace(/\s+/gu, ' ')).toMatch(
      /is evidence: it has no registration access tokens.* The run left 1 client behind: [\w-]+ .*Name the journal of that run/u,
    )
  })

  it('has nothing to do where the run left none', async () => {
    const path = await evidenceOf('clean.json')
    const { code, out } = await grantcheck(['cleanup', path])
    expect([code, out]).toEqual([0, `${path}: the run left no client behind, so there is nothing to delete\n`])
  })
})
