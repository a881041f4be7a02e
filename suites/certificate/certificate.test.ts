import { createPrivateKey } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { specs } from '../live/testing/engine.ts'
import { packageVersion } from '../run/version.ts'
import { bundleText } from './bundle.ts'
import { openEnvelope } from './dsse.ts'
import { readSigningKey } from './keys.ts'
import { bundle, faultsOf, keyOf, made, now, text, vendor, withFile } from './testing.ts'
import { verifyBundle } from './verify.ts'

describe('a certificate', () => {
  it.each([
    [
      '--no-confirm',
      /"confirmed": true/u,
      '"confirmed": false',
      'what failed or warned was not run once more (--no-confirm)',
    ],
    ['a version that saw all once', /,\s*"confirmed": true/u, '', 'recorded by a version that did not run once more'],
  ])('is not made of evidence of %s', async (_, confirmed, instead, because) => {
    const evidence = { path: 'evidence.json', text: text.replace(confirmed, instead) }
    await expect(made({ evidence })).rejects.toThrow(because)
  })

  it('holds, with the key in it and with the key that the reviewer has', async () => {
    expect(await faultsOf(bundle)).toEqual([])
    expect(await faultsOf(bundle, { key: vendor.open })).toEqual([])
  })

  it('holds with a P-256 key, and with a key from PEM', async () => {
    const p256 = await keyOf('p256')
    expect(await faultsOf(await made({ signer: p256.signer }), { key: p256.open })).toEqual([])
    const pem = createPrivateKey({ key: JSON.parse(vendor.secret), format: 'jwk' }).export({
      type: 'pkcs8',
      format: 'pem',
    })
    const signer = await readSigningKey(String(pem), 'key.pem')
    expect(signer.jwk.kid).toBe(vendor.signer.jwk.kid)
    expect(await faultsOf(await made({ signer }), { key: vendor.open })).toEqual([])
  })

  it('is an in-toto Statement in a DSSE envelope that other tools can open', () => {
    const opened = openEnvelope(bundle.envelope, vendor.open.key)
    const statement = opened.ok ? JSON.parse(Buffer.from(opened.value).toString()) : {}
    expect(statement).toMatchObject({
      _type: 'https://in-toto.io/Statement/v1',
      predicateType: 'https://in-toto.io/attestation/test-result/v0.1',
      predicate: { result: 'PASSED', failedTests: [] },
    })
    const names = statement.predicate.configuration.map(({ name }: { name: string }) => name)
    expect(names).toContain('specs/profiles/airlock-iam.yaml')
    expect(names).toContain('specs/scenarios/token/invalid-client.yaml')
  })

  it('tells of the baseline and of what people state', async () => {
    const baseline = { path: 'b', text: 'baseline: none\nentries: []\n' }
    const statement = '  - statement: Keys are kept in an HSM.\n    by: Ada, security\n    date: 2026-11-01\n'
    const attestations = { path: 'a', text: `attestations: by hand\nstatements:\n${statement}` }
    const with2 = await made({ baseline, attestations })
    const octets = Buffer.from(bundleText(with2))
    const { faults, judged } = await verifyBundle(octets, 'B', { specs, version: packageVersion(), now })
    expect(faults).toEqual([])
    expect(judged?.attestations).toMatchObject([{ by: 'Ada, security' }])
    expect(judged?.report.baseline?.unlisted).toEqual([])
    expect(await faultsOf(withFile('attestations.yaml', (each) => each.replace('HSM', 'safe'), with2))).toEqual([
      'files-differ',
    ])
    expect(await faultsOf(withFile('baseline.yaml', (each) => each.replace('none', 'some'), with2))).toEqual([
      'files-differ',
    ])
  })
})
