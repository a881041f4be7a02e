import { describe, expect, it } from 'vitest'
import { throwAway } from '../../reference-server/tls/throw-away.ts'
import { identityOf } from './identity.ts'
import { fillWardrobe, registrableAll } from './wardrobe.ts'

const configured = identityOf('configured', (await throwAway()).client)

describe('the certificates of a run', () => {
  it('without one of the target file: three that sign themselves', async () => {
    const { self_signed, lookalike, other, ...rest } = await fillWardrobe(undefined)
    expect(rest).toEqual({})
    expect(lookalike?.subject).toBe(self_signed?.subject)
    expect(other?.subject).not.toBe(self_signed?.subject)
    expect(new Set([self_signed, lookalike, other].map((each) => each?.thumbprint)).size).toBe(3)
    expect([self_signed?.name, lookalike?.name, other?.name]).toEqual(['self_signed', 'lookalike', 'other'])
  })

  it('with one: that, and a spoofed one of the same subject', async () => {
    const wardrobe = await fillWardrobe(configured)
    expect(wardrobe.configured).toBe(configured)
    expect(wardrobe.spoofed?.subject).toBe(configured.subject)
    expect(wardrobe.spoofed?.thumbprint).not.toBe(configured.thumbprint)
  })

  it('are new in every run', async () => {
    const [first, second] = [await fillWardrobe(undefined), await fillWardrobe(undefined)]
    expect(first.self_signed?.subject).not.toBe(second.self_signed?.subject)
  })

  it('can all be registered, and are described once', async () => {
    const wardrobe = await fillWardrobe(configured)
    const all = registrableAll(wardrobe)
    expect(Object.keys(all).sort()).toEqual(['configured', 'lookalike', 'other', 'self_signed', 'spoofed'])
    for (const [name, said] of Object.entries(all))
      expect(said).toMatchObject({ 'x5t#S256': Object.values(wardrobe).find((each) => each.name === name)?.thumbprint })
    expect(registrableAll(wardrobe)).toBe(all)
    expect(registrableAll({})).toEqual({})
  })
})
