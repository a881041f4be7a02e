import { encodeForm } from '../../decode/form.ts'
import type { Scope } from '../../language/scope.ts'
import type { Json } from '../../model/json.ts'
import type { RequestSpec } from '../../model/scenario.ts'
import type { Pair } from '../auth/parts.ts'
import type { Draft } from '../operations/draft.ts'
import type { NoRequest } from './context.ts'
import { asText, type Overrides, resolveOne, resolveOverrides, withOverrides } from './overrides.ts'

/** The content of a request, ready to be put together. */
export interface Composed {
  readonly kind: 'content'
  readonly body?: string
  readonly contentType?: string
  /** Members that travel in the query, because the method has no body. */
  readonly query: readonly Pair[]
  readonly encode: (pairs: readonly Pair[]) => string
}

export interface ContentInput {
  readonly draft: Draft
  readonly method: string
  readonly spec: RequestSpec
  /** Members that client authentication adds to the form. */
  readonly form: readonly Pair[]
  readonly scope: Scope
}

const formType = 'application/x-www-form-urlencoded'
const jsonType = 'application/json'

/** Body, content type and query members of a step's request. `body` and `content_type` of the step are taken as they stand. */
export function composeContent(input: ContentInput): Composed | NoRequest {
  const { spec, scope } = input
  const params = resolveOverrides(spec.params, scope, 'params')
  const json = resolveOverrides(spec.json, scope, 'json')
  const body = resolveOne(spec.body, scope, 'body')
  const type = resolveOne(spec.content_type, scope, 'content_type')
  if (params.kind !== 'value') return params
  if (json.kind !== 'value') return json
  if (body.kind !== 'value') return body
  if (type.kind !== 'value') return type
  const usual = usualContent(input, params.value, spec.json === undefined ? undefined : json.value)
  const text = body.value === undefined ? usual.body : asText(body.value)
  const contentType = spec.content_type === undefined ? (usual.contentType ?? typeFor(input, text)) : type.value
  return {
    kind: 'content',
    query: usual.query,
    encode: encodeForm,
    ...(text === undefined ? {} : { body: text }),
    ...(contentType === undefined ? {} : { contentType: asText(contentType) }),
  }
}

interface Usual {
  readonly body?: string
  readonly contentType?: string
  readonly query: readonly Pair[]
}

function usualContent({ draft, method, form }: ContentInput, params: Overrides, json: Overrides | undefined): Usual {
  const { content } = draft
  const bodiless = method === 'GET' || method === 'HEAD'
  const defaults = content.kind === 'form' ? [...content.members, ...form] : form
  const pairs = override(defaults, params)
  if (json !== undefined || (content.kind === 'json' && pairs.length === 0)) {
    const members = content.kind === 'json' ? content.members : Object.fromEntries(pairs)
    const text = JSON.stringify(withOverrides(members, json ?? []))
    return bodiless ? { query: [] } : { body: text, contentType: jsonType, query: [] }
  }
  if (bodiless || (content.kind === 'none' && method === 'DELETE')) return { query: pairs }
  if (content.kind === 'none' && pairs.length === 0) return { query: [] }
  return { body: encodeForm(pairs), contentType: formType, query: [] }
}

/** A body that the step spells out has the content type that the operation usually sends. */
function typeFor({ draft }: ContentInput, text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  return draft.content.kind === 'json' ? jsonType : formType
}

/** A value replaces the member where it stands, a list repeats it, `undefined` leaves it out; new members follow in order. */
function override(defaults: readonly Pair[], overrides: Overrides): readonly Pair[] {
  const pending = new Map(overrides)
  const kept = defaults.flatMap(([name, value]): readonly Pair[] => {
    if (!overrides.some(([each]) => each === name)) return [[name, value]]
    const replacement = pending.get(name)
    pending.delete(name)
    return replacement === undefined ? [] : repeat(name, replacement)
  })
  return [...kept, ...[...pending].flatMap(([name, value]) => (value === undefined ? [] : repeat(name, value)))]
}

function repeat(name: string, value: Json): readonly Pair[] {
  return Array.isArray(value) ? value.map((each) => [name, asText(each)] as const) : [[name, asText(value)]]
}
