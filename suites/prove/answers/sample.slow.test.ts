import { expect, it } from 'vitest'
import { deployments } from '../../embedded/deployments.ts'
import { specs } from '../../live/testing/engine.ts'
import type { Accounted } from './account.ts'
import { accountAll } from './account-all.ts'
import { evidenceOf } from './deployment.ts'
import { wantedBy } from './wanted.ts'

/** The whole takes minutes (`npm run answers`); the runs that show most, and a tenth of their changes, are enough to see that something has come loose. */
const runs = ['rfc', 'fapi2', 'airlock-iam']

/** So many changes of the tenth are seen in other runs alone: the whole account has none. More of them are new holes. */
const seenElsewhere = 12

it('a tenth of the changes is accounted for, and no check contradicts an allowance', async () => {
  const driven = []
  for (const each of deployments.filter(({ name }) => runs.includes(name))) {
    const evidence = await evidenceOf(specs, each, new AbortController().signal)
    driven.push({ deployment: each.name, profile: each.profile, evidence })
  }
  const lines: Accounted[] = []
  const wanted = wantedBy({ operation: [], member: [], sample: 10, seed: 13 })
  await accountAll(specs, driven, { index: 0, count: 1 }, wanted, (account) => lines.push(...account.lines))
  expect(lines.length).toBeGreaterThan(500)
  expect(lines.filter(({ result }) => result.kind === 'contradiction')).toEqual([])
  const open = lines.filter(({ result }) => result.kind === 'unaccounted')
  expect(open.length, JSON.stringify(open.map(({ answer, place, change }) => [answer, place, change]))).toBeLessThan(
    seenElsewhere,
  )
})
