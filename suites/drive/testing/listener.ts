import { createServer } from 'node:https'
import { TLSSocket } from 'node:tls'
import { throwAway } from '../../reference-server/tls/throw-away.ts'

/** What a listener saw of the client of one request. */
export interface Presented {
  /** SHA-256 over the DER encoding, base64url. Undefined: no certificate. */
  readonly thumbprint?: string
  readonly subject?: string
  /** Whether an authority of the listener vouches for it. */
  readonly authorized: boolean
}

export interface Listener {
  readonly url: string
  readonly seen: Presented[]
  close(): Promise<void>
}

/** A real listener on 127.0.0.1 that asks for a client certificate, takes any, and tells what it was shown. */
export async function listenForCertificates(): Promise<Listener> {
  const { ca, server: pair } = await throwAway()
  const seen: Presented[] = []
  const server = createServer({ ...pair, ca, requestCert: true, rejectUnauthorized: false }, (request, response) => {
    if (request.socket instanceof TLSSocket) seen.push(presented(request.socket))
    response.setHeader('Content-Type', 'application/json').end('{}')
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  return {
    url: `https://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function presented(socket: TLSSocket): Presented {
  const certificate = socket.getPeerX509Certificate()
  const { authorized } = socket
  if (certificate === undefined) return { authorized }
  const thumbprint = Buffer.from(certificate.fingerprint256.replaceAll(':', ''), 'hex').toString('base64url')
  return { authorized, thumbprint, subject: certificate.subject }
}
