import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { errorCode } from '../../decode/error-code.ts'

/** A listener of one document, of which each connection counts, whatever is said over it. */
export interface Canary {
  readonly port: number
  close(): void
}

export interface CanaryEvents {
  connected(socket: Socket): void
  asked(request: IncomingMessage, response: ServerResponse): void
}

/** Listens on a free port of this address. Rejects with an Error that says why it cannot. */
export async function openCanary(address: string, { connected, asked }: CanaryEvents): Promise<Canary> {
  const server = createServer({ maxHeaderSize: 16_384, requestTimeout: 10_000, headersTimeout: 10_000 }, asked)
  server.on('connection', connected)
  // What is not HTTP, such as the beginning of TLS, has been counted already.
  server.on('clientError', (_error, socket) => socket.destroy())
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', (error) => reject(new Error(`cannot listen on ${address} (${errorCode(error)})`)))
    server.listen(0, address, () => {
      const bound = server.address()
      resolve(typeof bound === 'object' && bound !== null ? bound.port : 0)
    })
  })
  return {
    port,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
