import { mkdtempSync, writeFileSync } from 'node:fs'
import { createSecureServer } from 'node:http2'
import { createServer } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { selfSigned } from '../../reference-server/tls/certificates.ts'
import { tlsMaterial } from './tls.ts'
import { openTransport } from './transport.ts'

const certificate = await selfSigned('localhost')
const server = createServer(certificate, (_request, response) => response.end('{}'))
const box = mkdtempSync(join(tmpdir(), 'grantcheck-tls-'))
const ca = join(box, 'ca.pem')
writeFileSync(ca, certificate.cert)

let port = 0
beforeAll(async () => {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  port = typeof address === 'object' && address !== null ? address.port : 0
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

async function ask(host: string, tls: { ca?: string }) {
  const transport = openTransport({ connections: 1, timeoutMs: 120_000, tls: await tlsMaterial(tls) })
  const request = { method: 'GET', url: `https://${host}:${port}/`, headers: [] }
  const { outcome } = await transport.send(request, new AbortController().signal)
  await transport.close()
  return outcome
}

describe('certificates are always verified', () => {
  it('a certificate that the target file trusts', async () => {
    expect(await ask('localhost', { ca })).toMatchObject({ status: 200 })
  })

  it('one that nobody vouches for', async () => {
    expect(await ask('localhost', {})).toMatchObject({ code: 'tls' })
  })

  it('a trusted one of another host', async () => {
    expect(await ask('127.0.0.1', { ca })).toMatchObject({ code: 'tls' })
  })

  it('a file that is not there is a mistake of the user', async () => {
    await expect(tlsMaterial({ ca: join(box, 'none.pem') })).rejects.toThrow(/tls\.ca: cannot read/u)
  })
})

describe('HTTP/2', () => {
  /** A server that offers it, and HTTP/1.1 or not. */
  async function offering(allowHTTP1: boolean) {
    const both = createSecureServer({ ...certificate, allowHTTP1 }, (_request, response) => {
      response.writeHead(200)
      response.end('{}')
    })
    await new Promise<void>((resolve) => both.listen(0, '127.0.0.1', resolve))
    const address = both.address()
    const own = typeof address === 'object' && address !== null ? address.port : 0
    const transport = openTransport({ connections: 1, timeoutMs: 120_000, tls: await tlsMaterial({ ca }) })
    const request = { method: 'GET', url: `https://localhost:${own}/`, headers: [] }
    const { outcome } = await transport.send(request, new AbortController().signal)
    await transport.close()
    both.close()
    return outcome
  }

  it('is not used where the server offers HTTP/1.1 too', async () => {
    expect(await offering(true)).toMatchObject({ status: 200 })
  })

  it('is named where the server speaks nothing else', async () => {
    expect(await offering(false)).toMatchObject({
      code: 'tls',
      message: expect.stringMatching(/does not offer HTTP\/1\.1/u),
    })
  })
})
