import { createServer } from 'node:tls'
import { afterAll, describe, expect, it } from 'vitest'
import { createAuthority, hostNames } from '../../reference-server/tls/certificates.ts'
import { handshake } from './handshake.ts'

const authority = await createAuthority()
const never = new AbortController().signal
const closing: (() => void)[] = []
afterAll(() => {
  for (const close of closing) close()
})

/** Looks at a server with this certificate, by its address. */
async function lookAt(pair: { key: string; cert: string }, ca?: string) {
  const server = createServer({ ...pair, ciphers: 'DEFAULT:@SECLEVEL=0', minVersion: 'TLSv1' })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => server.close())
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  const way = { timeoutMs: 60_000, tls: ca === undefined ? {} : { ca: [ca] }, proxy: undefined }
  return (await handshake(`https://127.0.0.1:${port}/`, { at: 'token', connect: true }, way, never)).outcome
}

describe('a certificate', () => {
  it('is looked at with its chain', async () => {
    const between = await authority.delegate()
    const { key, cert } = await between.issue('O=Test, CN=as', hostNames('127.0.0.1'), { rsa: 1024 })
    expect(await lookAt({ key, cert: `${cert}\n${between.cert}` }, authority.cert)).toMatchObject({
      answer: 'connected',
      trust: 'trusted',
      names_host: true,
      subject: 'O=Test, CN=as',
      key_type: 'rsa',
      key_bits: 1024,
      signatures: ['1.2.840.10045.4.3.2', '1.2.840.10045.4.3.2'],
    })
  })

  it('of a common name alone names nobody, and one that nobody knows is not trusted', async () => {
    const pair = await authority.issue('CN=127.0.0.1', [], { hash: 'SHA-1' })
    expect(await lookAt(pair)).toMatchObject({
      trust: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      names_host: false,
      signatures: ['ecdsaWithSHA1'],
    })
  })
})

it('through a proxy nothing is looked at', async () => {
  const proxy = { url: 'http://u:p@proxy.test:1', origin: 'http://proxy.test:1', from: 'https_proxy' }
  const { outcome } = await handshake(
    'https://as.test/',
    { at: 'token', connect: true },
    { timeoutMs: 1, tls: {}, proxy },
    never,
  )
  expect(outcome).toEqual({
    code: 'not-sent',
    message:
      'not sent: https://as.test is reached through the proxy http://proxy.test:1 (https_proxy), so TLS is not looked at',
  })
})
