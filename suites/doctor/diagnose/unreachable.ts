import type { Evidence } from '../../model/evidence.ts'

/** What to do about a server that nobody reaches. */
export function unreachableFix(evidence: Evidence): string {
  const code = evidence.exchanges.find((exchange) => exchange.failure !== undefined)?.failure?.code
  switch (code) {
    case 'tls':
      return 'Give the certificate authority of the server with --ca FILE (or tls.ca in the target file), and use the host name that the certificate is for.'
    case 'dns':
      return 'Check the spelling of the host name, and that this machine can resolve it.'
    case 'timeout':
      return 'Check firewall and proxy between this machine and the server, or give more time with --timeout.'
    default:
      return 'Start the server, and check host and port of the URL.'
  }
}
