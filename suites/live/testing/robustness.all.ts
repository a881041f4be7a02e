import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { attacks } from '../../../fixtures/attackers/index.ts'
import { robustnessPage } from '../../../scripts/pages/robustness-page.ts'
import { attackedAll, places } from './attacked.ts'

const page = fileURLToPath(new URL('../../../docs/robustness.md', import.meta.url))

// Each attack at each place, which takes some minutes: `npm run robustness`.
it('a server that attacks ends no run, holds none up, and fills no memory', async () => {
  const all = attacks.flatMap((attack) => places.map((place) => ({ attack, place })))
  const seen = await attackedAll(all)
  const lines = all.map(({ attack, place }, index) => ({
    attack: attack.id,
    place: place.title,
    ...(seen[index] ?? { outcome: '', harm: [], seconds: 0, megabytes: 0 }),
  }))
  expect(lines.filter(({ harm }) => harm.length > 0)).toEqual([])
  await expect(robustnessPage(lines)).toMatchFileSnapshot(page)
})
