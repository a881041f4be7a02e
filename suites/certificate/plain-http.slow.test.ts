import { expect, it } from 'vitest'
import { embed } from '../embedded/embedded.ts'
import { runAgainst, specs } from '../live/testing/engine.ts'
import { packageVersion } from '../run/version.ts'
import { contradictionsIn } from './judged.ts'
import { replayed } from './replayed.ts'

it('a target that serves nobody without TLS has evidence like any other', async () => {
  const { target, close } = await embed('full', 'rfc', { https: true })
  const described = { ...target, plainHttp: 'http://127.0.0.1:1/' }
  const { evidence, opened } = await runAgainst('rfc', described, { only: ['tls/plain*'] }).finally(close)
  const skipped = evidence.scenarios
    .flatMap(({ steps }) => Object.values(steps))
    .filter(({ kind }) => kind === 'skipped')
  expect(JSON.stringify(skipped)).toContain('accepts no connection')
  const read = JSON.parse(JSON.stringify(evidence))
  expect(contradictionsIn(specs, opened.profile, read)).toEqual([])
  expect(await replayed(opened.specs, opened.profile, read, packageVersion())).toEqual({ kind: 'same' })
})
