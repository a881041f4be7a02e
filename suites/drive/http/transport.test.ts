import { afterEach, describe, expect, it } from 'vitest'
import { bodyOctets } from '../../decode/body.ts'
import { serve, serveSocket, type TestServer } from '../testing/servers.ts'
import { openTransport, type Reply, type Transport } from './transport.ts'

const open: (TestServer | Transport)[] = []
const kept = <T extends TestServer | Transport>(thing: T): T => {
  open.push(thing)
  return thing
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((thing) => thing.close()))
})

const transport = (timeoutMs = 120_000): Transport => kept(openTransport({ connections: 2, timeoutMs, tls: {} }))
const never = new AbortController().signal
const get = (url: string, timeoutMs?: number, signal = never): Promise<Reply> =>
  transport(timeoutMs).send({ method: 'GET', url, headers: [] }, signal)
const raw = async (bytes: string | undefined, end = true): Promise<Reply> => {
  const server = kept(
    await serveSocket((socket) => {
      if (bytes === undefined) return void socket.resetAndDestroy()
      socket.write(Buffer.from(bytes, 'latin1'))
      if (end) socket.end()
    }),
  )
  return get(server.url)
}
const codeOf = ({ outcome }: Reply) =>
  'code' in outcome ? outcome.code : 'status' in outcome ? outcome.status : outcome.answer

describe('what a server may send', () => {
  it('keeps order, case and repetition of header fields, and the octets of the body', async () => {
    const { outcome } = await raw(
      'HTTP/1.1 200 OK\r\nX-A: 1\r\nx-a: 2\r\nSet-Cookie: a\r\nContent-Length: 3\r\n\r\n\xff\x00a',
    )
    if (!('status' in outcome)) throw new Error(JSON.stringify(outcome))
    expect(outcome.headers.slice(0, 3)).toEqual([
      ['X-A', '1'],
      ['x-a', '2'],
      ['Set-Cookie', 'a'],
    ])
    expect([...bodyOctets(outcome.body)]).toEqual([255, 0, 97])
    expect(outcome.bytes).toBe(3)
  })

  it('leaves interim answers aside (RFC 9110 section 15.2)', async () => {
    const { outcome } = await raw(
      'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nno',
    )
    expect(outcome).toMatchObject({ status: 404, headers: [['Content-Length', '2']], body: { text: 'no' } })
  })

  it('does not decompress', async () => {
    const { outcome } = await raw('HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\n\x1f\x8b\x08')
    expect(outcome).toMatchObject({ status: 200, bytes: 3, body: { base64: 'H4sI' } })
  })

  it.each([
    ['garbage', 'this is no HTTP\r\n\r\n', 'protocol'],
    ['invalid octets in a header name', 'HTTP/1.1 200 OK\r\nX-\x01a: b\r\n\r\n', 'protocol'],
    ['a broken chunk size', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhi', 'protocol'],
    [
      'two lengths',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n2\r\nhi\r\n0\r\n\r\n',
      'protocol',
    ],
    ['an upgrade nobody asked for', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n', 'protocol'],
    ['a header section without end', `HTTP/1.1 200 OK\r\nX: ${'a'.repeat(200_000)}`, 'too-large'],
    ['fewer octets than announced', 'HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nhi', 'reset'],
    ['nothing, then the end', '', 'reset'],
    ['a reset', undefined, 'reset'],
    ['an unknown status', 'HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n', 999],
    ['thousands of header fields', `HTTP/1.1 200 OK\r\n${'X: a\r\n'.repeat(5_000)}\r\n`, 200],
  ])('survives %s', async (_, bytes, expected) => {
    expect(codeOf(await raw(bytes))).toBe(expected)
  })

  it('gives up on a body larger than 1 MiB', async () => {
    const server = kept(
      await serveSocket((socket) => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n')
        const pour = (): void => void (socket.destroyed || socket.write(Buffer.alloc(65_536, 97), pour))
        pour()
      }),
    )
    expect((await get(server.url)).outcome).toMatchObject({
      code: 'too-large',
      message: expect.stringContaining('1 MiB'),
    })
  })
})

describe('the time limit', () => {
  it('ends an exchange that is never answered', async () => {
    const server = kept(await serve(() => undefined))
    expect((await get(server.url, 150)).outcome).toMatchObject({
      code: 'timeout',
      message: expect.stringContaining('0.15 s'),
    })
  })

  it('covers a body that trickles for ever', async () => {
    const server = kept(
      await serveSocket((socket) => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n')
        const timer = setInterval(() => socket.write('a'), 20)
        socket.on('close', () => clearInterval(timer))
      }),
    )
    expect(codeOf(await get(server.url, 200))).toBe('timeout')
  })
})

describe('what it refuses to do', () => {
  it('never follows a redirect and sends no cookie back', async () => {
    const server = kept(
      await serve((_, url) => ({ status: 302, headers: { location: `${url}/next`, 'set-cookie': 'a=b' } })),
    )
    const http = transport()
    const first = await http.send({ method: 'GET', url: `${server.url}/loop`, headers: [] }, never)
    await http.send({ method: 'GET', url: `${server.url}/loop`, headers: [] }, never)
    expect(codeOf(first)).toBe(302)
    expect(server.asked.map(({ path, headers }) => [path, headers.cookie])).toEqual([
      ['/loop', undefined],
      ['/loop', undefined],
    ])
  })

  it('says what is wrong when nobody listens, or the name does not exist', async () => {
    const server = await serve(() => ({}))
    await server.close()
    expect((await get(server.url)).outcome).toMatchObject({
      code: 'refused',
      message: expect.stringContaining('does not accept connections'),
    })
  })

  it('ends at once when the run is interrupted', async () => {
    const controller = new AbortController()
    const server = kept(await serve(() => void controller.abort()))
    expect(codeOf(await get(server.url, undefined, controller.signal))).toBe('interrupted')
  })

  it('speaks TLS to nobody who does not', async () => {
    const server = kept(await serve(() => ({})))
    expect(['tls', 'reset']).toContain(codeOf(await get(server.url.replace('http:', 'https:'))))
  })

  it.each([
    ['a line break in a header field', { method: 'GET', headers: [['X', 'a\nb']] as const }],
    ['a request for a tunnel', { method: 'CONNECT', headers: [] }],
    ['a method that is no token', { method: 'G ET', headers: [] }],
  ])('does not throw for %s', async (_, request) => {
    const server = kept(await serve(() => ({})))
    expect(codeOf(await transport().send({ url: server.url, ...request }, never))).toBe('protocol')
    expect(server.asked).toEqual([])
  })
})
