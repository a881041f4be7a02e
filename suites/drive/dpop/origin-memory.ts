import { clockOf, hasDateHeader } from '../../decode/answer.ts'
import type { Exchange } from '../../model/evidence.ts'
import { suppliedNonce } from './nonce-challenge.ts'

/** What the answers of each origin have told: the newest DPoP nonce, and how far its clock is from ours. */
export interface OriginMemory {
  learn(exchange: Exchange): void
  /** The nonce to be used until the server supplies another one (RFC 9449 section 8.2). */
  nonce(url: string): string | undefined
  /** Seconds since 1970 by the server's clock, as far as it has shown it. */
  now(url: string): number
}

/** A Date header counts whole seconds and is as old as the way back is long. */
const tolerance = 2

/** Nonces of different servers are different things (RFC 9449 section 9), so each origin has its own. */
export function createOriginMemory(): OriginMemory {
  const nonces = new Map<string, string>()
  const offsets = new Map<string, number>()
  return {
    learn(exchange) {
      const { response } = exchange
      if (response === undefined) return
      const origin = originOf(exchange.request.url)
      const supplied = suppliedNonce(response.headers)
      if (supplied !== undefined) nonces.set(origin, supplied)
      if (!hasDateHeader(exchange)) return
      const offset = clockOf(exchange) - Date.parse(response.receivedAt) / 1000
      offsets.set(origin, Math.abs(offset) > tolerance ? Math.round(offset) : 0)
    },
    nonce: (url) => nonces.get(originOf(url)),
    now: (url) => Math.floor(Date.now() / 1000) + (offsets.get(originOf(url)) ?? 0),
  }
}

const originOf = (url: string): string => (URL.canParse(url) ? new URL(url).origin : url)
