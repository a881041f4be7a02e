import { resolve } from '../../language/resolve.ts'
import type { Scope } from '../../language/scope.ts'
import type { HeaderField } from '../../model/evidence.ts'
import type { Json } from '../../model/json.ts'
import type { HostedDocument } from '../../model/language.ts'
import type { Expression } from '../../model/scenario.ts'
import { asText } from '../request/overrides.ts'

/** How one document is answered, with every reference in it resolved. */
export interface Served {
  readonly status: number
  readonly headers: readonly HeaderField[]
  readonly body: Uint8Array
  /** Milliseconds. */
  readonly delay: number
  readonly trickle?: number
  /** Octets of white space before the body. */
  readonly padding: number
  readonly close: boolean
}

/** What a document of a scenario looks like on the wire. A reference without value is left out, as in a request. `certificate`: PEM, where it is one. */
export function servedOf(document: HostedDocument, scope: Scope, certificate?: string): Served {
  const { id, headers, redirect, status, delay = 0, trickle, size = 0, close = false } = document
  const value = (expression: Expression, place: string): Json | undefined => {
    const found = resolve(expression, scope, `${id}.${place}`)
    return found.kind === 'value' ? found.value : undefined
  }
  const to = redirect === undefined ? undefined : value(redirect, 'redirect')
  const fields = Object.entries(headers ?? {}).flatMap(([name, each]): HeaderField[] => {
    const found = value(each, name)
    return found === undefined || found === null ? [] : [[name, asText(found)]]
  })
  const typed = fields.some(([name]) => name.toLowerCase() === 'content-type')
  return {
    status: status ?? (to === undefined ? 200 : 302),
    headers: [
      ...(typed ? [] : [['Content-Type', 'application/json'] as const]),
      ...(to === undefined ? [] : [['Location', asText(to ?? '')] as const]),
      ...fields,
    ],
    body: new TextEncoder().encode(certificate ?? contentOf(document, value)),
    delay: delay * 1000,
    ...(trickle === undefined ? {} : { trickle: trickle * 1000 }),
    padding: size,
    close,
  }
}

function contentOf(
  { jwks, document, body }: HostedDocument,
  value: (expression: Expression, place: string) => Json | undefined,
): string {
  if (body !== undefined) return body
  if (jwks !== undefined)
    return JSON.stringify({ keys: jwks.flatMap((key, index) => value(key, `jwks.${index}`) ?? []) })
  return document === undefined ? '' : JSON.stringify(value(document, 'document') ?? null)
}
