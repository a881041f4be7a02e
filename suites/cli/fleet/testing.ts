import { mkdtempSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import {
  type ReferenceServer,
  type ReferenceServerOptions,
  startReferenceServer,
} from '../../reference-server/index.ts'

/** A server that ends with the test, and knows how many clients it has. */
export interface CountingServer extends ReferenceServer {
  readonly clients: () => number
}

/** A server as the RFCs ask, with client management (RFC 7592). `before`: called with each request before it is answered; true: it gets no answer. */
export async function aServer(
  options: ReferenceServerOptions = {},
  before: (request: IncomingMessage) => boolean | undefined = () => undefined,
): Promise<CountingServer> {
  let clients = 0
  const gateway = (incoming: IncomingMessage, outgoing: ServerResponse, answer: () => void): void => {
    outgoing.once('finish', () => {
      if (incoming.method === 'POST' && /register/u.test(incoming.url ?? '') && outgoing.statusCode === 201)
        clients += 1
      if (incoming.method === 'DELETE' && outgoing.statusCode === 204) clients -= 1
    })
    if (before(incoming) === true) incoming.socket.destroy()
    else answer()
  }
  const server = await startReferenceServer({ mode: 'full', gateway, ...options })
  onTestFinished(() => server.close())
  return { ...server, clients: () => clients }
}

/** A folder of its own with these files; values that are no text are written as JSON, which is YAML. */
export async function box(files: Readonly<Record<string, unknown>>): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'grantcheck-fleet-'))
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name)
    await mkdir(dirname(path), { recursive: true })
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  }
  return folder
}
