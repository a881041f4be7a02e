import { hostOf } from '../../decode/http-url.ts'
import type { EndpointName } from '../../model/vocabulary.ts'
import type { NoRequest, RequestContext } from '../request/context.ts'
import { type Draft, endpointUrl } from './draft.ts'

/** Asks for the path of an endpoint without TLS, at the one place that the target file names for it (decision 36). */
export function plainDraft(name: EndpointName, context: RequestContext): Draft | NoRequest {
  const { plainHttp } = context.target
  if (plainHttp === undefined) return { kind: 'skipped', because: 'the target file has no plainHttp' }
  const found = endpointUrl(name, context)
  if (found.kind !== 'url') return found
  const { pathname, search } = new URL(found.url)
  if (hostOf(found.url) !== hostOf(plainHttp))
    return {
      kind: 'skipped',
      because: `plainHttp of the target file is another host than that of the ${name} endpoint`,
    }
  const url = `${new URL(plainHttp).origin}${pathname}${search}`
  return { kind: 'draft', method: 'GET', url, content: { kind: 'none' }, auth: 'none', plain: true }
}
