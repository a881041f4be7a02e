import { isIPv6 } from 'node:net'

/** The components of a URI (RFC 3986 section 3), as they stand. */
export interface UriParts {
  /** Lower-cased. */
  readonly scheme: string
  readonly fragment?: string
}

const pathCharacters = /[^A-Za-z0-9._~!$&'()*+,;=:@/%-]/
const queryCharacters = /[^A-Za-z0-9._~!$&'()*+,;=:@/?%-]/
const nameCharacters = /[^A-Za-z0-9._~!$&'()*+,;=%-]/
const userCharacters = /[^A-Za-z0-9._~!$&'()*+,;=:%-]/

/**
 * Splits a URI by the grammar of RFC 3986 (the rule `URI`: with a scheme; a fragment is allowed). http and https URIs need a
 * host (RFC 9110 section 4.2). Undefined when the text is no such URI: relative references, spaces, characters outside ASCII.
 */
export function uriParts(text: string): UriParts | undefined {
  const [, scheme, rest] = /^([A-Za-z][A-Za-z0-9+.-]*):([\s\S]*)$/.exec(text) ?? []
  if (scheme === undefined || rest === undefined || /%(?![0-9A-Fa-f]{2})/.test(rest)) return undefined
  const [beforeFragment, fragment] = cut(rest, '#')
  const [hierarchy, query] = cut(beforeFragment, '?')
  if (queryCharacters.test(query ?? '') || queryCharacters.test(fragment ?? '')) return undefined
  const host = authorityHost(hierarchy)
  if (host === undefined || pathCharacters.test(pathOf(hierarchy))) return undefined
  if (/^https?$/i.test(scheme) && host.name === '') return undefined
  return {
    scheme: scheme.toLowerCase(),
    ...(fragment === undefined ? {} : { fragment }),
  }
}

function cut(text: string, mark: string): [string, string | undefined] {
  const position = text.indexOf(mark)
  return position === -1 ? [text, undefined] : [text.slice(0, position), text.slice(position + 1)]
}

function pathOf(hierarchy: string): string {
  if (!hierarchy.startsWith('//')) return hierarchy
  const slash = hierarchy.indexOf('/', 2)
  return slash === -1 ? '' : hierarchy.slice(slash)
}

/** The host of the authority, with an empty name when there is none; undefined when the authority is malformed (section 3.2). */
function authorityHost(hierarchy: string): { readonly name: string } | undefined {
  if (!hierarchy.startsWith('//')) return { name: '' }
  const authority = hierarchy.slice(2, hierarchy.length - pathOf(hierarchy).length)
  const mark = authority.lastIndexOf('@')
  if (userCharacters.test(authority.slice(0, Math.max(mark, 0)))) return undefined
  const [, name, port] = /^(\[[^\]]*\]|[^:[\]]*)(?::([0-9]*))?$/.exec(authority.slice(mark + 1)) ?? []
  if (name === undefined || Number(port ?? 0) > 65535) return undefined
  return (name.startsWith('[') ? isLiteral(name.slice(1, -1)) : !nameCharacters.test(name)) ? { name } : undefined
}

/** IPv6 address (without a zone) or IPvFuture (section 3.2.2). */
function isLiteral(text: string): boolean {
  return (isIPv6(text) && !text.includes('%')) || /^v[0-9A-Fa-f]+\.[A-Za-z0-9._~!$&'()*+,;=:-]+$/i.test(text)
}
