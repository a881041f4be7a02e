import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { encodeBase64 } from '../../decode/base64.ts'
import { specs } from '../../live/testing/engine.ts'
import type { Bundle } from '../../model/bundle.ts'
import type { Evidence } from '../../model/evidence.ts'
import { packageVersion } from '../../run/version.ts'
import { bundleText } from '../bundle.ts'
import type { Fault } from '../faults.ts'
import { checkTimestamp, momentFaults, stampedOctets } from '../stamped.ts'
import { bundle, days, faultsOf, keyOf, made, now, text } from '../testing.ts'
import { verifyBundle } from '../verify.ts'
import { caveats, proofs } from '../words.ts'
import { timestampQuery } from './query.ts'
import { tokenIn } from './response.ts'
import { type Issued, openAuthority, withTime } from './testing.ts'

const authority = openAuthority()
afterAll(() => authority.close())
const { ca, tsa, answer, tokenOf, infoOf, sign, trusting, issue, root } = authority

const octets = stampedOctets(bundle)
const query = await timestampQuery(octets)
const response = answer(query)
const token = tokenOf(response)
const info = infoOf(token)

const stampedBy = (of: Uint8Array, on: Bundle = bundle): Bundle => ({ ...on, timestamp: encodeBase64(of) })
const stamped = stampedBy(token)
const anchors = trusting(ca)
const { run }: Evidence = JSON.parse(text)

const verified = (of: Bundle, timestampCa?: typeof anchors) =>
  verifyBundle(Buffer.from(bundleText(of)), 'B', {
    specs,
    version: packageVersion(),
    now,
    ...(timestampCa === undefined ? {} : { timestampCa }),
  })

/** What is wrong with the timestamp alone, without judging the rest. */
async function stampFaults(of: Bundle, timestampCa?: typeof anchors): Promise<readonly Fault[]> {
  const { faults, stamp } = await checkTimestamp(of, timestampCa)
  return stamp === undefined ? faults : momentFaults(stamp, run, of.key, now)
}

describe('a request for a timestamp', () => {
  it('is one that OpenSSL reads: the digest, a nonce, and the certificate of the authority', async () => {
    const text = authority.openssl('ts', '-query', '-in', authority.write(query), '-text')
    expect(text).toContain('Hash Algorithm: sha256')
    const lines = [...text.matchAll(/^ {4}[0-9a-f]{4} - (.{47})/gmu)].map(([, line = '']) => line.replace(/[ -]/gu, ''))
    expect(lines.join('')).toBe(createHash('sha256').update(octets).digest('hex'))
    expect(text).toMatch(/Nonce: 0x[4-7][0-9A-F]{15}\n/u)
    expect(text).toContain('Certificate required: yes')
    expect(await timestampQuery(octets)).not.toEqual(query)
  })

  it('asks for the digest of the file as certify wrote it', () => {
    expect(Buffer.from(octets).toString()).toBe(bundleText(bundle))
    expect(stampedOctets(stamped)).toEqual(octets)
  })
})

describe('the answer of an authority', () => {
  it('is opened to the very token', () => expect(tokenIn(response)).toEqual({ ok: true, value: new Uint8Array(token) }))

  it('is refused where it grants nothing, with the words of the authority', () => {
    const refused = tokenIn(answer(query, 'no-sha256'))
    expect(refused).toMatchObject({
      ok: false,
      problem: expect.stringMatching(/no timestamp was granted: rejection, .*algorithm/iu),
    })
  })

  it.each([
    ['nothing', new Uint8Array()],
    ['a page', Buffer.from('<html>not found</html>')],
    ['a response that is cut short', response.slice(0, -20)],
    ['a response with more behind it', Buffer.concat([response, Buffer.from([0])])],
    ['a token alone', token],
    ['1 MB of chance', randomBytes(1_000_000)],
    ['64 kB of sequences in sequences', Buffer.from('3080'.repeat(32_768), 'hex')],
  ])('is not %s', (_, octets) => expect(tokenIn(octets)).toMatchObject({ ok: false, problem: expect.any(String) }))
})

