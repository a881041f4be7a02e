import { createServer, type IncomingHttpHeaders } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, connect } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createAuthority, hostNames, type Pair, selfSigned } from '../../reference-server/tls/certificates.ts'
import { serve } from '../testing/servers.ts'
import { identityOf } from '../tls/identity.ts'
import { proxyFor } from './proxy.ts'
import type { TlsMaterial } from './tls.ts'
import { openTransport } from './transport.ts'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** A proxy on this machine: whatever host is asked for, the tunnel ends at this port here. */
async function startProxy(port: number, refuses?: number, itself?: Pair) {
  const seen: { readonly host: string | undefined; readonly credentials: string | undefined }[] = []
  const passed: Buffer[] = []
  const proxy = itself === undefined ? createServer() : createTlsServer(itself)
  proxy.on('connect', ({ url, headers }, socket, head) => {
    seen.push({ host: url, credentials: headers['proxy-authorization'] })
    if (refuses !== undefined) {
      socket.end(`HTTP/1.1 ${refuses} Refused\r\n\r\n`)
      return
    }
    const onward = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connected\r\n\r\n')
      onward.write(head)
      socket.on('data', (octets) => passed.push(octets))
      socket.pipe(onward).pipe(socket)
    })
    for (const end of [socket, onward]) end.on('error', () => end.destroy())
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  closing.push(() => new Promise((resolve) => proxy.close(() => resolve())))
  const { port: own }: Pick<AddressInfo, 'port'> = Object(proxy.address())
  return { own, seen, passed: () => Buffer.concat(passed) }
}

async function ask(
  url: string,
  env: Readonly<Record<string, string>>,
  headers: readonly (readonly [string, string])[] = [],
  tls: TlsMaterial = {},
) {
  const transport = openTransport({ connections: 1, timeoutMs: 60_000, tls, env })
  const request = { method: 'GET', url, headers: [...headers] }
  const { outcome } = await transport.send(request, new AbortController().signal)
  await transport.close()
  return outcome
}

describe('a proxy of the environment', () => {
  it('is used for what is not this machine, with its credentials; no header field gets lost', async () => {
    const asked: IncomingHttpHeaders[] = []
    const server = await serve(({ headers }) => {
      asked.push(headers)
      return { json: {} }
    })
    closing.push(server.close)
    const { own, seen } = await startProxy(Number(new URL(server.url).port))
    const env = { HTTP_PROXY: `http://user:pass@127.0.0.1:${own}` }
    const outcome = await ask('http://as.corp.test/nowhere', env, [
      ['X-Twice', 'a'],
      ['X-Twice', 'b'],
    ])
    expect(outcome).toMatchObject({ status: 200 })
    expect(asked).toEqual([expect.objectContaining({ host: 'as.corp.test', 'x-twice': 'a, b' })])
    expect(seen).toEqual([
      { host: 'as.corp.test:80', credentials: `Basic ${Buffer.from('user:pass').toString('base64')}` },
    ])
  })

  it('that refuses, or is not there, is named without its credentials', async () => {
    const { own } = await startProxy(1, 407)
    const refused = await ask('http://as.corp.test/', { http_proxy: `http://user:pass@127.0.0.1:${own}` })
    expect(refused).toEqual({
      code: 'refused',
      message: `the proxy http://127.0.0.1:${own} (http_proxy) answered 407 to CONNECT for http://as.corp.test`,
      proxy: { variable: 'http_proxy', status: 407 },
    })
    const absent = await ask('http://as.corp.test/', { HTTP_PROXY: 'http://user:pass@127.0.0.1:1' })
    expect(absent).toEqual({
      code: 'refused',
      message: 'the proxy http://127.0.0.1:1 (HTTP_PROXY) does not accept connections (ECONNREFUSED)',
      proxy: { variable: 'HTTP_PROXY' },
    })
    const unknown = await ask('http://as.corp.test/', { HTTP_PROXY: 'http://proxy.invalid:3128' })
    expect(unknown).toMatchObject({
      code: 'dns',
      message: expect.stringMatching(/^the host name of the proxy http:\/\/proxy\.invalid:3128 \(HTTP_PROXY\) cannot/u),
    })
  })
})

