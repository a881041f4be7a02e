import { closest } from '../../decode/closest.ts'
import { own } from '../../decode/own-record.ts'
import { mainUrl } from '../origins.ts'
import type { NoRequest, RequestContext } from '../request/context.ts'
import { asText, resolveOne } from '../request/overrides.ts'
import type { DraftOf } from './draft.ts'
import { plainDraft } from './plain-http.ts'

/** A request that OAuth has no word for, at a place that the user has named: nothing that a server says can send it elsewhere (decision 29). */
export const http: DraftOf = (context, { host, path, plain }) => {
  if (plain !== undefined) return plainDraft(plain, context)
  const place = host === undefined ? targetOrigin(context) : named(host, context)
  if (place.kind !== 'place') return place
  const written = resolveOne(path, context.scope, 'path')
  if (written.kind !== 'value') return written
  if (path !== undefined && written.value === undefined)
    return { kind: 'skipped', because: 'no answer before names such a path' }
  const text = asText(written.value ?? '/')
  const url = below(place.url, text)
  if (url === undefined) return { kind: 'blocked', because: `${text} is not a path below ${place.url}` }
  const { fields } = place
  return { kind: 'draft', method: 'GET', url, fields, content: { kind: 'none' }, auth: 'none' }
}

interface Place {
  readonly kind: 'place'
  readonly url: string
  readonly fields: Readonly<Record<string, string>>
}

function targetOrigin({ target }: RequestContext): Place | NoRequest {
  const url = mainUrl(target)
  return url === undefined
    ? { kind: 'blocked', because: 'the target has neither issuer nor base URL, so the step has to name a host' }
    : { kind: 'place', url: new URL(url).origin, fields: {} }
}

/** A rule must not get lost because a name is written wrong here or there: this is undecided, and not "not applicable". */
function named(name: string, { target }: RequestContext): Place | NoRequest {
  const hosts = target.hosts ?? {}
  const host = own(hosts, name)
  if (host !== undefined) return { kind: 'place', url: host.url, fields: host.headers }
  const near = closest(name, Object.keys(hosts))
  const hint = near === undefined ? `write hosts: { ${name}: URL } there` : `did you mean "${near}"?`
  return { kind: 'blocked', because: `the target file names no host "${name}": ${hint}` }
}

/** Paths may come from answers: one that leads out of the host, or above its URL, is none. */
function below(base: string, path: string): string | undefined {
  const text = `${base.replace(/\/$/u, '')}${path}`
  if (!path.startsWith('/') || path.includes('#') || !URL.canParse(text)) return undefined
  const [url, start] = [new URL(text), new URL(base)]
  const folder = start.pathname.replace(/\/$/u, '')
  const inside = url.origin === start.origin && `${url.pathname}/`.startsWith(`${folder}/`)
  return inside ? url.href : undefined
}
