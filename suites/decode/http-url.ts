import { remember } from './remember.ts'

/** What is wrong with a URL, and what to write instead. */
export interface UrlProblem {
  readonly message: string
  readonly fix: string
}

/** Why no request can go to this URL: it has to be an absolute http or https URL without credentials in it. `where` names it to the reader. */
export function httpUrlProblem(text: string, where: string): UrlProblem | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined)
    return { message: `${where} "${text}" is not an absolute URL`, fix: 'Write it like https://as.example.' }
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return {
      message: `${where} "${text}" has the scheme ${url.protocol}, which is neither https nor http`,
      fix: 'Use an https URL.',
    }
  if (url.username !== '' || url.password !== '')
    return {
      message: `${where} holds credentials`,
      fix: 'Remove them; name credentials in a target file, as environment variables.',
    }
  return undefined
}

/** In lower case, without the dot of an absolute name. */
export const hostOf = remember(100, (url) => new URL(url).hostname.toLowerCase().replace(/\.$/u, ''))

/** True for the hosts that never leave this machine (RFC 6761 section 6.3, RFC 1122 section 3.2.1.3, RFC 4291 section 2.5.3). */
export function isLoopback(url: string): boolean {
  if (!URL.canParse(url)) return false
  const host = hostOf(url)
  return host === 'localhost' || host.endsWith('.localhost') || /^127(\.\d{1,3}){3}$/u.test(host) || host === '[::1]'
}
