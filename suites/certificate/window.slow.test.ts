import { describe, expect, it } from 'vitest'
import { readPublicKey, readSigningKey } from './keys.ts'
import { bundle, days, faultsOf, keyOf, made, other, text, vendor } from './testing.ts'

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

  it('counts from the run, however late it was signed', async () => {
    const signed = await made({ now: days(30) })
    expect(await faultsOf(signed, { now: days(89) })).toEqual([])
    expect(await faultsOf(signed, { now: days(91) })).toEqual(['expired'])
    await expect(made({ now: days(30), days: 29 })).rejects.toThrow(/29 days count from it/u)
  })

  it('certify refuses a run that has not been yet', () =>
    expect(made({ now: days(-1) })).rejects.toThrow(/in the future/u))

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
