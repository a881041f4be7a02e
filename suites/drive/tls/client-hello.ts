import { randomBytes } from 'node:crypto'
import { isIP } from 'node:net'
import { suitesOf } from '../../decode/tls/cipher-suites.ts'
import { compressionNumbers, extensionNumbers, versionNumbers } from '../../decode/tls/words.ts'
import type { TlsOffer } from '../../model/language.ts'

/** x25519, secp256r1, secp384r1, secp521r1, ffdhe2048 (RFC 8446 section 4.2.7, RFC 8422 section 5.1.1). */
const groups = [0x001d, 0x0017, 0x0018, 0x0019, 0x0100]

/** Any 32 octets are a public key for it (RFC 7748 section 5). Who does not know it asks for another one, by an answer that shows version and suite as well (RFC 8446 section 4.1.4). */
const x25519 = 0x001d

/** ECDSA, EdDSA, PSS and PKCS #1 with SHA-2, and with SHA-1, so that a server which has nothing better shows what else it has (RFC 8446 section 4.2.3). */
const signatures = [
  0x0403, 0x0503, 0x0603, 0x0807, 0x0808, 0x0804, 0x0805, 0x0806, 0x0809, 0x080a, 0x080b, 0x0401, 0x0501, 0x0601,
  0x0203, 0x0201,
]

const handshakeRecord = 22
const clientHello = 1

const octets = (count: number, number: number): Buffer => {
  const out = Buffer.alloc(count)
  out.writeUIntBE(number, 0, count)
  return out
}

/** What follows, and before it how long it is. */
const vector = (count: number, ...parts: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(parts)
  return Buffer.concat([octets(count, content.length), content])
}

const shorts = (numbers: readonly number[]): Buffer => Buffer.concat(numbers.map((each) => octets(2, each)))

/**
 * The record of a ClientHello (RFC 5246 section 7.4.1.2, RFC 8446 section 4.1.2). Written here, since no TLS library offers what is obsolete or odd: it refuses by itself, which looks like a refusal of the
 * server.
 */
export function writeClientHello(offer: TlsOffer, host: string): Buffer {
  const numbers = offer.versions.map((each) => versionNumbers[each])
  const listed = numbers.length > 1 || Math.max(...numbers) > versionNumbers['TLS 1.2']
  const version = listed ? versionNumbers['TLS 1.2'] : (numbers[0] ?? versionNumbers['TLS 1.2'])
  const extensions =
    version === versionNumbers['SSL 3.0'] ? [] : extensionsOf(offer, host, version, listed ? numbers : [])
  const body = Buffer.concat([
    octets(2, version),
    randomBytes(32),
    vector(1),
    vector(2, shorts(offer.suites.flatMap(suitesOf))),
    vector(1, Buffer.from((offer.compression ?? ['null']).map((each) => compressionNumbers[each]))),
    ...(extensions.length === 0 ? [] : [vector(2, ...extensions)]),
  ])
  const message = Buffer.concat([octets(1, clientHello), vector(3, body)])
  // Servers take any minor version here (RFC 8996 section 4), and old ones want nothing newer.
  const record = Math.min(version, versionNumbers['TLS 1.0'])
  return Buffer.concat([octets(1, handshakeRecord), octets(2, record), vector(2, message)])
}

function extensionsOf({ name }: TlsOffer, host: string, version: number, listed: readonly number[]): readonly Buffer[] {
  const extension = (type: keyof typeof extensionNumbers, ...content: readonly Buffer[]): Buffer =>
    Buffer.concat([octets(2, extensionNumbers[type]), vector(2, ...content)])
  const asked = name ?? (isIP(host) > 0 ? undefined : host)
  const newest = version === versionNumbers['TLS 1.2']
  return [
    ...(asked === undefined ? [] : [extension('server_name', vector(2, octets(1, 0), vector(2, Buffer.from(asked))))]),
    extension('supported_groups', vector(2, shorts(groups))),
    extension('ec_point_formats', vector(1, octets(1, 0))),
    ...(newest ? [extension('signature_algorithms', vector(2, shorts(signatures)))] : []),
    extension('renegotiation_info', vector(1)),
    extension('extended_master_secret'),
    ...(listed.length === 0
      ? []
      : [
          extension('supported_versions', vector(1, shorts(listed))),
          extension('key_share', vector(2, octets(2, x25519), vector(2, randomBytes(32)))),
        ]),
  ]
}
