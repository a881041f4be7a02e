import { hostOf, isLoopback } from '../decode/http-url.ts'
import { remember } from '../decode/remember.ts'
import type { Problem } from '../model/errors.ts'
import type { Target } from '../model/target.ts'

/** The URLs by which a user names the server. */
export type Named = Pick<Target, 'url' | 'issuer' | 'baseUrl' | 'endpoints' | 'hosts' | 'origins'>

const urlsOf = ({ url, issuer, baseUrl, endpoints, hosts = {}, origins = [] }: Named): readonly string[] =>
  [
    url,
    issuer,
    baseUrl,
    ...Object.values(endpoints),
    ...Object.values(hosts).map((host) => host.url),
    ...origins,
  ].flatMap((each) => (each !== undefined && URL.canParse(each) ? [each] : []))

/** What the target is known by: its URL on the command line, its issuer or base URL, else an endpoint. */
export const mainUrl = (target: Named): string | undefined => urlsOf(target)[0]

/** The hosts that the user has named, and the one that the target is known by. */
export function hostsOf(target: Named): { readonly main: string | undefined; readonly all: ReadonlySet<string> } {
  const hosts = urlsOf(target).map(hostOf)
  return { main: hosts[0], all: new Set(hosts) }
}

/** All names of this machine are one. Asked for every request, most of which go to a few URLs. */
const originOf = remember(100, (text) => {
  const { origin, protocol, port } = new URL(text)
  return isLoopback(text) ? `${protocol}//loopback:${port}` : origin
})

interface Asked {
  readonly method: string
  readonly url: string
  readonly headers: readonly (readonly [string, string])[]
  readonly body?: string
}

/** Ways to ask that hold no credentials and change nothing by themselves: a look at a certificate is one. */
const harmlessMethods = ['GET', 'HEAD', 'TLS']

/** The header fields of a request that holds no credentials and changes nothing. */
const harmless = ['accept', 'accept-encoding', 'accept-language', 'user-agent', 'host', 'connection']

const isHarmless = ({ method, headers, body }: Asked): boolean =>
  harmlessMethods.includes(method) &&
  body === undefined &&
  headers.every(([name]) => harmless.includes(name.toLowerCase()))

/**
 * Why a request is not sent where its URL leads: credentials, and whatever changes something, go to the origins that the user has named. What a server says of other
 * places is no reason to trust them. Published keys and documents may be read anywhere. A target without any URL has named none.
 */
export function strangeOrigin(asked: Asked, named: Named): Problem | undefined {
  const urls = urlsOf(named)
  if (urls.length === 0 || isHarmless(asked)) return undefined
  const own = originOf(asked.url)
  if (urls.some((each) => originOf(each) === own)) return undefined
  const { origin } = new URL(asked.url)
  return {
    message: `${origin} is not an origin of the target, so nothing is sent there that could hold credentials. If it belongs to the server, write into the target file: origins: [${origin}]`,
    fix: `Write origins: [${origin}] into the target file.`,
  }
}

/** Whether a document that names `issuer` is about another host than the one that was asked for (RFC 8414 section 3.3). */
export function isOtherHost(issuer: string, expected: string): boolean {
  if (!URL.canParse(issuer) || !URL.canParse(expected)) return false
  const place = (text: string): string => (isLoopback(text) ? `loopback:${new URL(text).port}` : new URL(text).host)
  return place(issuer) !== place(expected)
}
