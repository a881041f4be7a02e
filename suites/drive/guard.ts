import { InputError, type Problem } from '../model/errors.ts'
import type { Target } from '../model/target.ts'

/** What the target file allows beyond the default. */
export type Allowances = Pick<Target, 'allowHttp' | 'allowDocumentationHosts'>

/**
 * Why nothing is ever sent to this URL, or undefined. Plain http leaves this machine only when the target file says so, and hosts
 * that exist in documentation only (RFC 2606, RFC 6761, and those of the pages that profiles quote) are nobody's server.
 */
export function urlProblem(text: string, where: string, allowed: Allowances): Problem | undefined {
  if (!URL.canParse(text)) {
    return {
      message: `${where} is no absolute URL: ${text}`,
      fix: 'Write it with its scheme, such as https://as.example.com.',
    }
  }
  const url = new URL(text)
  const host = hostOf(url)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return { message: `${where} has the scheme ${url.protocol}`, fix: 'Use an https URL.' }
  }
  if (url.username !== '' || url.password !== '') {
    return {
      message: `${where} carries credentials in the URL`,
      fix: 'Put credentials in the target file, by reference.',
    }
  }
  if (isDocumentationHost(host) && !allowed.allowDocumentationHosts) {
    const fix =
      'Name your own server, or write allowDocumentationHosts: true in the target file if the host is really yours.'
    return { message: `${where} names ${host}, a host of documentation examples`, fix }
  }
  if (url.protocol === 'http:' && !isLoopback(text) && !allowed.allowHttp) {
    const fix = 'Use https, or write allowHttp: true in the target file; the rules that ask for https will then fail.'
    return { message: `${where} is plain http to ${host}: secrets would travel in the clear`, fix }
  }
  return undefined
}

/** Throws InputError with every URL of the target to which nothing may be sent. To be called before the first request. */
export function guardTarget(target: Target): void {
  const named: readonly (readonly [string, string | undefined])[] = [
    ['issuer', target.issuer],
    ['baseUrl', target.baseUrl],
    ...Object.entries(target.endpoints).map(([name, url]) => [`endpoints.${name}`, url] as const),
  ]
  const problems = named.flatMap(([where, url]) => (url === undefined ? [] : (urlProblem(url, where, target) ?? [])))
  if (problems.length > 0) throw new InputError(problems)
}

/** True for the hosts that never leave this machine (RFC 6761 section 6.3, RFC 1122 section 3.2.1.3, RFC 4291 section 2.5.3). */
export function isLoopback(url: string): boolean {
  if (!URL.canParse(url)) return false
  const host = hostOf(new URL(url))
  return host === 'localhost' || host.endsWith('.localhost') || /^127(\.\d{1,3}){3}$/u.test(host) || host === '[::1]'
}

const hostOf = (url: URL): string => url.hostname.toLowerCase().replace(/\.$/u, '')

function isDocumentationHost(host: string): boolean {
  const reserved = ['example', 'test', 'invalid', 'example.com', 'example.org', 'example.net']
  const quoted = ['oidc.airlock.com', 'test-client.airlock.com']
  return quoted.includes(host) || reserved.some((name) => host === name || host.endsWith(`.${name}`))
}
