import { describe, expect, it } from 'vitest'
import { embed } from '../embedded/embedded.ts'
import { specs } from '../live/testing/engine.ts'
import type { Evidence } from '../model/evidence.ts'
import { findProfile } from '../run/open-target.ts'
import { runProfile } from '../run/run-profile.ts'
import { packageVersion } from '../run/version.ts'
import { bundleText } from './bundle.ts'
import { bundle, days, faultsOf, made } from './testing.ts'
import { verifyBundle } from './verify.ts'
import { proofs } from './words.ts'

const nonce = 'said by the reviewer on Monday'

/** A run that answers the nonce. */
async function challenged(): Promise<Evidence> {
  const found = await findProfile('airlock-iam', specs)
  const { target, close } = await embed('airlock', 'airlock-iam')
  const choices = { only: [], skip: [], challenge: nonce, timeout: 120_000 }
  return runProfile({ ...found, target, ephemeral: true, close }, choices, new AbortController().signal).finally(close)
}

const evidence = await challenged()
const later = new Date()
const textOf = (of: Evidence): string => `${JSON.stringify(of, null, 1)}\n`
const certificate = await made({ evidence: { path: 'evidence.json', text: textOf(evidence) }, now: later })

describe('a run that answers a challenge', () => {
  it('has a seed that only who knew the nonce can have', async () => {
    expect(evidence.run.challenge).toBe(nonce)
    expect(await faultsOf(certificate, { now: later, challenge: nonce })).toEqual([])
    const octets = Buffer.from(bundleText(certificate))
    const verification = await verifyBundle(octets, 'B', { specs, version: packageVersion(), now: later })
    expect(proofs(verification).join('\n')).toContain(`the challenge "${nonce}"`)
  })

  it('answers no other one', async () =>
    expect(await faultsOf(certificate, { now: later, challenge: 'said on Tuesday' })).toEqual(['challenge-unanswered']))

  it('is no run of any seed', async () =>
    expect(await faultsOf(bundle, { challenge: nonce })).toEqual(['challenge-unanswered']))

  it.each([
    ['another id of the run', { ...evidence.run, id: '00000000-0000-4000-8000-000000000000' }],
    ['another seed', { ...evidence.run, seed: evidence.run.seed + 1 }],
  ])('is not made by %s', async (_, run) => {
    const forged = made({ evidence: { path: 'evidence.json', text: textOf({ ...evidence, run }) }, now: later })
    const refused = await forged.then(
      (of) => faultsOf(of, { now: later, challenge: nonce }),
      (error: unknown) => [String(error)],
    )
    expect(refused).toHaveLength(1)
    expect(refused[0]).toMatch(/challenge-unanswered|made once more from its answers, it does otherwise/u)
  })
})

describe('the age of a run', () => {
  it('is limited by the reviewer', async () => {
    expect(await faultsOf(bundle, { now: days(9), maxAge: 10 })).toEqual([])
    expect(await faultsOf(bundle, { now: days(11), maxAge: 10 })).toEqual(['run-too-old'])
    expect(await faultsOf(bundle, { now: days(11) })).toEqual([])
  })

  it('is limited for who certifies', async () => {
    await expect(made({ now: days(31), maxAge: 30 })).rejects.toThrow(/more than 30 days before/u)
    await expect(made({ now: days(29), maxAge: 30 })).resolves.toBeDefined()
  })
})
