import { isObject } from '../../decode/json.ts'
import { isReference } from '../../language/reference.ts'
import { resolve } from '../../language/resolve.ts'
import type { Scope } from '../../language/scope.ts'
import type { Expression } from '../../model/scenario.ts'

/** An object of expressions in which every reference that has no value yet is replaced by its own text in ‹quotes›; the member names stay. */
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
