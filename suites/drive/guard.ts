import { hostOf, httpUrlProblem, isLoopback } from '../decode/http-url.ts'
import { InputError, type Problem } from '../model/errors.ts'
import type { Target } from '../model/target.ts'

/** What the target file allows beyond the default. */
export type Allowances = Pick<Target, 'allowHttp' | 'allowDocumentationHosts'>

/**
 * Why nothing is ever sent to this URL, or undefined. Plain http leaves this machine only when the target file says so, and hosts
 * that exist in documentation only (RFC 2606, RFC 6761, and those of the pages that profiles quote) are nobody's server. Names below `.test` are made for
 * servers under test (RFC 6761 section 6.2).
 */
export function whyNotSent(text: string, where: string, allowed: Allowances): Problem | undefined {
  const problem = httpUrlProblem(text, where)
  if (problem !== undefined) return problem
  const host = hostOf(text)
  if (isDocumentationHost(host) && !allowed.allowDocumentationHosts) {
    const fix =
      'Name your own server, or write allowDocumentationHosts: true in the target file if the host is really yours.'
    return { message: `${where} names ${host}, a host of documentation examples`, fix }
  }
  if (new URL(text).protocol === 'http:' && !isLoopback(text) && !allowed.allowHttp) {
    const fix = 'Use https, or write allowHttp: true in the target file; the rules that ask for https will then fail.'
    return { message: `${where} is plain http to ${host}: secrets would travel in the clear`, fix }
  }
  return undefined
}

/** Throws InputError with every URL of the target to which nothing may be sent. To be called before the first request. */
export function guardTarget(target: Target): void {
  const named: readonly (readonly [string, string | undefined])[] = [
    ['the target', target.url],
    ['issuer', target.issuer],
    ['baseUrl', target.baseUrl],
    ...Object.entries(target.endpoints).map(([name, url]) => [`endpoints.${name}`, url] as const),
    ...Object.entries(target.hosts ?? {}).map(([name, { url }]) => [`hosts.${name}`, url] as const),
  ]
  const { plainHttp } = target
  const problems = [
    ...named.flatMap(([where, url]) => (url === undefined ? [] : (whyNotSent(url, where, target) ?? []))),
    // It is plain http by its nature, and gets nothing secret.
    ...(plainHttp === undefined
      ? []
      : [whyNotSent(plainHttp, 'plainHttp', { ...target, allowHttp: true }) ?? []].flat()),
  ]
  if (problems.length > 0) throw new InputError(problems)
}

function isDocumentationHost(host: string): boolean {
  const reserved = ['example', 'invalid', 'example.com', 'example.org', 'example.net']
  const quoted = ['oidc.airlock.com', 'test-client.airlock.com']
  return quoted.includes(host) || reserved.some((name) => host === name || host.endsWith(`.${name}`))
}
