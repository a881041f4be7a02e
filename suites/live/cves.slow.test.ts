import { describe, expect, it } from 'vitest'
import { mutants } from '../../fixtures/mutants/index.ts'
import { embedTrial } from '../embedded/embedded.ts'
import { choose } from '../prove/choose.ts'
import { judgeEvidence } from '../run/judge-evidence.ts'
import { modeFor } from '../run/open-target.ts'
import { runProfile } from '../run/run-profile.ts'
import { specs } from './testing/engine.ts'

/** What the findings about a mutant say that they are the same fault as. */
async function knownFaults(id: string): Promise<readonly string[]> {
  const mutant = mutants.find((each) => each.id === id)
  const choice = mutant && choose(specs, mutant, 0, 1)
  if (mutant === undefined || choice === undefined) throw new Error(`nothing is said of ${id}`)
  const { profile, only } = choice
  const { target, close } = await embedTrial(modeFor(profile), profile.id, mutant)
  try {
    const opened = { specs, profile, target, ephemeral: true, close }
    const options = { only, skip: [], timeout: 5_000, seed: 7, keepClients: true, confirm: false }
    const evidence = await runProfile(opened, options, new AbortController().signal)
    const { findings } = await judgeEvidence(specs, profile, evidence)
    return findings.flatMap(({ cve = [] }) => cve)
  } finally {
    await close()
  }
}

describe('a server with the fault of a published vulnerability', () => {
  it.each(
    mutants.filter(({ cves }) => cves !== undefined).map(({ id, cves = [] }) => [id, cves] as const),
  )('%s: a finding names it', async (id, cves) =>
    expect(await knownFaults(id)).toEqual(expect.arrayContaining([...cves])))
})
