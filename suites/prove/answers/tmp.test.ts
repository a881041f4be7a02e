import { it } from 'vitest'
import { runEmbedded, specs } from '../../live/testing/engine.ts'
import { schemasOf } from '../../run/judge-evidence.ts'
import { accountFor } from './account.ts'
import { judgeOnce } from './incremental.ts'
import { representativesOf } from './representatives.ts'

it('m', async () => {
  const { evidence, opened } = await runEmbedded('rfc')
  const v = await schemasOf(specs, opened.profile)
  const judged = judgeOnce(specs, opened.profile, evidence, v)
  for (const r of representativesOf(judged)) {
    const t = performance.now()
    const all = accountFor('rfc', judged, r, [], () => true)
    const un = all.filter((a) => a.result.kind === 'unaccounted')
    console.log(r.name, r.chosen.length, r.of, all.length, un.length, `${Math.round(performance.now() - t)} ms`)
  }
})
