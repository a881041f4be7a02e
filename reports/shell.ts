import type { SecretKind } from '../suites/model/evidence.ts'
import { isUnsafe } from './text.ts'

/** A piece of a recorded text: as it was, or a secret that only its tag stands for. */
export type Segment =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'secret'; readonly variable: string }

const variables: Readonly<Record<SecretKind, string>> = {
  client_secret: 'CLIENT_SECRET',
  registration_access_token: 'REGISTRATION_ACCESS_TOKEN',
  access_token: 'ACCESS_TOKEN',
  refresh_token: 'REFRESH_TOKEN',
  credentials: 'CREDENTIALS',
  assertion: 'ASSERTION',
  signed_response: 'SIGNED_RESPONSE',
  secret: 'SECRET',
}

/** Names shell variables by tag: the first client secret is CLIENT_SECRET, a second one CLIENT_SECRET_2. */
export type Namer = (kind: string, tag: string) => string | undefined

/** A namer for one command line. The returned function gives undefined for a kind that the suite does not know. */
export function namer(): Namer {
  const names = new Map<string, string>()
  const counts = new Map<string, number>()
  return (kind, tag) => {
    const known = names.get(tag)
    if (known !== undefined) return known
    const base = Object.entries(variables).find(([name]) => name === kind)?.[1]
    if (base === undefined) return undefined
    const earlier = counts.get(kind) ?? 0
    counts.set(kind, earlier + 1)
    const name = earlier === 0 ? base : `${base}_${earlier + 1}`
    names.set(tag, name)
    return name
  }
}

// A signed token keeps its readable header and payload in front of the tag: the variable stands for all of it. The look-behind
// lets a match begin only where a word begins, so that a megabyte without a tag costs one pass.
const tagged = /(?:(?<![\w-])[\w-]+\.[\w-]*\.)?\[([a-z_]+)#([0-9a-f]{4,})\]/g

/** Splits a redacted text at its tags (`[client_secret#3f2a]`, `header.payload.[access_token#3f2a]`). */
export function segments(text: string, name: Namer): readonly Segment[] {
  const found: Segment[] = []
  let from = 0
  for (const match of text.matchAll(tagged)) {
    const [whole, kind = '', hex = ''] = match
    const variable = name(kind, `${kind}#${hex}`)
    if (variable === undefined) continue
    if (match.index > from) found.push({ kind: 'text', text: text.slice(from, match.index) })
    found.push({ kind: 'secret', variable })
    from = match.index + whole.length
  }
  if (from < text.length || found.length === 0) found.push({ kind: 'text', text: text.slice(from) })
  return found
}

/** One shell word (bash, zsh): text in quotes that nothing can break out of, secrets as "$VARIABLE". */
export function quote(parts: readonly Segment[]): string {
  return parts
    .map((part) => {
      switch (part.kind) {
        case 'text':
          return quoteText(part.text)
        case 'secret':
          return `"$${part.variable}"`
        default:
          return part satisfies never
      }
    })
    .join('')
}

function quoteText(text: string): string {
  if (!isUnsafe(text)) return `'${text.replaceAll("'", "'\\''")}'`
  // $'...' spells out what must not reach a terminal as it is; octets, so that the reader's locale does not matter.
  return `$'${[...text].map(spelled).join('')}'`
}

function spelled(character: string): string {
  if (character === '\\' || character === "'") return `\\${character}`
  if (character === '\n') return '\\n'
  if (!isUnsafe(character)) return character
  const octets = [...new TextEncoder().encode(character)]
  return octets.map((octet) => `\\x${octet.toString(16).padStart(2, '0')}`).join('')
}
