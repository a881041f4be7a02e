import { randomBytes } from 'node:crypto'

const short = (number: number): Buffer => Buffer.from([number >> 8, number & 255])
const sized = (content: Buffer): Buffer => Buffer.concat([short(content.length), content])

/** A fatal alert (RFC 8446 section 6) in a record. */
export const fatalAlert = (description: number): Buffer => Buffer.from([21, 3, 3, 0, 2, 2, description])

interface ServerHello {
  readonly version: number
  readonly suite: number
  readonly compression?: number
  /** Numbers of extensions, which are empty, but for renegotiation_info, which says so. */
  readonly extensions?: readonly number[]
  /** The last eight octets of the random value. */
  readonly mark?: Buffer
}

export const renegotiationInfo = 0xff01
export const extendedMasterSecret = 23

/** What a server of TLS 1.3 writes when it agrees on TLS 1.2 (RFC 8446 section 4.1.3). */
export const downgradeMark = Buffer.from('DOWNGRD\x01', 'latin1')

/** A ServerHello in a record (RFC 5246 section 7.4.1.3). Nobody has to be able to go on from there. */
export function serverHello({
  version,
  suite,
  compression = 0,
  extensions = [],
  mark = randomBytes(8),
}: ServerHello): Buffer {
  const list = extensions.map((type) =>
    Buffer.concat([short(type), type === renegotiationInfo ? Buffer.from([0, 1, 0]) : Buffer.from([0, 0])]),
  )
  const body = Buffer.concat([
    short(version),
    randomBytes(24),
    mark,
    Buffer.from([0]),
    short(suite),
    Buffer.from([compression]),
    ...(list.length === 0 ? [] : [sized(Buffer.concat(list))]),
  ])
  const message = Buffer.concat([Buffer.from([2, 0]), sized(body)])
  return Buffer.concat([Buffer.from([22]), short(version), sized(message)])
}
