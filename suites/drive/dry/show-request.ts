import type { OutgoingRequest } from '../http/transport.ts'
import { isJws } from '../jws-shape.ts'

/** Header fields that are the same in every request say nothing. */
const usual = ['accept', 'accept-encoding', 'user-agent']

/** A request as indented lines. Credentials are named, not shown. */
export function showRequest({ method, url, headers, body, certificate }: OutgoingRequest): readonly string[] {
  const fields = headers
    .filter(([name]) => !usual.includes(name.toLowerCase()))
    .map(([name, value]) => `    ${name}: ${showField(name, value)}`)
  return [
    `${method} ${readable(url)}`,
    ...fields,
    ...showCertificate(certificate),
    ...(body === undefined || body === '' ? [] : [`    ${readable(body)}`]),
  ]
}

function showCertificate(certificate: OutgoingRequest['certificate']): readonly string[] {
  if (certificate === undefined) return []
  return [`    (client certificate: ${certificate === 'none' ? certificate : certificate.name})`]
}

function showField(name: string, value: string): string {
  if (name.toLowerCase() === 'dpop') return isJws(value) ? '‹DPoP proof›' : readable(value)
  if (name.toLowerCase() !== 'authorization') return value
  return /^basic /iu.test(value) ? `${value.slice(0, 5)} ‹client credentials›` : value
}

/** Placeholders inside a form or a URL, as they were before encoding. */
function readable(text: string): string {
  return text
    .replace(/(client_assertion=)[^&]+/gu, '$1‹client assertion›')
    .replace(/%E2%80%B9(.*?)%E2%80%BA/gu, (whole, inner: string) => {
      try {
        return `‹${decodeURIComponent(inner.replaceAll('+', ' '))}›`
      } catch {
        return whole
      }
    })
}
