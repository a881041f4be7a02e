import type { Exchange } from '../../model/evidence.ts'
import { suppliedNonce } from './nonce-challenge.ts'

/** The newest DPoP nonce that each server has supplied. */
export interface NonceMemory {
  learn(exchange: Exchange): void
  /** The nonce to be used until the server supplies another one (RFC 9449 section 8.2). */
  newest(url: string): string | undefined
}

/** Nonces of different servers are different things (RFC 9449 section 9), so each origin has its own. */
export function createNonceMemory(): NonceMemory {
  const nonces = new Map<string, string>()
  return {
    learn({ request, response }) {
      const supplied = suppliedNonce(response?.headers ?? [])
      if (supplied !== undefined) nonces.set(originOf(request.url), supplied)
    },
    newest: (url) => nonces.get(originOf(url)),
  }
}

const originOf = (url: string): string => (URL.canParse(url) ? new URL(url).origin : url)