describe('a bundle with a timestamp', () => {
  it('says when, by whom and how long after the run, for who trusts the authority', async () => {
    const verification = await verified(stamped, anchors)
    expect(verification.faults).toEqual([])
    expect(proofs(verification).join('\n')).toMatch(
      /^Stamped at 20\S+Z by O=Tests, CN=Test TSA, (\d+ \w+ after|when) the run ended by its own times\. Its certificate leads to one that you gave/mu,
    )
    expect(caveats(verification, true).join('\n')).toMatch(/has not been revoked/u)
    expect(caveats(verification, true).join('\n')).not.toMatch(/not checked/u)
  })

  it('proves nothing of time for who does not say whom to trust', async () => {
    const verification = await verified(stamped)
    expect(verification.faults).toEqual([])
    expect(proofs(verification).join('\n')).not.toContain('Stamped')
    expect(caveats(verification, true).join('\n')).toMatch(/that was not checked\. Give --timestamp-ca/u)
  })

  it('says nothing of time without one, and is refused where one is asked for', async () => {
    const verification = await verified(bundle)
    expect([...proofs(verification), ...caveats(verification, true)].join('\n')).not.toMatch(/stamp/iu)
    expect(await faultsOf(bundle, { timestampCa: anchors })).toEqual(['timestamp-missing'])
  })

  it('is checked by OpenSSL over the lines without it', () => {
    const lines = bundleText(stamped).split('\n')
    const without = lines.filter((line) => !line.startsWith(' "timestamp": ')).join('\n')
    const data = ['-data', authority.write(Buffer.from(without)), '-in', authority.write(token), '-token_in']
    expect(authority.openssl('ts', '-verify', ...data, '-CAfile', ca.certificate)).toContain('Verification: OK')
  })

  it.each([
    ['SHA-512 and certificates by ESSCertIDv2', () => answer(query, 'v2')],
    ['an RSA key', () => answer(query, 'v1', issue(ca, 'RSA TSA', 'tsa', { kind: authority.rsa }))],
    ['an imprint of OpenSSL', () => answer(openSslQuery('-sha256'))],
    ['an imprint of SHA-512', () => answer(openSslQuery('-sha512'))],
  ])('holds with %s', async (_, make) => {
    expect(await stampFaults(stampedBy(tokenOf(make())), anchors)).toEqual([])
  })

  it('holds by an authority below the one that is trusted, and by one that is trusted itself', async () => {
    const between = issue(ca, 'Test CA below', 'ca')
    const below = issue(between, 'TSA below')
    const of = stampedBy(tokenOf(answer(query, 'v1', below, between)))
    expect(await stampFaults(of, anchors)).toEqual([])
    expect(await stampFaults(of, trusting(between))).toEqual([])
    expect(await stampFaults(of, trusting(below))).toEqual([])
    expect(await stampFaults(of, trusting(root('Other CA'), ca))).toEqual([])
    const lonely = stampedBy(tokenOf(answer(query, 'v1', below)))
    expect(await stampFaults(lonely, anchors)).toMatchObject([{ kind: 'timestamp-untrusted' }])
    expect(await stampFaults(lonely, trusting(ca, between))).toEqual([])
  })

  function openSslQuery(hash: string): Uint8Array {
    const out = authority.write(new Uint8Array())
    authority.openssl('ts', '-query', '-data', authority.write(octets), hash, '-cert', '-out', out)
    return readFileSync(out)
  }
})

