import { bodyOctets, toBody } from '../../decode/body.ts'
import type { Body, Exchange, HeaderField, RecordedRequest, RecordedResponse } from '../../model/evidence.ts'
import type { Redact, Redactors } from './redact-text.ts'

/** An exchange without secrets. Status, times and sizes stay as they were. */
export function redactExchange(exchange: Exchange, redact: Redactors): Exchange {
  const { request, response, failure, step, owner, ...rest } = exchange
  return {
    ...rest,
    owner: redact.text(owner),
    step: redact.text(step),
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
    headers: request.headers.map((field) => redactField(field, redact)),
    ...(body === undefined ? {} : { body: redactBody(body, redact.request) }),
  }
}

/** Most answers hold no secret: they stay the very objects that were recorded, and what was read in them counts on. */
function redactResponse(response: RecordedResponse, redact: Redactors): RecordedResponse {
  const headers = response.headers.map(([name, value]) => [redact.text(name), redact.response(value)] as const)
  const body = redactBody(response.body, redact.response)
  const same = headers.every(([name, value], index) => {
    const field = response.headers[index]
    return field?.[0] === name && field[1] === value
  })
  return same && body === response.body ? response : { ...response, headers, body }
}

function redactField([name, value]: HeaderField, redact: Redactors): HeaderField {
  return /^(proxy-)?authorization$/iu.test(name) ? [name, redact.authorization(value)] : [name, redact.text(value)]
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
