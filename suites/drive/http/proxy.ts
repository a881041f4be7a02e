import { isLoopback } from '../../decode/http-url.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** A proxy that the environment names for a URL. */
export interface NamedProxy {
  /** May hold credentials: never to be shown. */
  readonly url: string
  /** Scheme, host and port. */
  readonly origin: string
  /** The variable that names it. */
  readonly from: string
}

/**
 * The proxy for a URL by HTTPS_PROXY, HTTP_PROXY and NO_PROXY, in either case, as curl and others read them. This machine is reached without one, as with them:
 * what stands there is a test server.
 */
export function proxyFor(url: string, env: Environment): NamedProxy | undefined {
  if (isLoopback(url) || isExempt(new URL(url), env.no_proxy ?? env.NO_PROXY ?? '')) return undefined
  const name = url.startsWith('https:') ? 'https_proxy' : 'http_proxy'
  const from = [name, name.toUpperCase()].find((each) => (env[each] ?? '') !== '')
  const value = from === undefined ? '' : (env[from] ?? '')
  const full = /^[a-z][a-z0-9+.-]*:\/\//iu.test(value) ? value : `http://${value}`
  return from === undefined || !URL.canParse(full) ? undefined : { url: full, origin: new URL(full).origin, from }
}

/** NO_PROXY: hosts separated by commas or blanks, each with the domains below it, some with a port; `*` is every host. */
function isExempt({ protocol, hostname, port }: URL, list: string): boolean {
  const host = hostname.toLowerCase().replace(/\.$/u, '')
  const number = port === '' ? (protocol === 'https:' ? '443' : '80') : port
  return list.split(/[,\s]+/u).some((entry) => {
    const [, name = '', only] = /^(?:\*?\.)?(.+?)(?::(\d+))?$/u.exec(entry.toLowerCase()) ?? []
    if (name === '*') return true
    return name !== '' && (only === undefined || only === number) && (host === name || host.endsWith(`.${name}`))
  })
}
