import { readAnswer } from '../decode/answer.ts'
import type { Exchange, ProxyFailure, TransportFailure } from '../model/evidence.ts'
import { answered, codingOf } from './answered.ts'
import type { Refusal } from './refusal.ts'

/** Why a run cannot begin: what answered at every URL that was tried, and the one thing to change. `name`: of the target. */
export function obstacleOf(name: string, exchanges: readonly Exchange[]): Refusal {
  const [first] = exchanges
  const silent = exchanges.every(({ failure }) => failure !== undefined)
  if (first?.failure !== undefined && silent) {
    const { lead, fix } = failed(first.failure, first.request.url)
    return { says: `${lead} at ${name}: ${first.failure.message}; tried ${urls(exchanges)}`, fix }
  }
  const looked = exchanges.filter(({ operation }) => operation === 'metadata')
  // Where nothing is, 404 is to be expected; whatever else answered says more.
  const telling = looked.find((exchange) => ![404, 410].includes(readAnswer(exchange).status ?? 0)) ?? looked[0]
  const { lead, fix } = telling === undefined ? nothing : refused(telling)
  const tried = looked.map((exchange) => `${exchange.request.url} ${answered(exchange)}`).join('; ')
  return { says: `${lead}: no token endpoint is known for ${name}${tried === '' ? '' : `; ${tried}`}`, fix }
}

const urls = (exchanges: readonly Exchange[]): string =>
  [...new Set(exchanges.map(({ request }) => `${request.method} ${request.url}`))].join(', ')

interface Told {
  /** The words that matter. */
  readonly lead: string
  readonly fix: string
}

const nothing: Told = {
  lead: 'no metadata document',
  fix: 'Check the URL: it is the issuer, as the server names itself. If the server publishes no metadata, name endpoints.token and the others in the target file.',
}

function refused(exchange: Exchange): Told {
  const { status = 0, kind } = readAnswer(exchange)
  const coding = codingOf(exchange)
  if (coding !== undefined)
    return {
      lead: `metadata is compressed (${coding})`,
      fix: 'Switch compression off for this path, or write headers: { metadata: { Accept-Encoding: identity } } in the target file.',
    }
  if (saysHttps(exchange)) return { lead: 'https is spoken', fix: httpsFix }
  if (kind === 'redirect')
    return {
      lead: 'metadata is redirected',
      fix: 'Redirects are not followed. Name the URL to which it leads if that is the issuer; if it is a login, let the gateway pass /.well-known/ without one.',
    }
  if (status === 401 || status === 403)
    return {
      lead: `metadata answered ${status}`,
      fix: 'Let the gateway pass this machine. If it wants a key, name it: headers: { metadata: { X-Api-Key: { env: NAME } } } in the target file.',
    }
  if (status === 429)
    return { lead: 'metadata answered 429', fix: 'Wait, and set limits: { rate: 1 } in the target file.' }
  if (status >= 500)
    return {
      lead: `metadata answered ${status}`,
      fix: 'Start the server behind this address, or wait until it is up: something in front of it answers, or it is broken.',
    }
  if (kind === 'html')
    return {
      lead: 'page, no metadata',
      fix: 'A web page answers at the place of the metadata. Check host and path of the URL: it is the issuer, not the address of a console.',
    }
  return nothing
}

const httpsFix = 'Write https:// in place of http://.'

/** Servers that speak TLS say so in an answer to plain HTTP. */
const saysHttps = (exchange: Exchange): boolean =>
  exchange.request.url.startsWith('http:') &&
  /plain HTTP request was sent to (?:an )?HTTPS|speaking plain HTTP to an SSL|HTTP request to an HTTPS server/iu.test(
    readAnswer(exchange).text ?? '',
  )

/** What a proxy of the environment says for itself, before any server is asked. */
function proxied({ variable, status }: ProxyFailure): Told {
  const without = 'To reach the server without a proxy, add its host to NO_PROXY.'
  switch (status) {
    case undefined:
      return { lead: 'no proxy answers', fix: `Start the proxy, or correct ${variable}. ${without}` }
    case 407:
      return {
        lead: 'proxy wants credentials',
        fix: `Write ${variable}=http://USER:PASSWORD@HOST:PORT. ${without}`,
      }
    case 502:
    case 503:
    case 504:
      return { lead: 'proxy finds nothing', fix: `Check host and port of the URL, as the proxy sees them. ${without}` }
    default:
      return { lead: 'proxy refuses host', fix: `Let the proxy pass this host and port. ${without}` }
  }
}

function failed({ code, message, proxy }: TransportFailure, url: string): Told {
  if (proxy !== undefined) return proxied(proxy)
  if (/WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST/u.test(message))
    return {
      lead: 'plain http is spoken',
      fix: 'Write http:// in place of https://; for a host that is not this machine add allowHttp: true to the target file.',
    }
  if (/NO_APPLICATION_PROTOCOL/u.test(message)) return http2
  switch (code) {
    case 'tls':
      return {
        lead: 'nothing answers',
        fix: 'Give the certificate authority of the server with --ca FILE (or tls.ca in the target file), and use the host name that the certificate is for.',
      }
    case 'dns':
      return {
        lead: 'nothing answers',
        fix: 'Check the spelling of the host name, and that this machine can resolve it.',
      }
    case 'timeout':
      return {
        lead: 'nothing answers',
        fix: 'Check firewall and proxy between this machine and the server, or give more time with --timeout.',
      }
    case 'protocol':
    case 'reset':
      if (url.startsWith('http:'))
        return {
          lead: 'no HTTP/1.1 is spoken',
          fix: 'Write https:// in place of http:// if the port speaks TLS; if it speaks HTTP/2 only, let the server or a proxy speak HTTP/1.1 too.',
        }
      return code === 'protocol'
        ? http2
        : {
            lead: 'nothing answers',
            fix: 'Look at the log of the server or of the gateway before it: the connection is closed.',
          }
    case 'too-large':
      return {
        lead: 'no answer can be read',
        fix: 'Check host and port of the URL: this answer is larger than any of OAuth.',
      }
    case 'refused':
    case 'interrupted':
    case 'not-sent':
      return { lead: 'nothing answers', fix: 'Start the server, and check host and port of the URL.' }
    default:
      return code satisfies never
  }
}

const http2: Told = {
  lead: 'no HTTP/1.1 is spoken',
  fix: 'Let the server or a proxy speak HTTP/1.1 too: it speaks HTTP/2 only, and grantcheck does not.',
}
