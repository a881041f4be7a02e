import type { Dispatcher } from 'undici'
import { toBody } from '../../decode/body.ts'
import type { HeaderField, RecordedResponse, TransportFailure } from '../../model/evidence.ts'
import { LimitReached, toFailure } from './failure.ts'
import type { NamedProxy } from './proxy.ts'

/** 1 MiB: no OAuth message comes near it. */
const maxBodyBytes = 1_048_576

/** Takes one answer as it comes from the connection. */
export interface Collector extends Dispatcher.DispatchHandler {
  /** Ends the exchange for a reason of ours, also while the connection is still being made. */
  stop(reason: Error): void
}

/**
 * Puts the answer together: fields in the order received, octets as sent. A stream of undici would do the same and cost more than all else that a request
 * needs here. `end` is called once, with the whole answer or with what ended the exchange.
 */
export function collect(
  origin: string,
  started: number,
  end: (outcome: RecordedResponse | TransportFailure) => void,
  proxy?: NamedProxy,
): Collector {
  const chunks: Uint8Array[] = []
  let size = 0
  let status = 0
  let headers: readonly HeaderField[] = []
  let ended: Error | true | undefined
  let connection: Dispatcher.DispatchController | undefined
  const fail = (error: Error): void => {
    if (ended !== undefined) return
    ended = error
    connection?.abort(error)
    end(toFailure(error, origin, proxy))
  }
  return {
    stop: fail,
    onRequestStart: (controller) => {
      connection = controller
      if (ended instanceof Error) controller.abort(ended)
    },
    onResponseStart: (controller, code) => {
      // Interim answers (RFC 9110 section 15.2) say nothing about the final one.
      if (code < 200) return
      status = code
      headers = pairs(controller.rawHeaders)
    },
    onResponseData: (_, chunk) => {
      size += chunk.length
      if (size > maxBodyBytes) fail(new LimitReached('too-large', `the answer from ${origin} is larger than 1 MiB`))
      else chunks.push(chunk)
    },
    onResponseEnd: () => {
      if (ended !== undefined) return
      ended = true
      const octets = Buffer.concat(chunks)
      end({
        status,
        headers,
        body: toBody(octets),
        bytes: octets.length,
        receivedAt: new Date().toISOString(),
        durationMs: Math.round(performance.now() - started),
      })
    },
    onResponseError: (_, error) => fail(error),
  }
}

/** A flat list of names and values. */
function pairs(raw: Dispatcher.DispatchController['rawHeaders']): readonly HeaderField[] {
  const list: readonly (Buffer | string)[] = Array.isArray(raw) ? raw : []
  const fields: HeaderField[] = []
  for (let index = 0; index + 1 < list.length; index += 2) fields.push([text(list[index]), text(list[index + 1])])
  return fields
}

/** Octets of fields have no character encoding (RFC 9110 section 5.5): each is shown as one character. */
const text = (octets: Buffer | string | undefined): string =>
  typeof octets === 'object' ? octets.toString('latin1') : (octets ?? '')
