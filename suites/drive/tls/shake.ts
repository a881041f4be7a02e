import { connect, type LookupFunction } from 'node:net'
import { readServerAnswer } from '../../decode/tls/server-answer.ts'
import type { TlsSeen, TransportFailure } from '../../model/evidence.ts'
import type { TlsOffer } from '../../model/language.ts'
import { LimitReached, toFailure } from '../http/failure.ts'
import { writeClientHello } from './client-hello.ts'

/** Where a connection goes, and how long it may take. */
export interface TlsPeer {
  readonly host: string
  readonly port: number
  /** Scheme, host and port, for messages. */
  readonly origin: string
  readonly timeoutMs: number
  readonly lookup?: LookupFunction
}

/** Sends one ClientHello, reads the first answer and hangs up. Never rejects. A connection that is closed after the hello is an answer; one that is never made is none. */
export function shake(offer: TlsOffer, peer: TlsPeer, signal: AbortSignal): Promise<TlsSeen | TransportFailure> {
  const { host, port, origin, timeoutMs, lookup } = peer
  return new Promise((resolve) => {
    let octets = Buffer.alloc(0)
    let connected = false
    const end = (seen: TlsSeen | TransportFailure): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', interrupt)
      socket.destroy()
      resolve(seen)
    }
    const look = (ended: boolean): void => {
      const seen = readServerAnswer(octets, ended)
      if (seen !== undefined) end(seen)
    }
    const socket = connect({ host, port, ...(lookup === undefined ? {} : { lookup }) })
    const timer = setTimeout(() => {
      end({ code: 'timeout', message: `${origin} did not answer the ClientHello within ${timeoutMs / 1000} s` })
    }, timeoutMs)
    const interrupt = (): void =>
      end(toFailure(signal.reason instanceof LimitReached ? signal.reason : interrupted, origin))
    signal.addEventListener('abort', interrupt, { once: true })
    socket.on('connect', () => {
      connected = true
      socket.write(writeClientHello(offer, host))
    })
    socket.on('data', (more: Buffer) => {
      octets = Buffer.concat([octets, more])
      look(false)
    })
    socket.on('end', () => look(true))
    socket.on('error', (error) => (connected ? look(true) : end(toFailure(error, origin))))
    socket.on('close', () => look(true))
    if (signal.aborted) interrupt()
  })
}

const interrupted = new LimitReached('interrupted', 'the run was interrupted')
