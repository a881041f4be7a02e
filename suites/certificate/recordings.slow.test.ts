import { describe, expect, it } from 'vitest'
import { recordedText, recordings } from '../live/testing/recordings.ts'
import { faultsOf, made, vendor } from './testing.ts'

/** Recorded since the scenarios last got new steps: a certificate is for the scenarios of today. */
const isWhole = (path: string): boolean => /^(oidc-provider|glewlwyd|keycloak)/u.test(path)

/** Evidence as a run of today has it, where it was recorded before anything was run once more. */
const asConfirmed = (text: string): string =>
  text.includes('"confirmed": ') ? text : text.replace(/"interrupted": ?false/u, '$&, "confirmed": true')

describe('every real server on record', () => {
  it.each(recordings.filter(isWhole))('%s: its bundle verifies', async (path) => {
    const of = await made({ evidence: { path, text: asConfirmed(recordedText(path)) } })
    expect(await faultsOf(of, { key: vendor.open })).toEqual([])
  })

  it.each(recordings.filter((path) => !isWhole(path)))('%s: what it lacks of today is named', async (path) => {
    await expect(made({ evidence: { path, text: asConfirmed(recordedText(path)) } })).rejects.toThrow(
      /^the evidence lacks \d+ of the profile's scenario rows, \S+, step \w+ first$/u,
    )
  })
})
