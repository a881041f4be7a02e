import type { HeaderField } from '../../model/evidence.ts'
import type { RequestSpec } from '../../model/scenario.ts'
import type { Operation } from '../../model/vocabulary.ts'
import type { AuthParts } from '../auth/parts.ts'
import { proofFields } from '../dpop/proof-fields.ts'
import type { Draft } from '../operations/draft.ts'
import { drafts } from '../operations/index.ts'
import { metadataAt } from '../operations/metadata.ts'
import { authOf } from './auth-of.ts'
import { authenticate } from './authenticate.ts'
import { type Composed, composeContent } from './compose.ts'
import { connectionOf } from './connection.ts'
import type { Built, NoRequest, RequestContext } from './context.ts'
import { exposedIn } from './exposed.ts'
import { grantAssertion } from './grant-assertion.ts'
import { defaultHeaders, withHeaders, withoutHeaders } from './headers.ts'
import { asText, type Overrides, resolveOne, resolveOverrides } from './overrides.ts'
import { usualCertificate, withUsualProof } from './usual-proof.ts'

/**
 * The request of a step: the operation's correct default, overridden as the step says (docs/language.md). Does no I/O: the same context
 * gives the same request, but for what is signed with a key of the run. What stands in the way is `skipped` (not applicable) or `blocked` (cannot be sent), with the reason.
 */
export async function buildRequest(operation: Operation, asked: RequestSpec, context: RequestContext): Promise<Built> {
  const spec = withUsualProof(operation, asked, context)
  const usual = spec.place === undefined ? drafts[operation](context, spec) : metadataAt(spec.place, context)
  const plain = placed(usual, spec, context)
  if (plain.kind !== 'draft') return plain
  const draft = operation === 'jwt_grant' ? await withAssertion(plain, spec, context) : plain
  if (draft.kind !== 'draft') return draft
  const auth = await authenticate(draft.auth, authOf(spec), context)
  if (auth.kind !== 'parts') return auth
  const certificate = auth.parts.certificate ?? usualCertificate(operation, spec, context)
  const connection = connectionOf(draft, certificate, context)
  if (connection.kind !== 'connection') return connection
  const method = resolveOne(spec.http_method, context.scope, 'http_method')
  const query = resolveOverrides(spec.query, context.scope, 'query')
  const headers = resolveOverrides(spec.headers, context.scope, 'headers')
  for (const part of [method, query, headers]) if (part.kind !== 'value') return part
  const verb = method.kind === 'value' && method.value !== undefined ? asText(method.value) : draft.method
  const content = composeContent({ draft, method: verb, spec, form: auth.parts.form, scope: context.scope })
  if (content.kind !== 'content') return content
  const added = query.kind === 'value' ? query.value : []
  const replaced = headers.kind === 'value' ? headers.value : []
  const url = withQuery(connection.url, auth.parts, content, added)
  const exposed = exposedIn(url, context.target)
  if (exposed !== undefined) return { kind: 'skipped', because: exposes(exposed) }
  const proofs = await proofFields(spec, { method: verb, url, named: namedUrl(url, draft, context) }, context)
  if (proofs.kind !== 'value') return proofs
  return {
    kind: 'request',
    request: {
      method: verb,
      url,
      headers: [...fieldsOf(draft, auth.parts, content, replaced, context), ...proofs.value],
      ...(content.body === undefined ? {} : { body: content.body }),
      ...(connection.certificate === undefined ? {} : { certificate: connection.certificate }),
      ...(draft.plain === undefined ? {} : { plain: draft.plain }),
    },
  }
}

const exposes = (entry: string): string =>
  `the URL would show the secret of ${entry} in the target file, which exposeSecrets: true has to allow`

/** What the server calls the URL, where the target file sends the request elsewhere. */
function namedUrl(url: string, { endpoint }: Draft, { scope }: RequestContext): string {
  const { url: called, published } = (endpoint === undefined ? undefined : scope.facts.endpoints[endpoint]) ?? {}
  return called === undefined || published === undefined || !url.startsWith(called)
    ? url
    : `${published}${url.slice(called.length)}`
}

/** The grant itself is signed, so it is made last. */
async function withAssertion(draft: Draft, spec: RequestSpec, context: RequestContext): Promise<Draft | NoRequest> {
  const granted = await grantAssertion(spec.assertion, context)
  if (granted.kind !== 'members' || draft.content.kind !== 'form') return granted.kind === 'members' ? draft : granted
  return { ...draft, content: { kind: 'form', members: [...draft.content.members, ...granted.members] } }
}

/** A step may name another place for the document, as far as an answer has named one. */
function placed(draft: Draft | NoRequest, spec: RequestSpec, { scope }: RequestContext): Draft | NoRequest {
  if (draft.kind !== 'draft' || spec.url === undefined) return draft
  const url = resolveOne(spec.url, scope, 'url')
  if (url.kind !== 'value') return url
  if (url.value === undefined) return { kind: 'skipped', because: 'no answer before names such a URL' }
  return { ...draft, url: asText(url.value) }
}

/** The endpoint's own query component stays (RFC 6749 section 3.2). */
function withQuery(url: string, auth: AuthParts, content: Composed, added: Overrides): string {
  const more = added.flatMap(([name, value]) => (value === undefined ? [] : repeated(name, value)))
  const pairs = [...content.query, ...auth.query, ...more]
  if (pairs.length === 0) return url
  const text = content.encode(pairs)
  return `${url}${url.includes('?') ? '&' : '?'}${text}`
}

function repeated(
  name: string,
  value: Exclude<Overrides[number][1], undefined>,
): readonly (readonly [string, string])[] {
  return Array.isArray(value) ? value.map((each) => [name, asText(each)] as const) : [[name, asText(value)]]
}

function fieldsOf(
  draft: Draft,
  auth: AuthParts,
  content: Composed,
  replaced: Overrides,
  { target, version }: RequestContext,
): readonly HeaderField[] {
  const type: readonly HeaderField[] = content.contentType === undefined ? [] : [['Content-Type', content.contentType]]
  const { endpoint, fields = {} } = draft
  const configured = Object.entries((endpoint === undefined ? undefined : target.headers[endpoint]) ?? fields)
  const usual = withHeaders([...defaultHeaders(version), ...type, ...auth.headers], configured)
  const names = replaced.map(([name]) => name)
  const given = replaced.flatMap(([name, value]) => (value === undefined ? [] : repeated(name, value)))
  return [...withoutHeaders(usual, names), ...given]
}
