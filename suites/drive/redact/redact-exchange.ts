import { bodyOctets, toBody } from '../../decode/body.ts'
import type { Body, Exchange, RecordedRequest, RecordedResponse } from '../../model/evidence.ts'
import type { Redact, Redactors } from './redact-text.ts'

/** An exchange without secrets. Ids, names, status, times and sizes stay as they were. */
export function redactExchange(exchange: Exchange, redact: Redactors): Exchange {
  const { request, response, failure, ...rest } = exchange
  return {
    ...rest,
    request: redactRequest(request, redact),
    ...(response === undefined ? {} : { response: redactResponse(response, redact) }),
    ...(failure === undefined ? {} : { failure: { ...failure, message: redact.text(failure.message) } }),
  }
}

function redactRequest(request: RecordedRequest, redact: Redactors): RecordedRequest {
  const { body, ...rest } = request
  return {
    ...rest,
    url: redact.request(request.url),
    headers: request.headers.map(([name, value]) => [name, redact.field(name, value)] as const),
    ...(body === undefined ? {} : { body: redactBody(body, redact.request) }),
  }
}

/** Most answers hold no secret: they stay the very objects that were recorded, and what was read in them counts on. */
function redactResponse(response: RecordedResponse, redact: Redactors): RecordedResponse {
  const headers = response.headers.map(([name, value]) => [name, redact.response(value)] as const)
  const body = redactBody(response.body, redact.response)
  const same = headers.every(([, value], index) => response.headers[index]?.[1] === value)
  return same && body === response.body ? response : { ...response, headers, body }
}

/** Octets that are not UTF-8 survive: they are read one by one, and only what is secret among them is replaced. */
function redactBody(body: Body, redact: Redact): Body {
  if ('text' in body) {
    const text = redact(body.text)
    return text === body.text ? body : { text }
  }
  const view = Buffer.from(bodyOctets(body)).toString('latin1')
  return toBody(new Uint8Array(Buffer.from(redact(view), 'latin1')))
}
