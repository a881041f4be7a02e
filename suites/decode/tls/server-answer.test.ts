import { describe, expect, it } from 'vitest'
import { readServerAnswer } from './server-answer.ts'

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replaceAll(/\s/gu, ''), 'hex'))

const random = '00'.repeat(24)
const mark = '444f574e47524401'
/** ServerHello of TLS 1.2 with TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, renegotiation_info and extended_master_secret. */
const body = `0303 ${random}${mark} 00 c02f 00 0009 ff01000100 00170000`
const hello = `02 000031 ${body}`

const record = (content: string, type = '16'): string => {
  const octets = hex(content).length
  return `${type} 0303 ${octets.toString(16).padStart(4, '0')} ${content}`
}
const seen = {
  answer: 'server_hello',
  version: 'TLS 1.2',
  suite: 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
  compression: 'null',
  extensions: ['renegotiation_info', 'extended_master_secret'],
  downgrade_mark: 'TLS 1.2',
}

describe('what a server has answered to a ClientHello', () => {
  it('a ServerHello, whatever comes behind it', () => {
    expect(readServerAnswer(hex(`${record(hello)} ${record('0b000000')}`), false)).toEqual(seen)
  })

  it('a ServerHello in several records', () => {
    const octets = hex(hello)
    const half = (from: number, to: number): string => Buffer.from(octets.subarray(from, to)).toString('hex')
    const parts = `${record(half(0, 7))} ${record(half(7, octets.length))}`
    expect(readServerAnswer(hex(parts), false)).toEqual(seen)
  })

  it('nothing yet, for every part of it', () => {
    const octets = hex(record(hello))
    for (let length = 0; length < octets.length; length += 1)
      expect(readServerAnswer(octets.subarray(0, length), false), `${length} octets`).toBeUndefined()
  })

  it('the version of supported_versions, where it is there', () => {
    const chosen = `02 00002e 0303 ${random}${'00'.repeat(8)} 00 1301 00 0006 002b00020304`
    expect(readServerAnswer(hex(record(chosen)), false)).toMatchObject({
      version: 'TLS 1.3',
      suite: 'TLS_AES_128_GCM_SHA256',
    })
  })

  it('a ServerHello of SSL 3.0, which has no extensions', () => {
    const old = `02 000026 0300 ${random}${'00'.repeat(8)} 00 0004 01`
    expect(readServerAnswer(hex(record(old)), false)).toEqual({
      answer: 'server_hello',
      version: 'SSL 3.0',
      suite: 'TLS_RSA_WITH_RC4_128_MD5',
      compression: 'deflate',
      extensions: [],
    })
  })

  it('an alert; a warning is none, unless nothing comes behind it', () => {
    expect(readServerAnswer(hex(record('0246', '15')), false)).toEqual({ answer: 'alert', alert: 'protocol_version' })
    const warned = record('0170', '15')
    expect(readServerAnswer(hex(warned), false)).toBeUndefined()
    expect(readServerAnswer(hex(warned), true)).toEqual({ answer: 'alert', alert: 'unrecognized_name' })
    expect(readServerAnswer(hex(`${warned} ${record(hello)}`), false)).toEqual(seen)
  })

  it.each([
    ['', true, 'closed'],
    ['16 03', true, 'closed'],
    ['485454502f312e31', false, 'not_tls'],
    ['48', false, 'not_tls'],
    [record('0b000000'), false, 'not_tls'],
    [record(`02 000004 0303 0000`), false, 'not_tls'],
    [`16 0303 0000 `.repeat(20_000), false, 'not_tls'],
  ])('octets %#', (octets, ended, answer) => {
    expect(readServerAnswer(hex(octets), ended)).toEqual({ answer })
  })
})
