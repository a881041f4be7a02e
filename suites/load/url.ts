import { closest } from '../decode/closest.ts'

/** An acceptable URL as written, or what is wrong with it and what to write instead. */
export type UrlCheck =
  | { readonly ok: true; readonly url: string }
  | { readonly ok: false; readonly message: string; readonly fix: string }

/**
 * Whether a text can be an issuer, a base URL or an endpoint: an absolute http or https URL without user information and
 * fragment. An issuer has no query either (RFC 8414 section 2). The text is kept as it is: issuers are compared by letter.
 */
export function checkUrl(text: string, what: 'issuer' | 'base URL' | 'endpoint' | 'resource'): UrlCheck {
  if (text.trim() !== text || text === '')
    return no(what, text, 'is empty or has blanks around it', 'Write it like https://as.example.')
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):\/\//.exec(text)?.[1]?.toLowerCase()
  if (scheme === undefined) return no(what, text, 'has no scheme', `Write ${suggested(text)}.`)
  if (scheme !== 'http' && scheme !== 'https') return wrongScheme(what, text, scheme)
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || url.hostname === '')
    return no(what, text, 'is not a URL', 'Write it like https://as.example.')
  if (/[\s\\<>"{}|^`]/.test(text)) return no(what, text, 'has a character that a URL cannot hold', 'Percent-encode it.')
  if (url.username !== '' || url.password !== '') {
    return {
      ok: false,
      message: `the ${what} holds credentials`,
      fix: 'Remove them; name credentials in a target file, as environment variables.',
    }
  }
  if (text.includes('#')) return no(what, text, 'has a fragment', 'Remove the # and all after it.')
  const queryAllowed = what === 'endpoint' || what === 'resource'
  if (text.includes('?') && !queryAllowed) return no(what, text, 'has a query', 'Remove the ? and all after it.')
  return { ok: true, url: text }
}

function no(what: string, text: string, fault: string, fix: string): UrlCheck {
  return { ok: false, message: `the ${what} "${text}" ${fault}`, fix }
}

function wrongScheme(what: string, text: string, scheme: string): UrlCheck {
  const rest = text.slice(scheme.length + 3)
  const meant = closest(scheme, ['https', 'http']) ?? 'https'
  return no(what, text, `begins with ${scheme}://, which is neither https nor http`, `Write ${meant}://${rest}.`)
}

/** A host without scheme: this machine speaks http in tests, all others https. */
function suggested(text: string): string {
  const bare = text.replace(/^\/\//, '')
  const loopback = /^(localhost|127\.|\[::1\])/.test(bare)
  return `${loopback ? 'http' : 'https'}://${bare}`
}
