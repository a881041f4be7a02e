import { createServer, type RequestListener } from 'node:http'
import { createServer as createHttp2Server } from 'node:http2'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Server } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { runAgainst, targetOf } from '../live/testing/engine.ts'
import { visit } from '../live/testing/visit.ts'
import { selfSigned } from '../reference-server/tls/certificates.ts'

const running: Server[] = []
afterEach(async () => {
  for (const server of running.splice(0)) await new Promise((resolve) => server.close(resolve))
})

async function listen(server: Server, scheme: 'http' | 'https'): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  running.push(server)
  const { port }: Pick<AddressInfo, 'port'> = Object(server.address())
  return `${scheme}://127.0.0.1:${port}`
}

const page =
  (status: number, html: string): RequestListener =>
  (_request, response) =>
    response.writeHead(status, { 'Content-Type': 'text/html', Connection: 'close' }).end(html)

const gateways: readonly (readonly [what: string, start: () => Promise<string>, says: RegExp, fix: RegExp])[] = [
  [
    'an API gateway that refuses',
    () =>
      listen(
        createServer((_request, response) =>
          response
            .writeHead(403, { 'Content-Type': 'application/json', Connection: 'close' })
            .end('{"message":"Missing Authentication Token"}'),
        ),
        'http',
      ),
    /^metadata answered 403: no token endpoint .*oauth-authorization-server answered 403 application\/json "\{"message":"Missing Authentication Token"\}"; .*openid-configuration answered 403/u,
    /Let the gateway pass this machine.*headers: \{ metadata/u,
  ],
  [
    'a redirect to a login',
    () =>
      listen(
        createServer((_request, response) =>
          response.writeHead(302, { Location: 'https://login.corp.test/?next=x', Connection: 'close' }).end(),
        ),
        'http',
      ),
    /^metadata is redirected: .* answered 302 to https:\/\/login\.corp\.test\/\?next=x;/u,
    /Redirects are not followed/u,
  ],
  [
    'a page',
    () =>
      listen(createServer(page(200, '<!doctype html><style>p{}</style><title>\n Admin console </title><p>Hi')), 'http'),
    /^page, no metadata: .* answered 200 text\/html "Admin console";/u,
    /not the address of a console/u,
  ],
  [
    'a gateway without a server',
    () => listen(createServer(page(503, '<h1>Service\n  Unavailable</h1>')), 'http'),
    /^metadata answered 503: .* answered 503 text\/html "Service Unavailable"/u,
    /Start the server behind this address/u,
  ],
  [
    'a server that compresses unasked',
    () =>
      listen(
        createServer((_request, response) =>
          response
            .writeHead(200, { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip', Connection: 'close' })
            .end(gzipSync('{"issuer":"x"}')),
        ),
        'http',
      ),
    /^metadata is compressed \(gzip\): .* answered 200 application\/json, compressed \(gzip\);/u,
    /Accept-Encoding: identity/u,
  ],
  [
    'HTTP/2 only',
    () => listen(createHttp2Server(), 'http'),
    /^no HTTP\/1\.1 is spoken at .*; tried GET http/u,
    /HTTP\/2 only/u,
  ],
  [
    'https where http was given',
    async () => (await listen(createTlsServer(await selfSigned()), 'https')).replace('https:', 'http:'),
    /^no HTTP\/1\.1 is spoken at http:.*; tried GET http:/u,
    /Write https:\/\/ in place of http:\/\//u,
  ],
  [
    'https where http was given, told by nginx',
    () => listen(createServer(page(400, '<title>400 The plain HTTP request was sent to HTTPS port</title>')), 'http'),
    /^https is spoken: .* answered 400 text\/html "400 The plain HTTP request was sent to HTTPS port"/u,
    /Write https:\/\/ in place of http:\/\//u,
  ],
  [
    'http where https was given',
    async () => (await listen(createServer(page(200, '')), 'http')).replace('http:', 'https:'),
    /^plain http is spoken at https:/u,
    /Write http:\/\/ in place of https:\/\/.*allowHttp: true/u,
  ],
]

describe('what stands before a server is named, with every URL and the one thing to change', () => {
  it.each(gateways)('%s', async (_, start, says, fix) => {
    const issuer = await start()
    const findings = await visit('rfc', targetOf({ issuer }))
    expect(findings[0]).toEqual({
      kind: 'blocking',
      says: expect.stringMatching(says),
      fix: expect.stringMatching(fix),
    })
    // The run says the same.
    const { report } = await runAgainst('rfc', targetOf({ issuer }))
    const [told] = findings
    expect([report.conclusion, report.because.replaceAll(/\d{5}/gu, '')]).toEqual([
      'inconclusive',
      `${told?.says}. ${told?.fix}`.replaceAll(/\d{5}/gu, ''),
    ])
  })
})
