import type { Exchange, TlsSeen } from '../suites/model/evidence.ts'
import { shown } from './text.ts'

/** What a look at TLS has seen, in a few words. */
export function tlsWords({ answer, alert = '', version = '', suite = '' }: TlsSeen): string {
  switch (answer) {
    case 'server_hello':
    case 'connected':
      return `${shown(version, 20)} with ${shown(suite, 80)}`
    case 'alert':
      return `alert ${shown(alert, 40)}`
    case 'closed':
      return 'closed without an alert'
    case 'not_tls':
      return 'not TLS'
    default:
      return answer satisfies never
  }
}

/** curl cannot offer what the run has offered; this shows the certificate, and what is agreed on otherwise. */
export function opensslFor({ request: { url } }: Exchange): string {
  const { hostname, port } = new URL(url)
  return `openssl s_client -connect ${hostname}:${port === '' ? '443' : port}`
}

/** Nothing was sent that curl, or HAR, has a word for. */
export const isTlsLook = ({ operation }: Exchange): boolean => operation === 'tls'
