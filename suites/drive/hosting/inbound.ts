import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { HeaderField, Inbound } from '../../model/evidence.ts'
import { nearnessOf } from '../http/reach.ts'

/** Longer paths are somebody else's. */
const longestTarget = 500

const classes = ['public', 'private', 'loopback'] as const

/** A request as it becomes evidence: without the address of who sent it. */
export function inboundOf({ method = '', url = '', rawHeaders, socket }: IncomingMessage): Inbound {
  return {
    method,
    target: url.slice(0, longestTarget),
    headers: pairs(rawHeaders),
    ...senderOf(socket),
  }
}

/** A connection over which nothing has been asked. */
export const connectionOf = (socket: Socket): Inbound => ({ method: '', target: '', headers: [], ...senderOf(socket) })

const senderOf = ({ remoteAddress = '' }: Socket): Pick<Inbound, 'from' | 'at'> => ({
  from: classes[nearnessOf(remoteAddress)],
  at: new Date().toISOString(),
})

const pairs = (raw: readonly string[]): readonly HeaderField[] =>
  raw.flatMap((name, index): HeaderField[] => (index % 2 === 0 ? [[name, raw[index + 1] ?? '']] : []))
