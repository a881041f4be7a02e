import type { TlsVersion } from '../../model/vocabulary.ts'
import { reserved } from './cipher-suites.ts'

/** RFC 6101, 2246, 4346, 5246 and 8446, each in its section on the protocol version. */
export const versionNumbers: Readonly<Record<TlsVersion, number>> = {
  'SSL 3.0': 0x0300,
  'TLS 1.0': 0x0301,
  'TLS 1.1': 0x0302,
  'TLS 1.2': 0x0303,
  'TLS 1.3': 0x0304,
  unknown: reserved,
}

/** RFC 8446 section 6, and RFC 5246 section 7.2 for decompression_failure and no_renegotiation. */
const alerts: Readonly<Record<number, string>> = {
  0: 'close_notify',
  10: 'unexpected_message',
  20: 'bad_record_mac',
  22: 'record_overflow',
  30: 'decompression_failure',
  40: 'handshake_failure',
  42: 'bad_certificate',
  43: 'unsupported_certificate',
  47: 'illegal_parameter',
  48: 'unknown_ca',
  49: 'access_denied',
  50: 'decode_error',
  51: 'decrypt_error',
  70: 'protocol_version',
  71: 'insufficient_security',
  80: 'internal_error',
  86: 'inappropriate_fallback',
  90: 'user_canceled',
  100: 'no_renegotiation',
  109: 'missing_extension',
  110: 'unsupported_extension',
  112: 'unrecognized_name',
  116: 'certificate_required',
  120: 'no_application_protocol',
}

/** RFC 8446 section 4.2; RFC 8422 section 5.1, RFC 7366 section 2, RFC 7627 section 5.1, RFC 5077 section 3.2 and RFC 5746 section 3.2. */
export const extensionNumbers = {
  server_name: 0,
  supported_groups: 10,
  ec_point_formats: 11,
  signature_algorithms: 13,
  application_layer_protocol_negotiation: 16,
  encrypt_then_mac: 22,
  extended_master_secret: 23,
  session_ticket: 35,
  supported_versions: 43,
  key_share: 51,
  renegotiation_info: 0xff01,
}

/** RFC 3749 section 2. */
export const compressionNumbers = { null: 0, deflate: 1 }

const nameIn = (numbers: Readonly<Record<string, number>>, number: number): string =>
  Object.entries(numbers).find(([, each]) => each === number)?.[0] ?? String(number)

export const versionName = (number: number): string => nameIn(versionNumbers, number)
export const extensionName = (number: number): string => nameIn(extensionNumbers, number)
export const compressionName = (number: number): string => nameIn(compressionNumbers, number)
export const alertName = (number: number): string => alerts[number] ?? String(number)
