import { createPrivateKey, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Bundle } from '../model/bundle.ts'
import { packageVersion } from '../session/version.ts'
import { runEmbedded, specs } from '../testing/engine.ts'
import { recordedText, recordings } from '../testing/recordings.ts'
import { bundleText } from './bundle.ts'
import { certify, type Ingredients } from './certify.ts'
import { openEnvelope, preAuthenticationEncoding, signEnvelope } from './dsse.ts'
import { makeKey, readPublicKey, readSigningKey, type SigningKey } from './keys.ts'
import { statementType } from './statement.ts'
import { verifyBundle } from './verify.ts'

const now = new Date('2026-11-23T12:00:00.000Z')
const days = (count: number): Date => new Date(now.getTime() + count * 86_400_000)
const keyOf = async (type: 'ed25519' | 'p256' = 'ed25519', length = 365) => {
  const { secret, open } = await makeKey(type, length, now)
  return { signer: await readSigningKey(secret, 'KEY'), open: await readPublicKey(open, 'KEY.pub'), secret }
}
const [vendor, other] = [await keyOf(), await keyOf()]
const { evidence } = await runEmbedded('airlock-iam')
const text = `${JSON.stringify(evidence, null, 1)}\n`

const made = (more: Partial<Ingredients> = {}): Promise<Bundle> =>
  certify({
    evidence: { path: 'evidence.json', text },
    signer: vendor.signer,
    version: packageVersion(),
    specs,
    now,
    days: 90,
    ...more,
  })
const bundle = await made()

async function faultsOf(of: Bundle | string, more: { key?: SigningKey; now?: Date } = {}): Promise<readonly string[]> {
  const octets = Buffer.from(typeof of === 'string' ? of : bundleText(of))
  const reviewer = { specs, version: packageVersion(), now, ...more }
  return (await verifyBundle(octets, 'B', reviewer)).faults.map(({ kind }) => kind)
}

/** The bundle with one file replaced by what `change` makes of it; nothing is signed again. */
const withFile = (name: string, change: (text: string) => string, of = bundle): Bundle => ({
  ...of,
  files: { ...of.files, [name]: change(of.files[name] ?? '') },
})

/** What a vendor could do who alters a file and signs the whole anew, with digests that fit. */
function signedAgain(of: Bundle, change: (statement: string) => string = (each) => each): Bundle {
  const before = JSON.parse(Buffer.from(of.envelope.payload, 'base64').toString())
  const { createHash } = process.getBuiltinModule('node:crypto')
  const digest = (file: string) => createHash('sha256').update(file).digest('hex')
  before.subject = Object.entries(of.files).map(([name, file]) => ({ name, digest: { sha256: digest(file) } }))
  const payload = Buffer.from(change(JSON.stringify(before)))
  const header = Buffer.from(JSON.stringify({ alg: 'EdDSA', kid: vendor.signer.jwk.kid, typ: 'vnd.in-toto+json' }))
  const input = `${header.toString('base64url')}.${payload.toString('base64url')}`
  return {
    ...of,
    envelope: signEnvelope(statementType, payload, vendor.signer.key, vendor.signer.jwk.kid),
    jws: `${input}.${sign(null, Buffer.from(input), vendor.signer.key).toString('base64url')}`,
  }
}

describe('a certificate', () => {
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

describe('DSSE', () => {
  it('the pre-authentication encoding and the signature of the test vector in its protocol.md', () => {
    const type = 'http://example.com/HelloWorld'
    const body = Buffer.from('hello world')
    expect(Buffer.from(preAuthenticationEncoding(type, body)).toString()).toBe(`DSSEv1 29 ${type} 11 hello world`)
  })

  it.each(['ed25519', 'p256'] as const)('what it signs it opens, and nothing else: %s', async (type) => {
    const { signer, open } = await keyOf(type)
    const envelope = signEnvelope('a/b', Buffer.from('hello'), signer.key, 'k')
    expect(openEnvelope(envelope, open.key)).toMatchObject({ ok: true })
    expect(openEnvelope({ ...envelope, payloadType: 'a/c' }, open.key)).toMatchObject({ ok: false })
    expect(openEnvelope({ ...envelope, payload: 'aGVsbG8h' }, open.key)).toMatchObject({ ok: false })
    expect(openEnvelope({ ...envelope, signatures: [] }, open.key)).toMatchObject({ ok: false })
  })
})

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
      ['files-differ', 'verdicts-differ'],
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
    ['a JWS without signature', { ...bundle, jws: bundle.jws.replace(/[^.]+$/u, '') }, ['jws-invalid']],
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

  it('any byte, anywhere', async () => {
    const octets = Buffer.from(bundleText(bundle))
    const step = Math.floor(octets.length / 60)
    for (let index = 7; index < octets.length; index += step) {
      const altered = Buffer.from(octets)
      altered[index] = (altered[index] ?? 0) ^ 1
      const refused = await verifyBundle(altered, 'B', { specs, version: packageVersion(), now }).then(
        ({ faults }) => faults.length > 0,
        () => true,
      )
      expect(refused, `byte ${index}`).toBe(true)
    }
  })
})

describe('tampering with the key', () => {
  it('a later end', async () => {
    const key = { ...bundle.key, exp: (bundle.key.exp ?? 0) + 86_400 }
    expect(await faultsOf({ ...bundle, key })).toEqual(['statement-differs'])
  })
})

