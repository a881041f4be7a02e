import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { trustedJson } from '../../decode/trusted.ts'
import type { FleetIndex } from '../../model/fleet.ts'
import { grantcheck } from '../testing.ts'
import { parseEvery } from './duration.ts'
import { inShard, parseShard } from './shard.ts'
import { aServer, box } from './testing.ts'

const indexIn = (out: string): FleetIndex => trustedJson(readFileSync(join(out, 'fleet.json'), 'utf8'))

describe('parts of a fleet', () => {
  it('are disjoint, and together the whole', () => {
    const all = Array.from({ length: 23 }, (_, place) => place)
    const parts = [1, 2, 3, 4, 5].map((index) => inShard(all, { index, count: 5 }))
    expect(parts.flat().toSorted((one, other) => one - other)).toEqual(all)
    expect(Math.max(...parts.map(({ length }) => length)) - Math.min(...parts.map(({ length }) => length))).toBe(1)
  })

  it.each(['0/3', '4/3', '1', '1/0', 'a/b', '-1/2', '1/2/3'])('--shard %s is refused', (text) => {
    expect(() => parseShard(text)).toThrow('names no part')
  })

  it.each([
    ['90s', 90_000],
    ['30m', 1_800_000],
    ['1h', 3_600_000],
    ['2d', 172_800_000],
  ])('--every %s', (text, ms) => {
    expect(parseEvery(text)).toBe(ms)
  })

  it.each(['1', '0h', 'h', '1.5h', '1 h'])('--every %s is refused', (text) => {
    expect(() => parseEvery(text)).toThrow('is not a time')
  })

  it('are merged into one folder, in the order of the fleet file; a part that is absent is no success', async () => {
    const servers = [await aServer(), await aServer({ rules: { sensitiveHeaders: () => ({}) } }), await aServer()]
    const folder = await box({
      'fleet.yaml': {
        fleet: 'Parts',
        targets: servers.map(({ issuer }, place) => ({ target: issuer, name: `t${place}` })),
        defaults: { profile: 'rfc' },
      },
    })
    const part = (name: string): string => join(folder, name)
    const run = (index: number) =>
      grantcheck([
        ...['fleet', part('fleet.yaml'), '--shard', `${index}/2`, '--out', part(`p${index}`)],
        ...['--only', 'token/response', '--no-confirm', '--quiet'],
      ])
    expect([(await run(1)).code, (await run(2)).code]).toEqual([0, 1])
    expect(indexIn(part('p1'))).toMatchObject({ shard: { index: 1, count: 2 }, fleet: { targets: 3 }, complete: true })

    const whole = await grantcheck(['merge', part('p2'), part('p1'), '--out', part('all')])
    expect(whole.code).toBe(1)
    expect(whole.out).toContain('1 nonconformant, 2 partial run: nothing failed')
    expect(indexIn(part('all')).entries.map(({ id }) => id)).toEqual(['t0', 't1', 't2'])
    const judged = await grantcheck(['judge', part('all/targets/t1/evidence.json.gz'), '--report', 'json'])
    expect(trustedJson(judged.out)).toMatchObject({ conclusion: 'nonconformant' })

    const hole = await grantcheck(['merge', part('p1'), '--out', part('hole')])
    expect(hole.code).toBe(3)
    expect(hole.out).toContain('part 2 of 2')
    expect(indexIn(part('hole'))).toMatchObject({ complete: false, open: ['part 2 of 2'] })

    expect(await grantcheck(['merge', part('p1'), part('p1'), '--out', part('x')])).toMatchObject({
      code: 2,
      err: expect.stringContaining('t0 is in'),
    })
    expect(await grantcheck(['merge', part('nowhere'), '--out', part('x')])).toMatchObject({
      code: 2,
      err: expect.stringContaining('has no fleet.json'),
    })
  })
})
