import { beforeAll, expect, it } from 'vitest'
import { deployments } from '../../embedded/deployments.ts'
import { specs } from '../../live/testing/engine.ts'
import type { Accounted } from './account.ts'
import { accountAll } from './account-all.ts'
import { evidenceOf } from './deployment.ts'
import { wantedBy } from './wanted.ts'

/** The whole takes minutes (`npm run answers`); the runs that show most, and a tenth of their changes, are enough to see that something has come loose. */
const runs = ['rfc', 'fapi2', 'airlock-iam']

/** So many of this tenth are not accounted for yet, since the other runs are left out or nobody has closed the hole. Only ever a smaller number may stand here. */
const known = 999

const lines: Accounted[] = []

beforeAll(async () => {
  const driven = []
  for (const each of deployments.filter(({ name }) => runs.includes(name))) {
    const evidence = await evidenceOf(specs, each, new AbortController().signal)
    driven.push({ deployment: each.name, profile: each.profile, evidence })
  }
  const wanted = wantedBy({ operation: [], member: [], sample: 10, seed: 13 })
  await accountAll(specs, driven, { index: 0, count: 1 }, wanted, (account) => lines.push(...account.lines))
})

it('no check contradicts an allowance, in a tenth of the changes', () => {
  expect(lines.length).toBeGreaterThan(500)
  expect(lines.filter(({ result }) => result.kind === 'contradiction')).toEqual([])
})

it('no more changes are unaccounted for than are known', () => {
  const open = lines.filter(({ result }) => result.kind === 'unaccounted')
  expect(
    open.length,
    JSON.stringify(open.map(({ answer, place, change }) => [answer, place, change])),
  ).toBeLessThanOrEqual(known)
})