describe('a timestamp that is none', () => {
  const stranger = root('Test CA')
  const flipped = (of: Uint8Array, place: number): Uint8Array => {
    const other = Buffer.from(of)
    other.writeUInt8(other.readUInt8(place) ^ 1, place)
    return other
  }
  const later = (ms: number): Uint8Array => withTime(info, new Date(now.getTime() + ms))
  const hour = 3_600_000

  it.each<readonly [string, () => Uint8Array, string, RegExp]>([
    ['nothing', () => new Uint8Array(), 'unreadable', /not one value|cannot be read/u],
    ['1 MB of chance', () => randomBytes(1_000_000), 'unreadable', /not one value/u],
    ['64 kB of sequences in sequences', () => Buffer.from('3080'.repeat(32_768), 'hex'), 'unreadable', /./u],
    ['one that is cut short', () => token.slice(0, -1), 'unreadable', /not one value|cannot be read/u],
    ['one with more behind it', () => Buffer.concat([token, Buffer.from([0])]), 'unreadable', /not one value/u],
    ['a whole response', () => response, 'unreadable', /./u],
    ['what it states alone, without a signature', () => info, 'unreadable', /./u],
    [
      'other signed content',
      () => sign(info, tsa, '-econtent_type', '1.2.840.113549.1.7.1'),
      'unreadable',
      /does not hold a TSTInfo/u,
    ],
    ['one without certificates', () => sign(info, tsa, '-nocerts'), 'unreadable', /certReq/u],
    ['one with eleven certificates', () => sign(info, tsa, ...many(11)), 'unreadable', /12 certificates/u],
    [
      'one with two signatures',
      () => sign(info, tsa, '-signer', ca.certificate, '-inkey', ca.key),
      'unreadable',
      /exactly one signature/u,
    ],
    ['one over another text', () => tokenOf(answer(otherQuery)), 'foreign', /not over the digest/u],
    ['one with another time', () => withTime(token, new Date(0)), 'invalid', /signature/u],
    ['one with a bit of the signature changed', () => flipped(token, token.length - 5), 'invalid', /signature/u],
    [
      'one by a certificate without purpose',
      () => sign(info, issue(ca, 'X', 'no-purpose')),
      'invalid',
      /timeStamping/u,
    ],
    ['… for another purpose', () => sign(info, issue(ca, 'X', 'other-purpose')), 'invalid', /timeStamping/u],
    ['… for other purposes too', () => sign(info, issue(ca, 'X', 'two-purposes')), 'invalid', /timeStamping/u],
    ['… whose purpose is not critical', () => sign(info, issue(ca, 'X', 'not-critical')), 'invalid', /not critical/u],
    ['… that has ended before', () => sign(info, issue(ca, 'X', 'tsa', { from: 2, to: 1 })), 'invalid', /counts from/u],
    ['… that had not begun', () => sign(info, issue(ca, 'X', 'tsa', { from: -1 })), 'invalid', /counts from/u],
    ['one whose signature does not cover the certificate', () => sign(info, tsa, '-nocades'), 'invalid', /cover/u],
    [
      'one without signed attributes',
      () => sign(info, tsa, '-nocades', '-noattr'),
      'invalid',
      /kind of content|cover/u,
    ],
    ['one over a SHA-1 digest', () => sign(info, tsa, '-md', 'sha1'), 'invalid', /SHA-256/u],
    ['one by another CA', () => sign(info, issue(stranger, 'Test TSA')), 'untrusted', /O=Tests, CN=Test TSA/u],
    [
      '… with the certificate of the right CA in it',
      () => sign(info, issue(stranger, 'Test TSA'), '-certfile', ca.certificate),
      'untrusted',
      /Test TSA/u,
    ],
    ['one that its authority signed itself', () => sign(info, root('Test TSA', 'tsa')), 'untrusted', /./u],
    ['one below a certificate that is no CA', () => below(issue(ca, 'A customer', 'no-purpose')), 'untrusted', /./u],
    ['… a CA that had ended', () => below(issue(ca, 'Old CA', 'ca', { to: 1 })), 'untrusted', /expired/u],
    [
      'one whose certificate is signed over SHA-1',
      () => sign(info, issue(ca, 'X', 'tsa', { hash: 'sha1' })),
      'untrusted',
      /weak/u,
    ],
    ['one from before the run', () => sign(later(-24 * hour), tsa), 'impossible', /the run that is in it ended at/u],
    ['one of tomorrow', () => sign(later(24 * hour), tsa), 'impossible', /and it is/u],
  ])('is refused: %s', async (_, make, kind, says) => {
    const of = stampedBy(make())
    const faults = await stampFaults(of, anchors)
    expect(faults.map((each) => each.kind)).toEqual([`timestamp-${kind}`])
    expect(faults[0]?.message).toMatch(says)
    // Without a word on whom to trust, all but that is found out too.
    expect(await stampFaults(of)).toEqual(kind === 'untrusted' ? [] : faults)
  })

  const otherQuery = query.slice()
  otherQuery.set(randomBytes(8), 30)

  const many = (count: number): readonly string[] => {
    const all = Array.from({ length: count }, (_, place) => readFileSync(root(`CA ${place}`).certificate, 'utf8'))
    return ['-certfile', authority.write(Buffer.from(all.join('')))]
  }
  const below = (issuer: Issued): Uint8Array => sign(info, issue(issuer, 'Test TSA'), '-certfile', issuer.certificate)
})

describe('the time of a timestamp', () => {
  it('is not before the run ended, whoever trusts the authority', async () => {
    const early = sign(withTime(info, days(-1)), tsa)
    expect(await faultsOf(stampedBy(early), { timestampCa: anchors })).toEqual(['timestamp-impossible'])
  })

  it('is not before the key was made', async () => {
    const { signer } = await keyOf()
    const young = { ...signer, jwk: { ...signer.jwk, iat: Math.floor(now.getTime() / 1000) + 3600 } }
    const of = await made({ signer: young })
    const own = tokenOf(answer(await timestampQuery(stampedOctets(of))))
    expect(await faultsOf(stampedBy(own, of), { timestampCa: anchors })).toEqual(['timestamp-impossible'])
  })

  it('stays as it is when the bundle is old', async () => {
    expect(await faultsOf(stamped, { now: days(80), timestampCa: anchors })).toEqual([])
  })
})

describe('a timestamp of another bundle', () => {
  it('is not taken for this one', async () => {
    const other = await made({ days: 30 })
    expect(await faultsOf(stampedBy(token, other), { timestampCa: anchors })).toEqual(['timestamp-foreign'])
  })

  it('is not written in another way', async () => {
    const text = bundleText(stamped).replace(' "timestamp"', '  "timestamp"')
    expect(await faultsOf(text, { timestampCa: anchors })).toEqual(['not-canonical'])
    expect(await faultsOf({ ...stamped, timestamp: `${stamped.timestamp}\n` })).toEqual(['timestamp-unreadable'])
  })
})