describe('https through a proxy', () => {
  /** A TLS server behind a proxy that tunnels to it, whatever host is named. */
  async function secured(certificate: Pair, options: { itself?: Pair; ca?: string } = {}) {
    const asked: { readonly host: string | undefined; readonly subject: string | undefined }[] = []
    const asks = {
      requestCert: true,
      rejectUnauthorized: false,
      ...(options.ca === undefined ? {} : { ca: options.ca }),
    }
    const server = createTlsServer({ ...certificate, ...asks }, ({ headers, socket }, response) => {
      const subject = 'getPeerX509Certificate' in socket ? Object(socket).getPeerX509Certificate()?.subject : undefined
      asked.push({ host: headers.host, subject })
      response.end('{}')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    closing.push(
      () =>
        new Promise((resolve) => {
          server.close(() => resolve())
          server.closeAllConnections()
        }),
    )
    const { port }: Pick<AddressInfo, 'port'> = Object(server.address())
    return { asked, ...(await startProxy(port, undefined, options.itself)) }
  }
  const secret = [['Authorization', 'Bearer secret-of-the-request']] as const

  it('is a tunnel with TLS inside: the proxy learns the host, and nothing else', async () => {
    const certificate = await selfSigned('as.corp.test')
    const { own, seen, passed, asked } = await secured(certificate)
    const env = { HTTPS_PROXY: `http://user:pass@127.0.0.1:${own}` }
    const outcome = await ask('https://as.corp.test/token', env, secret, { ca: [certificate.cert] })
    expect(outcome).toMatchObject({ status: 200 })
    expect(seen).toEqual([
      { host: 'as.corp.test:443', credentials: `Basic ${Buffer.from('user:pass').toString('base64')}` },
    ])
    expect(asked).toEqual([{ host: 'as.corp.test', subject: undefined }])
    // A TLS handshake record (RFC 8446 section 5.1), and no word of the request.
    expect(passed()[0]).toBe(0x16)
    expect(passed().toString('latin1')).not.toMatch(/secret-of-the-request|\/token/u)
  })

  it.each([
    ['nobody vouches for', 'as.corp.test', false],
    ['is for another host', 'other.corp.test', true],
  ])('takes no certificate that %s', async (_, name, trusted) => {
    const certificate = await selfSigned(name)
    const { own, asked } = await secured(certificate)
    const env = { HTTPS_PROXY: `http://127.0.0.1:${own}` }
    const outcome = await ask('https://as.corp.test/', env, secret, trusted ? { ca: [certificate.cert] } : {})
    expect(outcome).toMatchObject({ code: 'tls', message: expect.stringContaining('no TLS connection to https://as') })
    expect(asked).toEqual([])
  })

  it('asks for the certificate of the URL, also where the Host header field says otherwise', async () => {
    const certificate = await selfSigned('as.corp.test')
    const { own, asked } = await secured(certificate)
    const env = { HTTPS_PROXY: `http://127.0.0.1:${own}` }
    const outcome = await ask('https://as.corp.test/', env, [['Host', 'other.corp.test']], { ca: [certificate.cert] })
    expect([outcome, asked[0]?.host]).toEqual([expect.objectContaining({ status: 200 }), 'other.corp.test'])
  })

  it('shows the client certificate to the server', async () => {
    const authority = await createAuthority()
    const certificate = await authority.issue('CN=as.corp.test', hostNames('as.corp.test'))
    const client = await authority.issue('CN=machine', hostNames('client.corp.test'))
    const { own, asked } = await secured(certificate, { ca: authority.cert })
    const env = { HTTPS_PROXY: `http://127.0.0.1:${own}` }
    const tls = { ca: [authority.cert], identity: identityOf('configured', client) }
    expect(await ask('https://as.corp.test/', env, [], tls)).toMatchObject({ status: 200 })
    expect(asked).toEqual([{ host: 'as.corp.test', subject: 'CN=machine' }])
  })

  it('reaches a proxy that speaks TLS itself, by the same authorities', async () => {
    const authority = await createAuthority()
    const certificate = await authority.issue('CN=as.corp.test', hostNames('as.corp.test'))
    const { own } = await secured(certificate, { itself: await authority.issue('CN=proxy', hostNames('localhost')) })
    const env = { HTTPS_PROXY: `https://localhost:${own}` }
    expect(await ask('https://as.corp.test/', env, [], { ca: [authority.cert] })).toMatchObject({ status: 200 })
    const stranger = await ask('https://as.corp.test/', env)
    expect(stranger).toMatchObject({
      code: 'tls',
      message: expect.stringContaining(`the proxy https://localhost:${own}`),
    })
  })
})

describe('which proxy', () => {
  const env = {
    HTTPS_PROXY: 'http://secure:3128',
    http_proxy: 'plain:8080',
    NO_PROXY: 'corp.test, .lab.test:8443 *.wild.test',
  }
  it.each([
    ['https://as.example.org', 'http://secure:3128'],
    ['http://as.example.org', 'http://plain:8080'],
    ['https://corp.test', undefined],
    ['https://as.corp.test/x', undefined],
    ['https://notcorp.test', 'http://secure:3128'],
    ['https://as.lab.test:8443', undefined],
    ['https://as.lab.test', 'http://secure:3128'],
    ['https://as.wild.test', undefined],
    ['http://127.0.0.1:8080', undefined],
    ['http://localhost', undefined],
    ['http://[::1]:3000', undefined],
  ])('%s: %s', (url, origin) => {
    expect(proxyFor(url, env)?.origin).toBe(origin)
  })

  it('none where the environment names none, or exempts all', () => {
    expect(proxyFor('https://as.example.org', {})).toBeUndefined()
    expect(proxyFor('https://as.example.org', { ...env, NO_PROXY: '*' })).toBeUndefined()
    expect(proxyFor('https://as.example.org', { HTTPS_PROXY: '' })).toBeUndefined()
  })
})
