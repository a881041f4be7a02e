import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Server } from 'node:net'
import { createServer as createSocketServer, type Socket } from 'node:net'

export interface Asked {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

export interface CannedAnswer {
  readonly status?: number
  readonly json?: unknown
  readonly body?: string | Uint8Array
  readonly headers?: Readonly<Record<string, string | string[]>>
  /** The connection ends without an answer. */
  readonly cut?: boolean
}

export interface TestServer {
  readonly url: string
  readonly asked: Asked[]
  close(): Promise<void>
}

/** A real HTTP server on loopback that answers as the function says and remembers what it was asked. */
export async function serve(
  answer: (asked: Asked, url: string) => CannedAnswer | undefined | Promise<CannedAnswer | undefined>,
): Promise<TestServer> {
  const asked: Asked[] = []
  const server = createServer(async (request, response) => {
    const one = await readRequest(request)
    asked.push(one)
    const found = await answer(one, urlOf(server))
    if (found?.cut) request.socket.destroy()
    else if (found !== undefined) write(response, found)
  })
  await listen(server)
  return { url: urlOf(server), asked, close: () => stop(server, () => server.closeAllConnections()) }
}

/** A socket server for everything that is no proper HTTP. */
export async function serveSocket(talk: (socket: Socket) => void): Promise<TestServer> {
  const sockets = new Set<Socket>()
  const server = createSocketServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.once('data', () => talk(socket))
  })
  await listen(server)
  return {
    url: urlOf(server),
    asked: [],
    close: () =>
      stop(server, () => {
        for (const socket of sockets) socket.destroy()
      }),
  }
}

async function readRequest(request: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  const { method = '', url = '', headers } = request
  return { method, path: url, headers, body: Buffer.concat(chunks).toString('utf8') }
}

function write(response: ServerResponse, { status = 200, json, body, headers }: CannedAnswer): void {
  response.writeHead(status, { ...(json === undefined ? {} : { 'content-type': 'application/json' }), ...headers })
  response.end(json === undefined ? (body ?? '') : JSON.stringify(json))
}

const listen = (server: Server): Promise<void> => new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))

function urlOf(server: Server): string {
  const address: AddressInfo | string | null = server.address()
  return typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : ''
}

function stop(server: Server, cut: () => void): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    cut()
  })
}
