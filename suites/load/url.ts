import { closest } from '../decode/closest.ts'
import { httpUrlProblem, isLoopback, type UrlProblem } from '../decode/http-url.ts'

/**
 * Why a text that somebody typed is no issuer, base URL or endpoint, with what to write instead: requests have to be able to go there, and it has no
 * fragment. An issuer has no query either (RFC 8414 section 2). Valid ones are kept as they are: issuers are compared by letter.
 */
export function typedUrlProblem(
  text: string,
  what: 'target' | 'issuer' | 'base URL' | 'endpoint' | 'resource' | 'publicUrl' | 'jwksUri',
): UrlProblem | undefined {
  const no = (fault: string, fix: string): UrlProblem => ({ message: `the ${what} "${text}" ${fault}`, fix })
  if (text.trim() !== text || text === '')
    return no('is empty or has blanks around it', 'Write it like https://as.example.')
  const [, scheme, rest = ''] = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/(.*)$/s.exec(text) ?? []
  if (scheme === undefined) return no('has no scheme', `Write ${suggested(text)}.`)
  if (!/^https?$/i.test(scheme)) {
    const meant = closest(scheme.toLowerCase(), ['https', 'http']) ?? 'https'
    return no(`begins with ${scheme}://, which is neither https nor http`, `Write ${meant}://${rest}.`)
  }
  const problem = httpUrlProblem(text, `the ${what}`)
  if (problem !== undefined) return problem
  if (/[\s\\<>"{}|^`]/.test(text)) return no('has a character that a URL cannot hold', 'Percent-encode it.')
  if (text.includes('#')) return no('has a fragment', 'Remove the # and all after it.')
  const queryAllowed = what === 'endpoint' || what === 'resource' || what === 'jwksUri'
  return text.includes('?') && !queryAllowed ? no('has a query', 'Remove the ? and all after it.') : undefined
}

/** A host without scheme: this machine speaks http in tests, all others https. */
function suggested(text: string): string {
  const bare = text.replace(/^\/\//, '')
  return `${isLoopback(`http://${bare}`) ? 'http' : 'https'}://${bare}`
}
