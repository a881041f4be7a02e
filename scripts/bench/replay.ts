import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { Agent } from 'undici'

export interface Sent {
  readonly origin: string
  readonly path: string
  readonly method: string
  readonly headers: string[]
  readonly body: string | undefined
}

/** What undici says when a request is made: the very octets that go out, before redaction. Returns how to stop. */
export function watch(sent: Sent[]): () => void {
  const listener = (message: unknown): void => {
    const { request } = Object(message)
    sent.push({
      origin: String(request.origin),
      path: request.path,
      method: request.method,
      headers: headerList(request.headers),
      body: request.body == null ? undefined : String(request.body),
    })
  }
  subscribe('undici:request:create', listener)
  return () => unsubscribe('undici:request:create', listener)
}

const headerList = (headers: unknown): string[] =>
  Array.isArray(headers)
    ? headers.map(String)
    : String(headers)
        .split('\r\n')
        .filter((line) => line.includes(': '))
        .flatMap((line) => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)])

/** The same requests again, by nothing but undici, at the same concurrency. Milliseconds. */
export async function replay(sent: readonly Sent[], concurrency: number): Promise<number> {
  const agent = new Agent({ connections: concurrency })
  const queue = [...sent]
  const start = performance.now()
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const { origin, path, method, headers, body } = next
      const response = await agent.request({
        origin,
        path,
        method: method as 'GET',
        headers,
        ...(body === undefined ? {} : { body }),
      })
      await response.body.arrayBuffer()
    }
  }
  await Promise.all(Array.from({ length: concurrency }, worker))
  const ms = performance.now() - start
  await agent.close()
  return ms
}
