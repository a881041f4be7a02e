import { decodeForm, formEncode } from '../../decode/form.ts'
import { decodeJson } from '../../decode/json.ts'
import { remember } from '../../decode/remember.ts'
import { hasTag } from '../../decode/tag.ts'
import type { SecretKind } from '../../model/evidence.ts'
import { formMember, formValue, jsonMember, type Kinds } from './find-secrets.ts'
import { hiddenForms } from './hidden-forms.ts'
import { mapLiterals } from './json-literals.ts'
import { requestMembers, secretMembers } from './names.ts'
import { replacerOf } from './replacer.ts'
import { credentialsIn } from './secret-fields.ts'
import type { Vault } from './vault.ts'

export type Redact = (text: string) => string

export interface Redactors {
  /** Any text: every secret in any encoding. */
  readonly text: Redact
  /** A request's URL or body: also what stands in a place of secrets without being known as one. */
  readonly request: Redact
  readonly response: Redact
  /** The value of a header field of a request. */
  readonly field: (name: string, value: string) => string
}

/** Functions that replace the vault's secrets by their tags. To be made once everything is in the vault. */
export function redactorsOf(vault: Vault): Redactors {
  const replace = replacerOf(vault.needles())
  const plain: Redact = (original) => decodedRuns(decodedLiterals(replace(original), replace), replace)
  const hide = hiddenForms(plain)
  const text = once((original) => hide(plain(original)))
  const structural = (kinds: Kinds): Redact =>
    once((original) => formMembers(jsonMembers(text(original), kinds, vault), kinds, vault))
  return {
    text,
    request: structural(requestMembers),
    response: structural(secretMembers),
    field: (name, value) => {
      if (/^(proxy-)?authorization$/iu.test(name)) return hidden(text(value), 'credentials', vault)
      return vault.holdsSecret(name) ? hidden(text(value), 'secret', vault) : text(value)
    },
  }
}

/** Field values, URLs and error bodies come again and again; long texts hardly ever. */
function once(redact: Redact): Redact {
  const remembered = remember(10_000, redact)
  return (text) => (text.length > 300 ? redact(text) : remembered(text))
}

/** A JSON string may escape any character in several ways: compare what it means, not how it is written. */
function decodedLiterals(text: string, replace: Redact, depth = 3): string {
  if (!text.includes('\\')) return text
  return mapLiterals(text, (literal) => {
    const decoded = literal.includes('\\') ? decodeJson(literal) : undefined
    const value = decoded?.ok ? decoded.value.value : undefined
    if (typeof value !== 'string') return literal
    // JSON in JSON.
    const once = replace(value)
    const replaced = depth === 0 ? once : decodedLiterals(once, replace, depth - 1)
    return replaced === value ? literal : JSON.stringify(replaced)
  })
}

/** The same for percent-encoding, which may escape more than it must. */
function decodedRuns(text: string, replace: Redact): string {
  if (!text.includes('%')) return text
  return text.replace(/[^\s"'<>&=?#;,]+/gu, (run) => {
    if (!/%[0-9A-Fa-f]{2}/u.test(run)) return run
    for (const decoded of [formValue(run), formValue(run.replaceAll('+', '%2B'))]) {
      const replaced = replace(decoded)
      if (replaced !== decoded) return readable(replaced)
    }
    return run
  })
}

/** Encodes all but the tags. */
function readable(text: string): string {
  const [head = '', ...rest] = text.split(/(\[[a-z_]+#[0-9a-f]{4,}\])/u)
  return [head, ...rest].map((part, index) => (index % 2 === 1 ? part : formEncode(part))).join('')
}

function jsonMembers(text: string, kinds: Kinds, vault: Vault): string {
  if (!text.includes('"')) return text
  return text.replace(jsonMember(kinds), (member, name: string, literal: string) => {
    const decoded = decodeJson(literal)
    const value = decoded.ok ? decoded.value.value : undefined
    const kind = kinds[name]
    if (kind === undefined || typeof value !== 'string' || isDone(value)) return member
    return `${member.slice(0, member.length - literal.length)}${JSON.stringify(vault.standIn(value, kind))}`
  })
}

function formMembers(text: string, kinds: Kinds, vault: Vault): string {
  if (!text.includes('=')) return text
  return text.replace(formMember(kinds), (member, before: string, name: string, raw: string) => {
    const [pair] = decodeForm(`v=${raw}`)
    const value = pair?.[1] ?? ''
    const kind: SecretKind | undefined = kinds[name]
    return kind === undefined || isDone(value) ? member : `${before}${name}=${vault.standIn(value, kind)}`
  })
}

function hidden(value: string, kind: SecretKind, vault: Vault): string {
  const { scheme, credentials } = credentialsIn(value)
  return isDone(value) ? value : `${scheme}${vault.standIn(credentials, kind)}`
}

/** Nothing secret is left: empty, or replaced already. */
const isDone = (value: string): boolean => value === '' || hasTag(value)
