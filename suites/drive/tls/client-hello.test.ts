import { describe, expect, it } from 'vitest'
import { suitesOf } from '../../decode/tls/cipher-suites.ts'
import { readHello } from '../../reference-server/tls/hello.ts'
import { writeClientHello } from './client-hello.ts'

describe('a ClientHello', () => {
  it('offers one old version as client_version', () => {
    const record = writeClientHello({ versions: ['TLS 1.0'], suites: ['static_rsa', 'weak'] }, 'as.test')
    expect(readHello(record)).toEqual({
      versions: [0x0301],
      suites: [...suitesOf('static_rsa'), ...suitesOf('weak')],
      compressions: [0],
      name: 'as.test',
    })
  })

  it('lists versions in the order given, where one of them is newer than TLS 1.2 or unknown', () => {
    const record = writeClientHello({ versions: ['unknown', 'TLS 1.3'], suites: ['unknown', 'tls13'] }, 'as.test')
    expect(readHello(record)).toMatchObject({ versions: [0x7a7a, 0x0304], suites: [0x7a7a, ...suitesOf('tls13')] })
    expect(record.readUInt16BE(9)).toBe(0x0303)
  })

  it('has no extensions with SSL 3.0', () => {
    const record = writeClientHello({ versions: ['SSL 3.0'], suites: ['weak'] }, 'as.test')
    expect(readHello(record)).toEqual({ versions: [0x0300], suites: suitesOf('weak'), compressions: [0] })
    expect(record.readUInt16BE(1)).toBe(0x0300)
  })

  it('asks for no name where the host is an address, unless a name is given', () => {
    const offer = { versions: ['TLS 1.2'], suites: ['recommended'], compression: ['deflate', 'null'] } as const
    expect(readHello(writeClientHello(offer, '127.0.0.1'))).not.toHaveProperty('name')
    expect(readHello(writeClientHello({ ...offer, name: 'nobody.invalid' }, '::1'))).toMatchObject({
      name: 'nobody.invalid',
      compressions: [1, 0],
    })
  })
})
