import { expect, it } from 'vitest'
import { attacks } from '../../fixtures/attackers/index.ts'
import { attackedAll, places } from './testing/attacked.ts'

/** Those that once took the longest, or the most memory, each where it did so. `npm run robustness` tries all of them everywhere. */
const worst: readonly (readonly [attack: string, place: string, outcome: string])[] = [
  ['body-of-1-mb', 'everywhere, late', 'inconclusive'],
  // The signature of such a token is wrong.
  ['kid-of-600-kb', 'token', 'nonconformant'],
  ['many-tags', 'everywhere, late', 'inconclusive'],
  ['trace-of-at', 'token', 'inconclusive'],
  ['fifteen-thousand-secrets', 'token', 'inconclusive'],
  // Longer than usual, and otherwise right.
  ['headers-of-60-kb', 'token', 'conformant'],
  ['never-answers', 'token', 'inconclusive'],
  ['one-octet-a-second', 'metadata', 'inconclusive'],
  ['interim-102-without-end', 'registration', 'inconclusive'],
  ['deep-json', 'introspection', 'inconclusive'],
  ['wait-an-hour', 'token', 'inconclusive'],
]

it('the worst attacks end no run, hold none up, fill no memory, and make nothing conformant', async () => {
  const list = worst.map(([id, title]) => {
    const attack = attacks.find((each) => each.id === id)
    const place = places.find((each) => each.title === title)
    if (attack === undefined || place === undefined) throw new Error(`there is no ${id} at ${title}`)
    return { attack, place }
  })
  const seen = await attackedAll(list)
  const told = worst.map(([id, title], index) => {
    const { outcome, harm } = seen[index] ?? {}
    return { run: `${id} at ${title}`, outcome, harm }
  })
  expect(told).toEqual(worst.map(([id, title, outcome]) => ({ run: `${id} at ${title}`, outcome, harm: [] })))
})
