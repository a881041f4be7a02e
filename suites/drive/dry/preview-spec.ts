import { isObject } from '../../decode/json.ts'
import { isReference } from '../../language/reference.ts'
import { resolve } from '../../language/resolve.ts'
import type { Scope } from '../../language/scope.ts'
import type { AuthSpec, Expression, ProofSpec, RequestSpec } from '../../model/scenario.ts'

/** A step's overrides in which every reference that has no value yet is replaced by its own text in ‹quotes›. */
export function previewSpec(spec: RequestSpec, scope: Scope): RequestSpec {
  const { auth, dpop, params, json, headers, query, body, contentType, httpMethod, url } = spec
  return {
    ...(auth === undefined ? {} : { auth: previewMembers<AuthSpec>(auth, scope, 'auth') }),
    ...(dpop === undefined ? {} : { dpop: dpop.map((proof) => previewMembers<ProofSpec>(proof, scope, 'dpop')) }),
    ...(params === undefined ? {} : { params: previewMembers(params, scope, 'params') }),
    ...(json === undefined ? {} : { json: previewMembers(json, scope, 'json') }),
    ...(headers === undefined ? {} : { headers: previewMembers(headers, scope, 'headers') }),
    ...(query === undefined ? {} : { query: previewMembers(query, scope, 'query') }),
    ...(body === undefined ? {} : { body: preview(body, scope, 'body') }),
    ...(contentType === undefined ? {} : { contentType: preview(contentType, scope, 'content_type') }),
    ...(httpMethod === undefined ? {} : { httpMethod: preview(httpMethod, scope, 'http_method') }),
    ...(url === undefined ? {} : { url: preview(url, scope, 'url') }),
  }
}

/** The same for every member of an object of expressions; the member names stay. */
export function previewMembers<T extends object>(members: T, scope: Scope, place: string): T
export function previewMembers(members: Readonly<Record<string, Expression>>, scope: Scope, place: string): unknown {
  return Object.fromEntries(
    Object.entries(members).map(([name, each]) => [name, preview(each, scope, `${place}.${name}`)]),
  )
}

function preview(expression: Expression, scope: Scope, place: string): Expression {
  if (typeof expression === 'string') {
    return isReference(expression) && resolve(expression, scope, place).kind === 'unresolved'
      ? `‹${expression}›`
      : expression
  }
  if (Array.isArray(expression)) return expression.map((each, index) => preview(each, scope, `${place}.${index}`))
  if (!isObject(expression)) return expression
  if ('derive' in expression && resolve(expression, scope, place).kind === 'unresolved') {
    return `‹${String(expression.derive)} of ${typeof expression.from === 'string' ? expression.from : 'a value'}›`
  }
  return previewMembers(expression, scope, place)
}
