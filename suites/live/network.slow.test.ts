import dns from 'node:dns'
import { syncBuiltinESMExports } from 'node:module'
import { beforeAll, describe, expect, it } from 'vitest'
import { startNetwork } from '../../fixtures/network/index.ts'
import type { Resolve } from '../drive/http/reach.ts'
import { embed } from '../embedded/embedded.ts'
import { linesOf, runAgainst } from './testing/engine.ts'
import { cleanRun, quiet, type Said, soaked } from './testing/soak.ts'

/** One request in a hundred: `npm run soak` makes as many runs, with as many faults, as one likes. */
const resets = 0.01
const tested = { profile: 'rfc' }

describe('a bad network', () => {
  let clean: Said
  beforeAll(async () => {
    clean = await cleanRun(tested)
  })

  it('makes verdicts inconclusive, and changes none otherwise', async () => {
    expect(clean.conclusion, clean.because).toBe('conformant')
    const runs = await Promise.all([1, 2, 3].map((seed) => soaked(clean, { seed, resets }, tested)))
    expect(runs.flatMap(({ seed, wrong }) => wrong.map((line) => `seed ${seed}: ${line}`))).toEqual([])
    expect(runs.reduce((sum, { happened }) => sum + happened.resets, 0)).toBeGreaterThan(10)
    expect(runs.reduce((sum, { happened }) => sum + happened.hung, 0)).toBe(1)
  })
})

const only = ['token/seed-*', 'metadata/*', 'jwt/*', 'introspection/*', 'management/*']

describe('addresses', () => {
  it('a server that is reached by IPv6 is judged like any other', async () => {
    const network = await startNetwork(quiet, '::1')
    const { target, close } = await embed('full', 'rfc', { front: network })
    const { report } = await runAgainst('rfc', target, { only }).finally(close).finally(network.close)
    expect(network.url).toMatch(/^http:\/\/\[::1\]:\d+$/u)
    expect(linesOf(report, 'fail', 'warn', 'inconclusive', 'error')).toEqual([])
    expect(report.totals.pass).toBeGreaterThan(100)
  })

  it('a name that cannot be resolved any more in the middle of a run leaves the rest undecided, and says so', async () => {
    const { lookup } = dns
    const network = await startNetwork(quiet)
    const { target, close } = await embed('full', 'rfc', {
      front: { ...network, url: network.url.replace('127.0.0.1', 'localhost') },
      // Each request has a connection of its own, and looks the name up.
      gateway: (_request, response, answer) => {
        response.setHeader('Connection', 'close')
        answer()
      },
    })
    let left = 60
    const failing = (name: string, options: dns.LookupAllOptions, done: Parameters<Resolve>[2]): void => {
      left -= 1
      if (left > 0 || name !== 'localhost') lookup(name, options, done)
      else done(Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: 'ENOTFOUND' }), [])
    }
    Object.assign(dns, { lookup: failing })
    syncBuiltinESMExports()
    const { report } = await runAgainst('rfc', target, { only }).finally(async () => {
      Object.assign(dns, { lookup })
      syncBuiltinESMExports()
      await close()
      await network.close()
    })
    console.log(
      report.conclusion,
      report.because,
      report.totals,
      left,
      linesOf(report, 'fail').slice(0, 5),
      linesOf(report, 'inconclusive').slice(0, 3),
    )
    expect(left).toBeLessThan(0)
    expect(`${report.conclusion}: ${report.because}`).toMatch(
      /^inconclusive: \d+ obligatory checks could not be decided; \d+ requests got no answer \(the host name could not be resolved: \d+\)$/u,
    )
    expect(linesOf(report, 'fail', 'warn', 'error')).toEqual([])
    expect(linesOf(report, 'inconclusive').join('\n')).toMatch(
      /the host name of http:\/\/localhost:\d+ cannot be resolved/u,
    )
  })
})
