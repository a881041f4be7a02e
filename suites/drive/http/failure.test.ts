import { createServer } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { serverHello } from '../../reference-server/tls/raw.ts'
import { openTransport } from './transport.ts'

it('says in words that a server does not know secure renegotiation', async () => {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    socket.once('data', () => socket.end(serverHello({ version: 0x0303, suite: 0xc02f })))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const transport = openTransport({ connections: 1, timeoutMs: 60_000, tls: {} })
  const request = { method: 'GET', url: `https://127.0.0.1:${port}/`, headers: [] }
  const { outcome } = await transport.send(request, new AbortController().signal)
  await transport.close()
  expect(outcome).toMatchObject({
    code: 'tls',
    message: expect.stringContaining('does not know secure renegotiation (RFC 5746)'),
  })
})