describe('tampering by the vendor, who signs again', () => {
  const evidenceWith = (change: (each: string) => string) => signedAgain(withFile('evidence.json', change))
  it.each<readonly [string, Bundle, readonly string[]]>([
    ['nothing but signed again', signedAgain(bundle), []],
    [
      'a verdict',
      signedAgain(withFile('report.json', (each) => each.replace('"verdict": "pass"', '"verdict": "warn"'))),
      ['verdicts-differ'],
    ],
    [
      'the conclusion',
      signedAgain(withFile('report.json', (each) => each.replace('97 checks passed', '98 checks passed'))),
      ['verdicts-differ'],
    ],
    [
      'the evidence behind a verdict',
      evidenceWith((each) => each.replaceAll('"no-store"', '"public"')),
      ['verdicts-differ'],
    ],
    ['a scenario left out', evidenceWith(withoutScenario), ['scenario-missing', 'requirements-differ']],
    [
      'a run that was limited',
      evidenceWith((each) => each.replace('"only": []', '"only": ["token/*"]')),
      ['run-partial', 'requirements-differ'],
    ],
    [
      'a run that was interrupted',
      evidenceWith((each) => each.replace('"interrupted": false', '"interrupted": true')),
      ['run-partial'],
    ],
    [
      'another profile',
      evidenceWith((each) => each.replace('"id": "airlock-iam"', '"id": "rfc"')),
      ['profile-swapped'],
    ],
    [
      'a profile that does not ship',
      evidenceWith((each) => each.replace('"id": "airlock-iam"', '"id": "easy"')),
      ['profile-unknown'],
    ],
    [
      'the profile of the report only',
      signedAgain(withFile('report.json', (each) => each.replace('"id": "airlock-iam"', '"id": "rfc"'))),
      ['profile-swapped'],
    ],
    [
      'a requirement dropped from the report',
      signedAgain(withFile('report.json', withoutRequirement)),
      ['requirements-differ'],
    ],
    [
      'the result in the statement',
      signedAgain(bundle, (each) => each.replace('"PASSED"', '"WARNED"')),
      ['statement-differs'],
    ],
    [
      'the target in the statement',
      signedAgain(bundle, (each) => each.replace('embedded reference server', 'best server')),
      ['statement-differs'],
    ],
    [
      'the digest of a specification file',
      signedAgain(bundle, (each) => each.replace(/("specs\/profiles\/rfc.yaml","digest":\{"sha256":")./u, '$1x')),
      ['statement-differs'],
    ],
    [
      'other specification files',
      signedAgain(bundle, (each) => each.replaceAll(specs.digest, `sha256:${'0'.repeat(64)}`)),
      ['specifications-unknown'],
    ],
    ['no window', signedAgain(bundle, (each) => each.replace('"notAfter"', '"never"')), ['statement-differs']],
  ])('%s', async (_, altered, expected) => {
    expect(await faultsOf(altered)).toEqual(expected)
  })

  function withoutScenario(each: string): string {
    const parsed = JSON.parse(each)
    return JSON.stringify({ ...parsed, scenarios: parsed.scenarios.slice(1) }, null, 1)
  }
  function withoutRequirement(each: string): string {
    const { requirements, ...rest } = JSON.parse(each)
    const { baseline: _, leftBehind, complete, ...head } = rest
    return JSON.stringify({ ...head, requirements: requirements.slice(1), leftBehind, complete }, null, 2)
  }
})

describe('keys and window', () => {
  it('a foreign key', async () => expect(await faultsOf(bundle, { key: other.open })).toEqual(['key-foreign']))
  it('before its time', async () => expect(await faultsOf(bundle, { now: days(-1) })).toEqual(['not-yet-valid']))
  it('after its time', async () => expect(await faultsOf(bundle, { now: days(91) })).toEqual(['expired']))
  it('a key that ended', async () => {
    const short = await keyOf('ed25519', 10)
    const signed = await made({ signer: short.signer })
    expect(await faultsOf(signed, { now: days(9) })).toEqual([])
    expect(await faultsOf(signed, { now: days(11) })).toEqual(['key-expired'])
    expect(await faultsOf(signed, { now: days(11), key: short.open })).toEqual(['key-expired'])
  })

  it('certify refuses a key that ended, a public key, a foreign type, and no key at all', async () => {
    const short = await keyOf('ed25519', 10)
    await expect(made({ signer: short.signer, now: days(11) })).rejects.toThrow(/ended/u)
    const { d: _, ...half } = JSON.parse(vendor.secret)
    await expect(readSigningKey(JSON.stringify(half), 'K')).rejects.toThrow(/public key only/u)
    await expect(readPublicKey(vendor.secret, 'K')).rejects.toThrow(/private key/u)
    await expect(readSigningKey('{"kty":"RSA","d":"x"}', 'K')).rejects.toThrow(/no key/u)
    await expect(readSigningKey('hello', 'K')).rejects.toThrow(/no key/u)
  })

  it('certify refuses a partial run and a profile that does not ship', async () => {
    const only = text.replace('"only": []', '"only": ["token/*"]')
    await expect(made({ evidence: { path: 'e', text: only } })).rejects.toThrow(/limited by --only/u)
    const mine = text.replace('"id": "airlock-iam"', '"id": "mine"')
    await expect(made({ evidence: { path: 'e', text: mine } })).rejects.toThrow(/does not ship/u)
  })
})

describe('every real server on record', () => {
  it.each(recordings)('%s: its bundle verifies', async (path) => {
    const of = await made({ evidence: { path, text: recordedText(path) } })
    expect(await faultsOf(of, { key: vendor.open })).toEqual([])
  })
})
