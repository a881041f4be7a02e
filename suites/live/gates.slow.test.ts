import { beforeAll, describe, expect, it } from 'vitest'
import { answering, drop } from '../../fixtures/mutants/change.ts'
import { allowanceOf } from '../judge/owed.ts'
import type { AllowedRefusal } from '../model/language.ts'
import { startReferenceServer } from '../reference-server/index.ts'
import { rulesOf } from '../reference-server/rules.ts'
import { schemasOf } from '../run/judge-evidence.ts'
import { airlockTarget, type Ran, runAgainst, runSupplied, specs } from './testing/engine.ts'
import { gatesIn, isHalf, silentRefusals, wrongLimitations } from './testing/gates.ts'

/** The largest profile first: what the others have in common with it is tried once. */
const profiles = ['rfc', 'oauth-2.1', 'oidc', 'mcp', 'fapi2', 'unstored-tokens', 'airlock-iam']

const ran = new Map<string, Ran>()
const tried = new Set<string>()
const used = new Set<AllowedRefusal>()

beforeAll(async () => {
  for (const id of profiles) ran.set(id, id === 'airlock-iam' ? await onAirlock() : await runSupplied(id))
})

/** The profile knows where the keys may be; the documentation promises none, and here the metadata does not either. */
async function onAirlock(): Promise<Ran> {
  const rules = answering(['metadata'], drop('jwks_uri'))(rulesOf('airlock'))
  const server = await startReferenceServer({ mode: 'airlock', rules })
  return runAgainst('airlock-iam', airlockTarget(server.baseUrl, { resource: true })).finally(server.close)
}

// A legal request that a server refuses may switch off what hangs on it, but somebody has to say so, or a sentence allows it.
describe('each legal request that is refused, or half answered, is told by a check or allowed by a sentence', () => {
  it.each(profiles)('%s', async (id) => {
    const { evidence, opened } = ran.get(id) ?? expect.unreachable()
    const validate = await schemasOf(specs, opened.profile)
    const groups = gatesIn(evidence).filter(({ gates }) => gates.some(({ scenario }) => !tried.has(scenario)))
    const lost = groups.flatMap((group) => {
      const silent = silentRefusals(opened, evidence, group, validate)
      return group.gates.flatMap((gate) => {
        const { scenario, step } = gate
        const allowed = allowanceOf(specs.scenarios[scenario], step)
        const untold = allowed === undefined ? silent : silent.filter(isHalf)
        // Where another gate tells of a refusal of all, the sentence is about a refusal of this one.
        const alone = () => silentRefusals(opened, evidence, group, validate, gate)
        if (allowed !== undefined && (silent.length > untold.length || !alone().every(isHalf))) used.add(allowed)
        return untold.length === 0 ? [] : [`${scenario}:${step} ${untold.join(' ')}`]
      })
    })
    for (const { scenario } of evidence.scenarios) tried.add(scenario)
    expect(lost).toEqual([])
  })

  it('and no sentence is there for nothing', () => {
    const unused = Object.values(specs.scenarios)
      .filter(({ id }) => tried.has(id))
      .flatMap(({ id, allows = [] }) => allows.filter((each) => !used.has(each)).map(({ gate }) => `${id}: ${gate}`))
    expect(unused).toEqual([])
  })
})

it('what airlock-iam must not support may be refused, and a refused control upholds nothing', async () => {
  const { evidence, opened } = ran.get('airlock-iam') ?? expect.unreachable()
  expect(wrongLimitations(opened, evidence, await schemasOf(specs, opened.profile))).toEqual([])
})
