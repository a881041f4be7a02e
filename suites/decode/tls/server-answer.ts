import type { TlsSeen } from '../../model/evidence.ts'
import { suiteName } from './cipher-suites.ts'
import { alertName, compressionName, extensionName, extensionNumbers, versionName } from './words.ts'

/** Content types of records (RFC 5246 section 6.2.1), and the type of the message that is waited for (section 7.4). */
const alertRecord = 21
const handshakeRecord = 22
const serverHello = 2

const warning = 1
const closeNotify = 0

/** More than any ServerHello. */
const most = 65_536

/** Reads octets in order. Past the end everything is zero and `short` is true. */
class Cursor {
  readonly #octets: Uint8Array
  #at = 0
  short = false
  constructor(octets: Uint8Array) {
    this.#octets = octets
  }
  get left(): number {
    return this.#octets.length - this.#at
  }
  take(count: number): Uint8Array {
    if (count > this.left) this.short = true
    const taken = this.#octets.subarray(this.#at, this.#at + count)
    this.#at += count
    return taken
  }
  number(octets: number): number {
    return [...this.take(octets)].reduce((sum, each) => sum * 256 + each, 0)
  }
}

/**
 * What a server has answered to a ClientHello: the first message of its handshake, or an alert. Undefined: there is more to come. Pure. A warning is no end: a server may send
 * unrecognized_name as one and go on (RFC 6066 section 3).
 */
export function readServerAnswer(octets: Uint8Array, ended: boolean): TlsSeen | undefined {
  const records = new Cursor(octets)
  const messages: number[] = []
  let last: string | undefined
  while (records.left >= 5) {
    const type = records.number(1)
    if (type !== alertRecord && type !== handshakeRecord) return { answer: 'not_tls' }
    if (records.number(1) !== 3) return { answer: 'not_tls' }
    records.number(1)
    const content = records.take(records.number(2))
    if (records.short) break
    if (type === handshakeRecord) messages.push(...content)
    else {
      const [level, description = closeNotify] = content
      last = alertName(description)
      if (level !== warning || description === closeNotify) return { answer: 'alert', alert: last }
    }
    const hello = readHello(Uint8Array.from(messages))
    if (hello !== undefined) return hello
  }
  const [first] = octets
  if (first !== undefined && first !== alertRecord && first !== handshakeRecord) return { answer: 'not_tls' }
  if (octets.length > most) return { answer: 'not_tls' }
  if (!ended) return undefined
  return last === undefined ? { answer: 'closed' } : { answer: 'alert', alert: last }
}

/** RFC 5246 section 7.4.1.3, RFC 8446 section 4.1.3. Undefined: it is not complete yet. */
function readHello(messages: Uint8Array): TlsSeen | undefined {
  if (messages.length < 4) return undefined
  const cursor = new Cursor(messages)
  if (cursor.number(1) !== serverHello) return { answer: 'not_tls' }
  const length = cursor.number(3)
  if (cursor.left < length) return undefined
  const body = new Cursor(cursor.take(length))
  const legacy = body.number(2)
  const random = body.take(32)
  body.take(body.number(1))
  const suite = body.number(2)
  const compression = body.number(1)
  const extensions = new Map<number, Uint8Array>()
  if (body.left >= 2) {
    const list = new Cursor(body.take(body.number(2)))
    while (list.left >= 4) {
      const type = list.number(2)
      extensions.set(type, list.take(list.number(2)))
    }
    body.short ||= list.short
  }
  if (body.short) return { answer: 'not_tls' }
  const chosen = extensions.get(extensionNumbers.supported_versions)
  const mark = downgradeMark(random)
  return {
    answer: 'server_hello',
    version: versionName(chosen === undefined ? legacy : new Cursor(chosen).number(2)),
    suite: suiteName(suite),
    compression: compressionName(compression),
    extensions: [...extensions.keys()].map(extensionName),
    ...(mark === undefined ? {} : { downgrade_mark: mark }),
  }
}

/** "DOWNGRD", and one octet that says which version was agreed on (RFC 8446 section 4.1.3). */
const markStart = [0x44, 0x4f, 0x57, 0x4e, 0x47, 0x52, 0x44]

function downgradeMark(random: Uint8Array): string | undefined {
  const tail = random.subarray(24)
  if (markStart.some((octet, index) => tail[index] !== octet)) return undefined
  return tail[7] === 1 ? 'TLS 1.2' : tail[7] === 0 ? 'TLS 1.1 or below' : undefined
}
