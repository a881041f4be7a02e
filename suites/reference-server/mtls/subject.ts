import type { Json, JsonObject } from '../../model/json.ts'
import type { PresentedCertificate } from './certificate.ts'

/** Members by which a client says what subject to expect (RFC 8705 section 2.1.2), with the kind of name in a certificate. */
const kinds: Readonly<Record<string, string>> = {
  tls_client_auth_san_dns: 'DNS',
  tls_client_auth_san_uri: 'URI',
  tls_client_auth_san_ip: 'IP Address',
  tls_client_auth_san_email: 'email',
}

/** All five members. */
export const subjectMembers: readonly string[] = ['tls_client_auth_subject_dn', ...Object.keys(kinds)]

/** Does the certificate bear the one name that the client is registered with? */
export function bearsSubject(metadata: JsonObject, { subject, names }: PresentedCertificate): boolean {
  const [member, ...more] = subjectMembers.filter((name) => metadata[name] !== undefined)
  if (member === undefined || more.length > 0) return false
  const expected: Json | undefined = metadata[member]
  if (typeof expected !== 'string') return false
  const kind = kinds[member]
  return kind === undefined
    ? sameName(splitName(expected), subject)
    : names.some((name) => name.startsWith(`${kind}:`) && sameValue(kind, name.slice(kind.length + 1), expected))
}

/** The relative names of a distinguished name (RFC 4514 section 3): a comma separates unless a backslash stands before it. */
const splitName = (text: string): string[] => text.split(/(?<!\\),/u)

/** distinguishedNameMatch (RFC 4517 section 4.2.15): order counts; case and the number of blanks do not. */
const sameName = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((part, index) => plain(part) === plain(other[index] ?? ''))

const plain = (part: string): string =>
  part
    .trim()
    .replace(/\s*=\s*/u, '=')
    .replaceAll(/\s+/gu, ' ')
    .toLowerCase()

/** Host names know no case, and addresses are compared as such and not as text (RFC 8705 section 2.1.2). */
function sameValue(kind: string, found: string, expected: string): boolean {
  if (kind === 'DNS') return found.toLowerCase() === expected.toLowerCase()
  return kind === 'IP Address' ? address(found) === address(expected) : found === expected
}

function address(text: string): string {
  const url = `http://${text.includes(':') ? `[${text}]` : text}`
  return URL.canParse(url) ? new URL(url).hostname : text
}
