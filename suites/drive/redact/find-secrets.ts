import { decodeForm } from '../../decode/form.ts'
import { decodeJson, isObject } from '../../decode/json.ts'
import { remember } from '../../decode/remember.ts'
import type { SecretKind } from '../../model/evidence.ts'
import type { Json } from '../../model/json.ts'

export type Kinds = Readonly<Record<string, SecretKind>>

/** Called for each secret member found: its value, decoded. */
type Found = (value: string, kind: SecretKind) => void

/** A body is searched for several kinds, one after the other. */
const decodeOnce = remember(10, decodeJson)

/** Secret members of a JSON text, at any depth. */
export function findInJson(text: string, kinds: Kinds, found: Found): void {
  const names = jsonMember(kinds)
  // An escape may hide a name (`\u0063lient_secret`); without one, the pattern sees all there is.
  if (!text.includes('\\') && text.search(names) === -1) return
  const json = decodeOnce(text)
  if (json.ok) walk(json.value.value, kinds, found)
  // Also by pattern: a repeated member hides behind the last one, and a broken text has members all the same.
  for (const [, name = '', literal = ''] of text.matchAll(names)) {
    const value = decodeJson(literal)
    const kind = kinds[name]
    if (kind !== undefined && value.ok && typeof value.value.value === 'string') found(value.value.value, kind)
  }
}

function walk(value: Json, kinds: Kinds, found: Found): void {
  if (Array.isArray(value)) for (const each of value) walk(each, kinds, found)
  if (!isObject(value)) return
  for (const [name, member] of Object.entries(value)) {
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined
    if (kind !== undefined && typeof member === 'string') found(member, kind)
    else walk(member, kinds, found)
  }
}

/** Secret members of a form, or of the query or fragment of a URL. */
export function findInForm(text: string, kinds: Kinds, found: Found): void {
  if (!text.includes('=')) return
  for (const [, , name = '', raw = ''] of text.matchAll(formMember(kinds))) {
    const kind = kinds[name]
    if (kind !== undefined) found(formValue(raw), kind)
  }
}

const jsonMembers = new WeakMap<Kinds, RegExp>()
const formMembers = new WeakMap<Kinds, RegExp>()

function cached(patterns: WeakMap<Kinds, RegExp>, kinds: Kinds, make: () => RegExp): RegExp {
  const pattern = patterns.get(kinds) ?? make()
  patterns.set(kinds, pattern)
  return pattern
}

/** `"name": "value"`; the value with its quotes. */
export function jsonMember(kinds: Kinds): RegExp {
  return cached(
    jsonMembers,
    kinds,
    () => new RegExp(`"(${Object.keys(kinds).join('|')})"\\s*:\\s*("(?:[^"\\\\]|\\\\.)*")`, 'gu'),
  )
}

/** `name=value` at the start or after a separator; the value still encoded, or holding tags already. */
export function formMember(kinds: Kinds): RegExp {
  return cached(
    formMembers,
    kinds,
    () => new RegExp(`(^|[?&#])(${Object.keys(kinds).join('|')})=((?:\\[[a-z_]+#[0-9a-f]+\\]|[^&#\\s"'<>])*)`, 'gu'),
  )
}

export const formValue = (raw: string): string => decodeForm(`v=${raw}`)[0]?.[1] ?? ''
