import type { JsonObject } from '../../../model/json.ts'
import { parseJsonObject } from '../../wire/json.ts'

/** Where clients may have their keys: this server asks this one address, and neither another machine nor another address of its own. */
const allowed = '127.0.0.1'

const limitMs = 6_000

/** Enough for any honest set of keys. */
const limitOctets = 262_144

/** A set that was read, and how many seconds it may be kept (RFC 9111 section 5.2.2.1). */
export interface Fetched {
  readonly keySet: JsonObject
  readonly maxAge: number
}

/**
 * A JWK Set at a URL that comes from a client, so everything about it is bounded: http and https only, no redirects, no credentials, little time, few octets.
 * Undefined for whatever else comes.
 */
export async function fetchKeySet(url: string): Promise<Fetched | undefined> {
  if (!URL.canParse(url)) return undefined
  const { protocol, hostname } = new URL(url)
  if (!/^https?:$/u.test(protocol) || hostname !== allowed) return undefined
  try {
    const signal = AbortSignal.timeout(limitMs)
    const answer = await fetch(url, { redirect: 'error', credentials: 'omit', signal })
    if (answer.status !== 200) {
      await answer.body?.cancel()
      return undefined
    }
    const text = await limited(answer)
    const keySet = text === undefined ? undefined : parseJsonObject(text)
    return Array.isArray(keySet?.keys) ? { keySet, maxAge: maxAgeOf(answer) } : undefined
  } catch {
    return undefined
  }
}

async function limited({ body }: Response): Promise<string | undefined> {
  const parts: Uint8Array[] = []
  let octets = 0
  for await (const part of body ?? []) {
    octets += part.length
    // Leaving the loop closes the connection.
    if (octets > limitOctets) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

/** How many seconds an answer may be kept. */
export const maxAgeOf = ({ headers }: Response): number => {
  const field = headers.get('cache-control') ?? ''
  return /no-store|no-cache/iu.test(field) ? 0 : Number(/max-age=(\d+)/iu.exec(field)?.[1] ?? 0)
}
