import { describe, expect, it } from 'vitest'
import { openEnvelope, preAuthenticationEncoding, signEnvelope } from './dsse.ts'
import { keyOf } from './testing.ts'

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
