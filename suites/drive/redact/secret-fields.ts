import type { HeaderField } from '../../model/evidence.ts'
import type { Target } from '../../model/target.ts'

/** Header fields that a target file may add to pass a gateway. */
const telling = /authorization|cookie|key|secret|token|password/iu

/** The secret header fields of a target file: their name tells it, or their value is taken from elsewhere. */
export function secretFields({ headers, hosts = {}, secretHeaders = [] }: Target): readonly HeaderField[] {
  const ofHosts = Object.values(hosts).map((host) => host.headers)
  return [...Object.values(headers), ...ofHosts].flatMap((fields) =>
    Object.entries(fields).filter(([name]) => telling.test(name) || secretHeaders.includes(name)),
  )
}

/** `Bearer abc` holds the secret `abc`; a value without a scheme is one secret. */
export function credentialsIn(value: string): { readonly scheme: string; readonly credentials: string } {
  const [, scheme = '', credentials = value] = /^([a-z][\w-]* +)(\S.*)$/iu.exec(value) ?? []
  return { scheme, credentials }
}

/** The values of a Cookie field (RFC 6265 section 4.2.1), each as it is and without quotes: a server may say one of them alone. */
export function cookieValues(value: string): readonly string[] {
  const values = value.split(';').map((pair) => pair.slice(pair.indexOf('=') + 1).trim())
  return values.flatMap((each) => (/^".*"$/u.test(each) ? [each, each.slice(1, -1)] : [each]))
}
