import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { trustedJson } from '../decode/trusted.ts'
import type { Evidence } from '../model/evidence.ts'
import { aServer, type CountingServer } from './fleet/testing.ts'
import { grantcheck } from './testing.ts'

const box = mkdtempSync(join(tmpdir(), 'grantcheck-careful-'))

/** A server that counts what it is asked by method and path. */
async function aWitness(): Promise<{ readonly server: CountingServer; readonly asked: string[] }> {
  const asked: string[] = []
  const server = await aServer({}, ({ method, url = '' }) => {
    asked.push(`${method} ${url.split('?')[0]}`)
    return undefined
  })
  return { server, asked }
}

const evidenceIn = (path: string): Evidence => trustedJson<Evidence>(readFileSync(path, 'utf8'))

describe('--max-requests', () => {
  it('is printed before, kept with the clean-up in it, named, and decides nothing about the server', async () => {
    const { server, asked } = await aWitness()
    const path = join(box, 'budget.json')
    const { code, out, err } = await grantcheck([
      ...['run', server.issuer, '--profile', 'rfc', '--only', 'registration/*', '--only', 'token/*'],
      ...['--max-requests', '60', '--evidence', path],
    ])
    expect(err).toMatch(/about \d+ requests \(at most 60 are sent: they will not suffice\)/u)
    expect(asked.length).toBeLessThanOrEqual(60)
    expect(asked.length).toBeGreaterThan(50)
    expect(server.clients()).toBe(0)
    expect(code).toBe(3)
    expect(out.replace(/\s+/gu, ' ')).toContain('the budget of 60 requests (--max-requests) is used up')
    const { run, complete } = evidenceIn(path)
    expect([run.budget, complete]).toEqual([true, false])
  })

  it('that suffices changes nothing', async () => {
    const { server } = await aWitness()
    const one = await grantcheck([
      'run',
      server.issuer,
      '--profile',
      'rfc',
      '--only',
      'token/*',
      '--max-requests',
      '5000',
    ])
    expect(one.code, one.err).toBe(0)
    expect(one.err).toMatch(/\(at most 5000 are sent\)/u)
  })

  it('of one: there is no verdict, and no client', async () => {
    const { server, asked } = await aWitness()
    const one = await grantcheck(['run', server.issuer, '--profile', 'rfc', '--max-requests', '1'])
    expect([one.code, asked.length, server.clients()]).toEqual([3, 1, 0])
  })
})

describe('--read-only', () => {
  it('registers, changes, revokes and deletes nothing, says what is not judged, and fails nothing', async () => {
    const { server, asked } = await aWitness()
    const { code, out, err } = await grantcheck(['run', server.issuer, '--profile', 'rfc', '--read-only'])
    expect(err).toMatch(
      /^read-only: nothing is registered, changed, revoked or deleted; \d+ of \d+ scenarios are not judged, in .*registration.*, and none for which a client would have to be registered$/mu,
    )
    expect(asked.filter((each) => !/^GET |^POST \/token$/u.test(each))).toEqual([])
    expect(asked.length).toBeGreaterThan(0)
    // Without a client there is little to judge, and what is left open says why.
    expect([code, server.clients()], out).toEqual([3, 0])
    expect(out).toMatch(/ 0 fail/u)
    expect(out.replace(/\s+/gu, ' ')).toContain('the run is read-only, and the target file has no such client')
    expect(out).toContain('partial run')
  })

  it('judges tokens with the client of the target file', async () => {
    const { server, asked } = await aWitness()
    const response = await fetch(`${server.issuer}/register`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ grant_types: ['client_credentials'], token_endpoint_auth_method: 'client_secret_basic' }),
    })
    const { client_id, client_secret } = trustedJson<{ client_id: string; client_secret: string }>(
      await response.text(),
    )
    asked.length = 0
    const path = join(box, 'target.yaml')
    writeFileSync(
      path,
      `issuer: ${server.issuer}\nprofile: rfc\nclient:\n  client_id: ${client_id}\n  client_secret: { env: SECRET }\n  token_endpoint_auth_method: client_secret_basic\n`,
    )
    const evidence = join(box, 'read.json')
    const { code, out, err } = await grantcheck(['run', path, '--read-only', '--evidence', evidence], {
      SECRET: client_secret,
    })
    expect(code, out + err).toBe(0)
    const kinds = new Set(evidenceIn(evidence).exchanges.map(({ operation }) => operation))
    expect(
      [...kinds].filter((kind) => ['register', 'update_client', 'delete_client', 'revoke'].includes(kind)),
    ).toEqual([])
    expect(kinds.has('token')).toBe(true)
    expect(asked.filter((each) => /regist|revo|^(?:PUT|DELETE)/u.test(each))).toEqual([])
  })

  it('of what only writes: an error, and nothing is sent', async () => {
    const { server, asked } = await aWitness()
    const { code, err } = await grantcheck([
      ...['run', server.issuer, '--profile', 'rfc', '--read-only', '--only', 'registration/*'],
    ])
    expect([code, asked.length], err).toEqual([2, 0])
  })
})
