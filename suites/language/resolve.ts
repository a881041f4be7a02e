import type { Decoded } from '../decode/decoded.ts'
import { isObject } from '../decode/json.ts'
import { own } from '../decode/own-record.ts'
import { at } from '../decode/pointer.ts'
import { wordsOf } from '../decode/scope-set.ts'
import { show } from '../decode/type-of.ts'
import type { Json, JsonObject } from '../model/json.ts'
import type { Expression } from '../model/scenario.ts'
import { derivations } from '../model/vocabulary.ts'
import { derive } from './derive.ts'
import { publishedUrl } from './published-url.ts'
import { isReference, literal, parseReference, type Reference } from './reference.ts'
import { absenceOf } from './reference-words.ts'
import type { Scope } from './scope.ts'
import { stepPart } from './step-part.ts'

export type Resolved =
  | { readonly kind: 'value'; readonly value: Json }
  /** An optional reference had no value: the member is left out. */
  | { readonly kind: 'omitted' }
  | { readonly kind: 'unresolved'; readonly because: string }

const value = (found: Json): Resolved => ({ kind: 'value', value: found })

/**
 * The value of an expression. `place` names where it stands ("json.client_name"), so that invented values differ by place
 * and stay the same for the same seed. Never throws.
 */
export function resolve(expression: Expression, scope: Scope, place: string): Resolved {
  if (typeof expression === 'string') return resolveText(expression, scope, place)
  if (Array.isArray(expression)) return resolveList(expression, scope, place)
  if (!isObject(expression)) return value(expression)
  if ('derive' in expression) return resolveDerivation(expression, scope, place)
  return resolveObject(expression, scope, place)
}

function resolveText(text: string, scope: Scope, place: string): Resolved {
  if (!isReference(text)) return value(literal(text))
  const parsed = referenceIn(text)
  if (!parsed.ok) return { kind: 'unresolved', because: parsed.problem }
  const found = lookUp(parsed.value, scope, place)
  if (found !== undefined) return value(found)
  if (parsed.value.optional) return { kind: 'omitted' }
  return { kind: 'unresolved', because: absenceOf(text) }
}

/** The same few references are read for every row of a scenario. They come from specification files, so there is an end to them. */
const parsedReferences = new Map<string, Decoded<Reference>>()

function referenceIn(text: string): Decoded<Reference> {
  const known = parsedReferences.get(text) ?? parseReference(text)
  parsedReferences.set(text, known)
  return known
}

function lookUp(reference: Reference, scope: Scope, place: string): Json | undefined {
  switch (reference.kind) {
    case 'matrix':
      return own(scope.row, reference.name)
    case 'param':
      return own(scope.facts.parameters, reference.name)
    case 'target':
      return reference.name === 'metadataForm' ? metadataForm(scope) : scope.facts[reference.name]
    case 'endpoint':
      return publishedUrl(scope.facts.endpoints[reference.name])
    case 'metadata':
      return at(scope.metadata, reference.pointer)
    case 'client':
      return at(scope.client, reference.pointer)
    case 'second':
      return at(scope.second, reference.pointer)
    case 'hosted':
      return scope.hostedUrl?.(reference.name)
    case 'supplied':
      return scope.supplied?.[reference.name]
    case 'certificate':
      return at(scope.certificates?.[reference.name], reference.pointer)
    case 'step':
      return stepPart(reference, scope)
    case 'all':
      return everyValue(reference, scope)
    case 'fake':
    case 'random':
      return scope.invent(reference.kind, reference.name, place)
    case 'key':
      return scope.publicKey?.(reference.name, reference.algorithm)
    default:
      return reference satisfies never
  }
}

/** Where the metadata document was found. A URL from the target file says nothing of the well-known places. */
function metadataForm({ facts }: Scope): string | undefined {
  return facts.metadata?.form === 'explicit' ? undefined : facts.metadata?.form
}

function everyValue(reference: Extract<Reference, { kind: 'all' }>, scope: Scope): Json {
  const found: Json[] = []
  for (const exchange of scope.all()) {
    if (exchange.operation !== reference.operation) continue
    const status = exchange.response?.status ?? 0
    if (status < 200 || status > 299) continue
    const each = stepPart(
      { part: 'body', pointer: reference.pointer, step: '' },
      { ...scope, exchange: () => exchange },
    )
    if (each !== undefined) found.push(each)
  }
  return found
}

function resolveList(list: readonly Json[], scope: Scope, place: string): Resolved {
  const out: Json[] = []
  for (const [index, item] of list.entries()) {
    const resolved = resolve(item, scope, `${place}.${index}`)
    if (resolved.kind === 'unresolved') return resolved
    if (resolved.kind === 'value') out.push(resolved.value)
  }
  return value(out)
}

function resolveObject(object: JsonObject, scope: Scope, place: string): Resolved {
  const out: [string, Json][] = []
  for (const [name, item] of Object.entries(object)) {
    const resolved = resolve(item, scope, `${place}.${name}`)
    if (resolved.kind === 'unresolved') return resolved
    if (resolved.kind === 'value') out.push([name, resolved.value])
  }
  // Not by assignment: a member may be called __proto__.
  return value(Object.fromEntries(out))
}

function resolveDerivation(object: JsonObject, scope: Scope, place: string): Resolved {
  const name = derivations.find((each) => each === object.derive)
  if (name === undefined) return { kind: 'unresolved', because: `there is no derivation ${show(object.derive)}` }
  const from = resolve(object.from ?? null, scope, `${place}.from`)
  if (from.kind !== 'value') return from
  const text = name === 'join_words' ? wordsOf(from.value)?.join(' ') : from.value
  if (typeof text !== 'string') return { kind: 'unresolved', because: `${name} needs text to start from` }
  return value(derive(name, text))
}
