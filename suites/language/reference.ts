import { among } from '../decode/among.ts'
import { bad, type Decoded, good } from '../decode/decoded.ts'
import { readKeyName } from '../decode/key-name.ts'
import { isPointer } from '../decode/pointer.ts'
import type {
  CertificateName,
  EndpointName,
  FakeName,
  KeyKind,
  Operation,
  RandomName,
  SuppliedName,
} from '../model/vocabulary.ts'
import {
  certificateNames,
  endpointNames,
  fakeNames,
  operations,
  randomNames,
  suppliedNames,
} from '../model/vocabulary.ts'
import { readStepPart, type StepPart } from './reference-step.ts'

const targetMembers = [
  'issuer',
  'baseUrl',
  'scope',
  'resource',
  'secondResource',
  'authorizationDetails',
  'exchangeAudience',
  'secondExchangeAudience',
  'assertionIssuer',
  'audience',
  'metadataForm',
] as const
type TargetMember = (typeof targetMembers)[number]

/** A reference of the scenario language ("Values and references" in docs/language.md). Pointers are JSON Pointers; "" is the whole value. */
export type Reference = Place & {
  /** True: absent means that the member is left out, instead of an error. */
  readonly optional: boolean
}

type Place =
  | { readonly kind: 'matrix' | 'param' | 'hosted'; readonly name: string }
  | { readonly kind: 'target'; readonly name: TargetMember }
  | { readonly kind: 'endpoint'; readonly name: EndpointName }
  | { readonly kind: 'metadata' | 'client' | 'second'; readonly pointer: string }
  | { readonly kind: 'certificate'; readonly name: CertificateName; readonly pointer: string }
  /** `step`: a step id, or "this" for the check's own step. */
  | ({ readonly kind: 'step'; readonly step: string } & StepPart)
  | { readonly kind: 'all'; readonly operation: Operation; readonly pointer: string }
  | { readonly kind: 'fake'; readonly name: FakeName }
  | { readonly kind: 'random'; readonly name: RandomName }
  /** The public half of a key pair of the run, as a JWK. */
  | { readonly kind: 'key'; readonly name: string; readonly algorithm?: KeyKind }
  | { readonly kind: 'supplied'; readonly name: SuppliedName }

const documents = ['metadata', 'client', 'second'] as const
const named = ['matrix', 'param', 'target', 'endpoint', 'fake', 'random', 'key', 'supplied', 'hosted'] as const
const kinds = [...named, ...documents, 'certificate', 'steps', 'this', 'all'] as const

/** Whether a string of a scenario is a reference, well-formed or not: it begins with `$`, but not with `$$`. */
export function isReference(text: string): boolean {
  return text.startsWith('$') && !text.startsWith('$$')
}

/** The text that a string which is no reference stands for: a leading `$$` is a dollar. */
export function literal(text: string): string {
  return text.startsWith('$$') ? text.slice(1) : text
}

/** The string of a scenario that stands for this text: `literal` undone. */
export const quoted = (text: string): string => (text.startsWith('$') ? `$${text}` : text)

/**
 * Parses one reference, such as `$steps.register.body#/client_id` or `$target.scope?`. A problem is a whole sentence that begins with
 * the reference, lists what exists and guesses what was meant. Whether a step, matrix key or parameter of that name exists is not
 * known here. Never throws.
 */
export function parseReference(text: string): Decoded<Reference> {
  if (!isReference(text)) return bad(`"${text}" is not a reference: it does not begin with one $`)
  const optional = text.endsWith('?')
  const place = readPlace(text.slice(1, optional ? -1 : undefined))
  return place.ok ? good({ ...place.value, optional }) : bad(`${text}: ${place.problem}`)
}

function readPlace(text: string): Decoded<Place> {
  const [path, pointer] = cut(text, '#')
  const [word, rest] = cut(path, '.')
  const kind = among(word, kinds, 'reference')
  if (!kind.ok) return kind
  if (pointer !== undefined && !isPointer(pointer)) return bad(`"${pointer}" is not a JSON Pointer`)
  switch (kind.value) {
    case 'metadata':
    case 'client':
    case 'second':
      return rest === undefined ? good({ kind: kind.value, pointer: pointer ?? '' }) : bad(`write $${word}#/${rest}`)
    case 'certificate':
      return readCertificate(rest ?? '', pointer)
    case 'steps':
      return readStep(rest ?? '', pointer)
    case 'this':
      return readPart('this', rest ?? '', pointer)
    case 'all':
      return readAll(rest ?? '', pointer)
    default:
      return pointer === undefined ? readName(kind.value, rest ?? '') : bad(`$${word} takes no JSON Pointer`)
  }
}

function readName(kind: (typeof named)[number], name: string): Decoded<Place> {
  switch (kind) {
    case 'matrix':
    case 'param':
    case 'hosted':
      return isName(name) ? good({ kind, name }) : bad(`write $${kind}.NAME`)
    case 'target':
      return withName(kind, among(name, targetMembers, 'member of the target'))
    case 'endpoint':
      return withName(kind, among(name, endpointNames, 'endpoint'))
    case 'fake':
      return withName(kind, among(name, fakeNames, 'fake value'))
    case 'random':
      return withName(kind, among(name, randomNames, 'random value'))
    case 'key': {
      const key = readKeyName(name)
      return key.ok
        ? good({ kind, name: key.value.name, ...(key.value.kind === undefined ? {} : { algorithm: key.value.kind }) })
        : key
    }
    case 'supplied':
      return withName(kind, among(name, suppliedNames, 'supplied value'))
    default:
      return kind satisfies never
  }
}

function readCertificate(text: string, pointer = ''): Decoded<Place> {
  const name = among(text, certificateNames, 'certificate')
  return name.ok ? good({ kind: 'certificate', name: name.value, pointer }) : name
}

function withName<K, N>(kind: K, name: Decoded<N>): Decoded<{ readonly kind: K; readonly name: N }> {
  return name.ok ? good({ kind, name: name.value }) : name
}

function readStep(path: string, pointer: string | undefined): Decoded<Place> {
  const [step, rest] = cut(path, '.')
  return isName(step) ? readPart(step, rest ?? '', pointer) : bad('write $steps.ID.PART')
}

function readPart(step: string, path: string, pointer: string | undefined): Decoded<Place> {
  const part = readStepPart(path, pointer)
  return part.ok ? good({ kind: 'step', step, ...part.value }) : part
}

function readAll(path: string, pointer: string | undefined): Decoded<Place> {
  const [word, part] = cut(path, '.')
  const operation = among(word, operations, 'operation')
  if (!operation.ok) return operation
  return part === 'body'
    ? good({ kind: 'all', operation: operation.value, pointer: pointer ?? '' })
    : bad(`write $all.${word}.body#/pointer`)
}

const isName = (text: string): boolean => /^[A-Za-z0-9_-]+$/.test(text)

function cut(text: string, mark: string): readonly [string, string | undefined] {
  const position = text.indexOf(mark)
  return position === -1 ? [text, undefined] : [text.slice(0, position), text.slice(position + 1)]
}
