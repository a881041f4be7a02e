import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type NonServerKind, startNonServer } from '../../fixtures/non-servers/index.ts'
import { trustedJson } from '../decode/trusted.ts'
import { aServer } from './fleet/testing.ts'
import { grantcheck } from './testing.ts'

const folder = mkdtempSync(join(tmpdir(), 'grantcheck-fuzz-'))

describe('grantcheck fuzz', () => {
  it.each<[NonServerKind, RegExp]>([
    ['closed-port', /refused/iu],
    ['always-500', /500/u],
    ['echo', /.+/u],
    ['always-200-empty-object', /.+/u],
    ['canned-success', /no authorization server/u],
  ])('finds nothing in what is no server: %s', async (kind, says) => {
    const server = await startNonServer(kind)
    onTestFinished(() => server.close())
    const { code, out, err } = await grantcheck(['fuzz', server.url, '--profile', 'rfc', '--runs', '5', '--quiet'])
    expect(code, out + err).toBe(3)
    expect(out).toMatch(/^Nothing was found in \d+ of 5 cases/u)
    expect(out.replace(/\s+/gu, ' ')).toMatch(says)
  })

  it('sends no more than it may, says so, and leaves nothing behind', async () => {
    const asked: string[] = []
    const server = await aServer({}, ({ method = '' }) => {
      asked.push(method)
      return undefined
    })
    const { code, out } = await grantcheck(['fuzz', server.issuer, '--max-requests', '20', '--quiet', '--seed', '1'])
    expect(code, out).toBe(3)
    expect(out.replace(/\s+/gu, ' ')).toContain('Not all cases were sent: the budget of 20 requests')
    expect(asked.length).toBeLessThanOrEqual(20)
    expect(server.clients()).toBe(0)
  })

  it('changes nothing with --read-only', async () => {
    const asked: string[] = []
    const server = await aServer({}, ({ method, url }) => {
      asked.push(`${method} ${url?.split('?')[0]}`)
      return undefined
    })
    const { code } = await grantcheck(['fuzz', server.issuer, '--read-only', '--quiet', '--runs', '5'])
    expect(code).toBe(3)
    expect(asked.filter((each) => !/^GET /u.test(each))).toEqual([])
  })

  it('is the same run for the same seed, as JSON too', async () => {
    const server = await aServer()
    const once = () =>
      grantcheck([
        'fuzz',
        server.issuer,
        '--seed',
        '9',
        '--runs',
        '3',
        '--report',
        'json',
        '--quiet',
        '--out',
        join(folder, 'x.yaml'),
      ])
    const [one, other] = [await once(), await once()]
    expect(one.code, one.err).toBe(0)
    const report = trustedJson<Record<string, unknown>>(one.out)
    expect(report).toMatchObject({ format: 1, seed: 9, runs: 3, tried: 3, findings: [], complete: true })
    expect(trustedJson<Record<string, unknown>>(other.out)).toEqual(report)
    expect(existsSync(join(folder, 'x.yaml'))).toBe(false)
  })
})
