import type { HeaderField } from '../../model/evidence.ts'
import type { Target } from '../../model/target.ts'
import type { EndpointName } from '../../model/vocabulary.ts'
import type { OutgoingRequest } from '../http/transport.ts'
import { defaultHeaders, withHeaders } from '../request/headers.ts'

/** Makes the plain GET requests of discovery. */
export interface Asking {
  get(endpoint: EndpointName, url: string): OutgoingRequest
}

/** GET requests with the default header fields and those that the target file adds for the endpoint. */
export function askingFor(target: Target, version: string): Asking {
  return {
    get: (endpoint, url) => {
      const extra: readonly HeaderField[] = Object.entries(target.headers[endpoint] ?? {})
      return { method: 'GET', url, headers: withHeaders(defaultHeaders(version), extra) }
    },
  }
}
