import { expect, it } from 'vitest'
import { schemasOf } from '../run/judge-evidence.ts'
import { runSupplied, specs } from './testing/engine.ts'
import { gatesIn, refusals, refused, told } from './testing/gates.ts'

// A legal request that a server refuses may switch off what hangs on it, but somebody has to say so. What stands in the list beside this file says nothing today: a new line in it
// is a refusal that gets lost.
it('each legal request that is refused is told by a check, but for those on the list', async () => {
  const { evidence, opened } = await runSupplied('rfc')
  const validate = await schemasOf(specs, opened.profile)
  const lost = gatesIn(evidence).flatMap((gate) => {
    const usual = new Set(told(opened, refused(evidence, gate, undefined), validate))
    const silent = refusals.filter((refusal) =>
      told(opened, refused(evidence, gate, refusal), validate).every((id) => usual.has(id)),
    )
    return silent.length === 0 ? [] : [`${gate.scenario}:${gate.step} ${silent.join(' ')}`]
  })
  expect(lost.filter((line) => /\b50[01]\b/u.test(line))).toEqual([])
  await expect(`${lost.toSorted().join('\n')}\n`).toMatchFileSnapshot('gates.lost')
})
