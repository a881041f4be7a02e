import { isObject } from '../decode/json.ts'
import { show } from '../decode/type-of.ts'
import type { Expression } from '../model/scenario.ts'
import { isReference, literal, parseReference, type Reference } from './reference.ts'
import type { StepPart } from './reference-step.ts'

/** What a reference points at: a part of something that a reader of the answers knows. */
interface Described {
  readonly owner: string
  /** "" for the whole of it. */
  readonly part: string
}

/** An expression in the words of somebody who reads the answers: "/scope of the request", or the value itself. */
export function nameOf(expression: Expression): string {
  if (isObject(expression) && expression.derive !== undefined)
    return `${expression.derive} (${nameOf(expression.from ?? null)})`
  if (Array.isArray(expression)) return `[${expression.map(nameOf).join(',')}]`
  if (typeof expression !== 'string') return show(expression)
  if (!isReference(expression)) return show(literal(expression))
  const reference = parseReference(expression)
  if (!reference.ok) return expression
  const { owner, part } = described(reference.value)
  if (part === '') return owner
  // Without more words a pointer means the answer at hand.
  return owner === 'the answer' && part.startsWith('/') ? part : `${part} of ${owner}`
}

/** That a reference leads nowhere, in the same words: "the answer has no /expires_in". */
export function absenceOf(text: string): string {
  const reference = parseReference(text)
  if (!reference.ok) return text
  const { value } = reference
  switch (value.kind) {
    case 'target':
      return `the target file has no ${value.name}, and the server does not tell it`
    case 'endpoint':
      return `the server names no ${value.name} endpoint`
    case 'supplied':
      return `the target file supplies no ${value.name}`
    default: {
      const { owner, part } = described(value)
      return `${owner} has ${part === '' ? 'nothing that can be read' : `no ${part}`}`
    }
  }
}

function described(reference: Reference): Described {
  switch (reference.kind) {
    case 'step':
      return describedPart(reference, reference.step === 'this' ? '' : ` of step "${reference.step}"`)
    case 'all':
      return { owner: `every answer to ${reference.operation}`, part: reference.pointer }
    case 'metadata':
      return { owner: 'the metadata document', part: reference.pointer }
    case 'client':
      return { owner: 'the client information response', part: reference.pointer }
    case 'second':
      return { owner: 'the client information response of the second client', part: reference.pointer }
    case 'certificate':
      return { owner: `the certificate ${reference.name}`, part: reference.pointer }
    case 'matrix':
      return { owner: 'this row of the matrix', part: reference.name }
    case 'param':
      return { owner: 'the profile', part: `parameter ${reference.name}` }
    case 'target':
      return { owner: 'the target', part: reference.name }
    case 'hosted':
      return { owner: 'the run', part: `URL of the document "${reference.name}"` }
    case 'endpoint':
      return { owner: `the ${reference.name} endpoint`, part: 'URL' }
    case 'supplied':
      return { owner: 'the target file', part: reference.name }
    case 'fake':
    case 'random':
    case 'key':
      return { owner: 'the run', part: `${reference.kind} value ${reference.name}` }
    default:
      return reference satisfies never
  }
}

function describedPart(asked: StepPart, of: string): Described {
  switch (asked.part) {
    case 'body':
      return { owner: `the answer${of}`, part: asked.pointer }
    case 'claims':
      return { owner: `the token${of}`, part: asked.pointer === '' ? '' : `claim ${asked.pointer}` }
    case 'jose':
      return { owner: `the header of the token${of}`, part: asked.pointer }
    case 'request':
      return { owner: `the request${of}`, part: asked.pointer }
    case 'certificate':
      return { owner: `the client certificate of the request${of}`, part: asked.pointer }
    case 'assertion':
      return { owner: `the client assertion of the request${of}`, part: asked.pointer }
    case 'status':
      return { owner: `the answer${of}`, part: 'status' }
    case 'text':
      return { owner: `the answer${of}`, part: 'body' }
    case 'url':
      return { owner: `the request${of}`, part: 'URL' }
    case 'header':
      return { owner: `the answer${of}`, part: `header field ${asked.name}` }
    case 'challenge':
      return { owner: `the Bearer challenge in the answer${of}`, part: `parameter ${asked.name}` }
    case 'dpop':
      return { owner: `the DPoP proof of the request${of}`, part: asked.name }
    default:
      return asked satisfies never
  }
}
