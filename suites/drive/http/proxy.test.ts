import { createServer, type IncomingHttpHeaders } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { serve } from '../testing/servers.ts'
import { proxyFor } from './proxy.ts'
import { openTransport } from './transport.ts'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** A proxy on this machine: whatever host is asked for, the tunnel ends at this port here. */
async function startProxy(port: number, refuses?: number) {
  const seen: { readonly host: string | undefined; readonly credentials: string | undefined }[] = []
  const proxy = createServer()
  proxy.on('connect', ({ url, headers }, socket, head) => {
    seen.push({ host: url, credentials: headers['proxy-authorization'] })
    if (refuses !== undefined) {
      socket.end(`HTTP/1.1 ${refuses} Refused\r\n\r\n`)
      return
    }
    const onward = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connected\r\n\r\n')
      onward.write(head)
      socket.pipe(onward).pipe(socket)
    })
    for (const end of [socket, onward]) end.on('error', () => end.destroy())
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  closing.push(() => new Promise((resolve) => proxy.close(() => resolve())))
  const { port: own }: Pick<AddressInfo, 'port'> = Object(proxy.address())
  return { own, seen }
}

async function ask(
  url: string,
  env: Readonly<Record<string, string>>,
  headers: readonly (readonly [string, string])[] = [],
) {
  const transport = openTransport({ connections: 1, timeoutMs: 60_000, tls: {}, env })
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
    })
    const absent = await ask('http://as.corp.test/', { HTTP_PROXY: 'http://user:pass@127.0.0.1:1' })
    expect(absent).toMatchObject({
      code: 'refused',
      message: expect.stringMatching(/, through the proxy http:\/\/127\.0\.0\.1:1 \(HTTP_PROXY\)$/u),
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
