import { type LookupAddress, type LookupAllOptions, lookup } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { hostOf, isLoopback } from '../../decode/http-url.ts'
import { remember } from '../../decode/remember.ts'
import type { Target } from '../../model/target.ts'
import { hostsOf } from '../origins.ts'
import { LimitReached } from './failure.ts'

/** How near to this machine an address is. Nobody far away may make us ask what is near. */
type Nearness = 0 | 1 | 2

const words = ['a public address', 'a private address', 'an address of this machine or of its own link'] as const

const near = listOf([
  ['0.0.0.0', 8, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['::', 128, 'ipv6'],
  ['::1', 128, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
])

/** RFC 1918, RFC 6598, RFC 4193. */
const inside = listOf([
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['fc00::', 7, 'ipv6'],
])

function listOf(subnets: readonly (readonly [string, number, 'ipv4' | 'ipv6'])[]): BlockList {
  const list = new BlockList()
  for (const [net, prefix, family] of subnets) list.addSubnet(net, prefix, family)
  return list
}

/** An IPv4 address that is written as one of IPv6 is what it stands for. */
export const nearnessOf = remember(1000, (address: string): Nearness => {
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
  return near.check(address, family) ? 2 : inside.check(address, family) ? 1 : 0
})

export type Resolve = (
  name: string,
  options: LookupAllOptions,
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

/** Decides which addresses the names of a run may lead to. */
export interface Reach {
  /** Why nothing is sent to this URL, whose host is an address; undefined where it may be, or is a name. */
  problem(url: string): LimitReached | undefined
  /** Looks up a name, and keeps the addresses that it may lead to. */
  readonly lookup: LookupFunction
}

/**
 * A host that the user has named may be anywhere, but stays as far as it was when it was first looked up: a name that begins to lead to this machine is an attack (DNS
 * rebinding). Any other host may be no nearer than the target.
 */
export function createReach(target: Target, resolve: Resolve = lookup): Reach {
  const { main, all } = hostsOf(target)
  const known = new Map<string, Nearness>()
  const limitOf = (host: string): Nearness | undefined => {
    if (all.has(host)) return known.get(host)
    if (main === undefined) return 2
    return known.get(main) ?? (isLoopback(`http://${main}`) ? 2 : isAddress(main) ? nearnessOf(bare(main)) : 0)
  }
  const refusal = (host: string, nearest: Nearness): LimitReached =>
    new LimitReached(
      'not-sent',
      all.has(host)
        ? `not sent: ${host} has begun to lead to ${words[nearest]}`
        : `not sent: ${host} leads to ${words[nearest]}, and the target is farther away. If that is right, write the origin under origins: in the target file`,
    )
  return {
    problem: (url) => {
      const host = hostOf(url)
      if (!isAddress(host)) return undefined
      const limit = all.has(host) ? 2 : limitOf(host)
      const nearest = nearnessOf(bare(host))
      return limit === undefined || nearest <= limit ? undefined : refusal(host, nearest)
    },
    lookup: (name, options, done) => {
      resolve(name, { ...options, all: true }, (error, addresses) => {
        if (error !== null) return done(error, '')
        const host = name.toLowerCase().replace(/\.$/u, '')
        const nearest = maxOf(addresses.map(({ address }) => nearnessOf(address)))
        const limit = limitOf(host)
        if (limit === undefined) known.set(host, nearest)
        const kept = addresses.filter(({ address }) => limit === undefined || nearnessOf(address) <= limit)
        const [first] = kept
        if (first === undefined) return done(refusal(host, nearest), '')
        if (options.all) done(null, kept)
        else done(null, first.address, first.family)
      })
    },
  }
}

const maxOf = (all: readonly Nearness[]): Nearness =>
  all.reduce<Nearness>((most, each) => (each > most ? each : most), 0)

const bare = (host: string): string => host.replace(/^\[|\]$/gu, '')
const isAddress = (host: string): boolean => isIP(bare(host)) > 0
