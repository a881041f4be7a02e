import { LimitReached } from './failure.ts'

/** 1 MiB: no OAuth message comes near it. */
const maxBodyBytes = 1_048_576

/** Reads a response body to its end, as sent. Throws LimitReached when it is larger than 1 MiB; the connection is then closed. */
export async function readLimited(body: AsyncIterable<Uint8Array>, origin: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size > maxBodyBytes) throw new LimitReached('too-large', `the answer from ${origin} is larger than 1 MiB`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
