import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Fetch } from '../../model/evidence.ts'
import { sleep } from '../http/sleep.ts'
import type { Served } from './served.ts'

/** How a request for a document goes. */
export interface Progress {
  octets: number
  ended: Fetch['ended']
}

const chunk = 65_536

/** Answers as the document says, until it is all sent, the other side leaves, or the row is over. Never rejects. */
export async function answer(
  served: Served,
  response: ServerResponse<IncomingMessage>,
  progress: Progress,
  over: AbortSignal,
): Promise<void> {
  const gone = leaving(response, over)
  await Promise.race([sleep(served.delay, gone.signal), gone.left])
  if (served.close) {
    progress.ended = 'closed'
    response.destroy()
    return
  }
  if (!gone.signal.aborted) response.writeHead(served.status, served.headers.flat())
  for (const part of partsOf(served)) {
    if (gone.signal.aborted) break
    const taken = new Promise<void>((resolve) => {
      response.write(part, () => resolve())
    })
    await Promise.race([taken, gone.left])
    if (!gone.signal.aborted) progress.octets += part.length
    await sleep(served.trickle ?? 0, gone.signal)
  }
  if (gone.signal.aborted) {
    progress.ended = over.aborted ? 'open' : 'left'
    response.destroy()
    return
  }
  progress.ended = 'complete'
  response.end()
}

function* partsOf({ padding, body, trickle }: Served): Generator<Uint8Array> {
  const blank = new Uint8Array(chunk).fill(0x20)
  for (let left = padding; left > 0; left -= chunk) yield left < chunk ? blank.subarray(0, left) : blank
  if (trickle === undefined) {
    if (body.length > 0) yield body
    return
  }
  for (let index = 0; index < body.length; index += 1) yield body.subarray(index, index + 1)
}

interface Gone {
  readonly signal: AbortSignal
  readonly left: Promise<void>
}

/** Tells when the other side closes before the end, or the row is over. */
function leaving(response: ServerResponse, over: AbortSignal): Gone {
  const controller = new AbortController()
  const left = new Promise<void>((resolve) => {
    const leave = (): void => {
      controller.abort()
      resolve()
    }
    response.once('close', () => {
      over.removeEventListener('abort', leave)
      if (!response.writableFinished) leave()
    })
    if (over.aborted) leave()
    else over.addEventListener('abort', leave, { once: true })
  })
  return { signal: controller.signal, left }
}
