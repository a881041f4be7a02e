import { describe, expect, it } from 'vitest'
import { specs } from '../live/testing/engine.ts'
import type { Bundle } from '../model/bundle.ts'
import { bundleText } from './bundle.ts'
import { bundle, faultsOf, now, other, withFile } from './testing.ts'
import { verifyBundle } from './verify.ts'

describe('tampering without the key', () => {
  const flipped = (base64: string) => `${base64.startsWith('A') ? 'B' : 'A'}${base64.slice(1)}`
  const [signature] = bundle.envelope.signatures
  const signedBy = (sig: string, keyid = signature?.keyid ?? ''): Bundle => ({
    ...bundle,
    envelope: { ...bundle.envelope, signatures: [{ keyid, sig }] },
  })
  const conformantLie = (each: string) => each.replace('"conclusion": "conformant"', '"conclusion": "inconclusive"')

  it.each<readonly [string, Bundle | string, readonly string[]]>([
    ['a space at the end', `${bundleText(bundle)} `, ['not-canonical']],
    ['other white space', bundleText(bundle).replace('"format": 1', '"format":1'), ['not-canonical']],
    ['members in another order', JSON.stringify({ ...bundle, format: 1 }), ['not-canonical']],
    ['an escape for a letter', bundleText(bundle).replace('"mediaType"', '"mediaTyp\\u0065"'), ['not-canonical']],
    ['another report', withFile('report.json', conformantLie), ['files-differ', 'verdicts-differ']],
    [
      'a byte of the evidence',
      withFile('evidence.json', (each) => each.replace('"seed": 7', '"seed": 8')),
      ['files-differ', 'replay-differs', 'verdicts-differ'],
    ],
    [
      'evidence that is none',
      withFile('evidence.json', (each) => each.slice(0, -40)),
      ['files-differ', 'evidence-unreadable'],
    ],
    ['a report that is none', withFile('report.json', () => '{}'), ['files-differ', 'report-unreadable']],
    ['a file more', withFile('more.txt', () => 'x'), ['files-differ', 'files-differ']],
    [
      'a baseline slipped in',
      withFile('baseline.yaml', () => 'baseline: x\nentries: []\n'),
      ['files-differ', 'verdicts-differ'],
    ],
    ['a baseline that is none', withFile('baseline.yaml', () => 'x: 1\n'), ['files-differ', 'attachment-unreadable']],
    ['another signature', signedBy(flipped(signature?.sig ?? '')), ['signature-invalid']],
    ['spare bits of the signature', signedBy((signature?.sig ?? '').replace(/.==$/u, '_==')), ['signature-invalid']],
    ['another key id', signedBy(signature?.sig ?? '', other.signer.jwk.kid), ['signature-invalid']],
    [
      'another payload type',
      { ...bundle, envelope: { ...bundle.envelope, payloadType: 'application/json' } },
      ['signature-invalid'],
    ],
    ['a JWS of something else', { ...bundle, jws: bundle.jws.replace(/\.[^.]+\./u, '.e30.') }, ['jws-invalid']],
    [
      'a JWS without signature',
      { ...bundle, jws: bundle.jws.slice(0, bundle.jws.lastIndexOf('.') + 1) },
      ['jws-invalid'],
    ],
    ['a JWS with padding', { ...bundle, jws: `${bundle.jws}==` }, ['jws-invalid']],
    ['alg none', { ...bundle, jws: `eyJhbGciOiJub25lIn0.${bundle.jws.split('.')[1]}.` }, ['jws-invalid']],
    ['another key', { ...bundle, key: other.signer.jwk }, ['signature-invalid', 'jws-invalid']],
    ['a key under another name', { ...bundle, key: { ...bundle.key, kid: 'x' } }, ['key-unusable']],
    ['a key that is none', { ...bundle, key: { ...bundle.key, x: 'AAAA' } }, ['key-unusable']],
  ])('%s', async (_, altered, expected) => {
    expect(await faultsOf(altered)).toEqual(expected)
  })

  it('another payload: signature and everything that it said', async () => {
    const payload = Buffer.from('{}').toString('base64')
    const faults = await faultsOf({ ...bundle, envelope: { ...bundle.envelope, payload } })
    expect(faults).toContain('signature-invalid')
    expect(faults).toContain('jws-invalid')
    expect(faults).toContain('specifications-unknown')
  })

  it('a truncated file, a member twice, octets that are no UTF-8: not read at all', async () => {
    const whole = bundleText(bundle)
    await expect(faultsOf(whole.slice(0, -30))).rejects.toThrow(/JSON|complete/u)
    await expect(faultsOf(whole.replace(/,\n "complete": true/u, ''))).rejects.toThrow(/complete/u)
    await expect(faultsOf(whole.replace('"format": 1,', '"format": 1,\n "format": 1,'))).rejects.toThrow(/twice/u)
    const octets = Buffer.concat([Buffer.from(whole.slice(0, 200)), Buffer.from([0xff]), Buffer.from(whole.slice(201))])
    await expect(verifyBundle(octets, 'B', { specs, version: '', now })).rejects.toThrow(/UTF-8/u)
  })
})

describe('tampering with the key', () => {
  it('a later end', async () => {
    const key = { ...bundle.key, exp: (bundle.key.exp ?? 0) + 86_400 }
    expect(await faultsOf({ ...bundle, key })).toEqual(['statement-differs'])
  })
})
