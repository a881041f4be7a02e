import { isIPv4, isIPv6 } from 'node:net'
import type { InsideSpelling } from '../../model/language.ts'
import type { Target } from '../../model/target.ts'
import { nearnessOf } from '../http/reach.ts'

/** An address that the server must not call: where the run listens, and how the URL writes it. */
export interface InsidePlace {
  readonly address: string
  /** As a URL has it. */
  readonly host: string
}

/** This machine, under an address that no document of the run is public at. */
const usual = '127.0.0.2'

/** Where only 127.0.0.1 is there by itself, the address has to be set up first. */
const withoutUsual: readonly string[] = ['darwin', 'freebsd', 'openbsd']

/** The address at which the run looks for requests that must not come. Undefined: the target file does not name one, and none is sure to be the server's own. */
export function insideAddress({ hosting }: Pick<Target, 'hosting'>, loopback: boolean): string | undefined {
  if (hosting?.internal !== true) return undefined
  return hosting.canary ?? (loopback && !withoutUsual.includes(process.platform) ? usual : undefined)
}

/** One spelling of it. Undefined: this address has none. */
export function insidePlace(address: string, spelling: InsideSpelling): InsidePlace | undefined {
  const own = nearnessOf(address) === 2
  const octets = isIPv4(address) ? address.split('.').map(Number) : undefined
  switch (spelling) {
    case 'plain':
      return { address, host: isIPv6(address) ? `[${address}]` : address }
    case 'short':
      return octets && { address, host: `${octets[0]}.${numberOf(octets.slice(1))}` }
    case 'number':
      return octets && { address, host: `${numberOf(octets)}` }
    case 'mapped':
      return octets && { address, host: `[::ffff:${address}]` }
    case 'localhost':
      return own ? { address: '127.0.0.1', host: 'localhost' } : undefined
    case 'unspecified':
      return own ? { address: '127.0.0.1', host: '0.0.0.0' } : undefined
    case 'ipv6':
      return own ? { address: '::1', host: '[::1]' } : undefined
    default:
      return spelling satisfies never
  }
}

const numberOf = (octets: readonly number[]): number => octets.reduce((sum, octet) => sum * 256 + octet, 0)
