import { sign, verify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { makeKeyPair } from './make-key-pair.ts'

describe('a key pair', () => {
  it.each([
    ['P-256', 'sha256'],
    ['P-384', 'sha384'],
    ['P-521', 'sha512'],
    ['Ed25519', null],
    ['RSA-2048', 'sha256'],
    ['RSA-1024', 'sha256'],
  ] as const)('%s: what the private half signs, the public half verifies', async (material, hash) => {
    const { privateKey, publicKey } = await makeKeyPair(material)
    const text = Buffer.from('text')
    expect(verify(hash, text, publicKey, sign(hash, text, privateKey))).toBe(true)
    expect([privateKey.type, publicKey.type]).toEqual(['private', 'public'])
  })

  it('is made in another thread', async () => {
    const seen: string[] = []
    const made = makeKeyPair('RSA-2048').then(() => seen.push('the key'))
    // What this thread makes is there before these turns are over; what another one makes can only be seen after them.
    for (let turn = 0; turn < 100; turn += 1) await undefined
    seen.push('the others')
    await made
    expect(seen).toEqual(['the others', 'the key'])
  })
})
