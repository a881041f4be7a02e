import { readFile } from 'node:fs/promises'
import { createServer, type RequestListener, type Server } from 'node:http'
import { errorCode } from '../../decode/error-code.ts'
import type { Listening } from './place.ts'

/** A listener that is there. */
export interface DocumentListener {
  /** Without a slash at its end. */
  readonly publicUrl: string
  close(): Promise<void>
}

/** 16 KiB of header fields are enough for anybody who asks for a document; nobody keeps a connection for ever. */
const limits = {
  maxHeaderSize: 16_384,
  requestTimeout: 10_000,
  headersTimeout: 10_000,
  keepAliveTimeout: 2_000,
} as const

/** Listens. Rejects with an Error whose message says what to do. */
export async function listen(listening: Listening, receive: RequestListener): Promise<DocumentListener> {
  const { host, port, tls } = listening
  const server = tls === undefined ? createServer({ ...limits }, receive) : await secured(tls, receive)
  const bound = await new Promise<number>((resolve, reject) => {
    server.once('error', (error) =>
      reject(new Error(`hosting.listen: cannot listen on ${host}:${port} (${errorCode(error)})`)),
    )
    server.listen(port, host, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
  return {
    publicUrl: listening.publicUrl ?? `http://${host}:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function secured(tls: NonNullable<Listening['tls']>, receive: RequestListener): Promise<Server> {
  const { createServer: createSecured } = await import('node:https')
  const read = async (name: 'cert' | 'key'): Promise<string> => {
    try {
      return await readFile(tls[name], 'utf8')
    } catch (error) {
      throw new Error(`hosting.tls.${name}: cannot read ${tls[name]} (${errorCode(error)})`)
    }
  }
  return createSecured({ ...limits, cert: await read('cert'), key: await read('key') }, receive)
}
