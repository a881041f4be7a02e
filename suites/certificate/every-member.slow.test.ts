import { expect, it } from 'vitest'
import { runEmbedded } from '../live/testing/engine.ts'
import type { Json } from '../model/json.ts'
import { changesOf } from './testing-changes.ts'
import { type Tried, tryAll } from './testing-sweep.ts'

// Every member of the evidence of a run, changed in every way; where a verdict is another one, a forger signs it, and verify has to refuse it by name. `npm run forgeries` tries all; the tests a sample.

const { FORGERIES = '300' } = process.env
const sample = FORGERIES === 'all' ? Number.POSITIVE_INFINITY : Number(FORGERIES)

/** Where what a forger writes cannot be told from what a server might have said. README.md says what follows. */
const serversWord = /^\/exchanges\/\d+\/response(?:\/|$)/u

it.each([
  ['airlock-iam', 'conformant'],
  ['unstored-tokens', 'nonconformant'],
])('%s (%s): no change of one member makes other verdicts, but of an answer that a server might have given', async (id, conclusion) => {
  const { evidence, opened, report } = await runEmbedded(id)
  expect(report.conclusion).toBe(conclusion)
  const root: Json = JSON.parse(JSON.stringify(evidence))
  const changes = [...changesOf(root)]
  const step = Math.max(1, Math.floor(changes.length / sample))
  const tried: Tried[] = []
  const some = changes.filter((_, index) => index % step === 0)
  for await (const each of tryAll(evidence, opened.profile, some)) tried.push(each)
  if (sample > 300) console.log(table(id, tried))
  const accepted = tried.filter(({ kind }) => kind === 'accepted')
  expect(accepted.filter(({ at }) => !serversWord.test(at))).toEqual([])
  // Nothing gets better: what failed had failed twice, and both answers would have to be others.
  expect(
    accepted.flatMap(({ changed }) => changed.filter((each) => / (?:fail|warn) -> pass$|-> conformant$/u.test(each))),
  ).toEqual([])
  const refused = tried.filter(({ kind }) => kind === 'refused')
  expect(refused.length).toBeGreaterThan(some.length / 10)
  for (const { faults } of refused) expect(faults[0]).toMatch(/^[a-z]+(?:-[a-z]+)+: \S/u)
})

const places: readonly (readonly [string, RegExp])[] = [
  ['what the run was told, the tool, the profile', /^\/(?:format|tool|run|profile|declaration|complete)/u],
  ['facts', /^\/facts/u],
  ['clients, clean-up', /^\/(?:clients|leftBehind)/u],
  ['plan, steps, skips, second attempts', /^\/(?:scenarios|again|strays)/u],
  ['order and owners of exchanges', /^\/exchanges(?:\/\d+(?:\/(?:id|owner|step|operation|defect))?)?$/u],
  ['requests', /^\/exchanges\/\d+\/request/u],
  ['attested facts', /^\/secrets/u],
  ['times and lengths of answers', /\/response\/(?:receivedAt|durationMs|bytes)/u],
  ['answers', /^\/exchanges/u],
]

/** By place: members, changes, changes that are no evidence any more, that make other verdicts, refused, accepted. */
function table(id: string, tried: readonly Tried[]): string {
  const placed = new Map(places.map(([name]): [string, Tried[]] => [name, []]))
  for (const each of tried) placed.get(places.find(([, fits]) => fits.test(each.at))?.[0] ?? '')?.push(each)
  const row = (name: string, of: readonly Tried[]): string => {
    const kept = of.filter(({ faults }) => !faults.some((fault) => fault.startsWith('evidence-unreadable')))
    const count = (kind: Tried['kind']): number => kept.filter((each) => each.kind === kind).length
    const members = new Set(of.map(({ at }) => at)).size
    const cells = [
      members,
      of.length,
      of.length - kept.length,
      count('refused') + count('accepted'),
      count('refused'),
      count('accepted'),
    ]
    return `| ${name} | ${cells.join(' | ')} |`
  }
  const kinds = new Set(tried.flatMap(({ faults }) => faults[0]?.split(':')[0] ?? []))
  return [
    `| ${id} | members | changes | no evidence | other verdicts | refused | accepted |`,
    '|---|---|---|---|---|---|---|',
    ...[...placed].map(([name, of]) => row(name, of)),
    row('all', tried),
    `faults: ${[...kinds].join(', ')}`,
    ...tried.flatMap(({ kind, at, what, changed }) =>
      kind === 'accepted' ? [`${at} ${what}: ${changed.slice(0, 4).join(', ')}`] : [],
    ),
  ].join('\n')
}
