import { X509Certificate } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { selfSigned } from '../reference-server/tls/certificates.ts'
import { decodeCertificate } from './certificate.ts'

const { cert } = await selfSigned()
const base64 = new X509Certificate(cert).raw.toString('base64')

describe('decodeCertificate', () => {
  it('gives the public key as a JWK', () => {
    const key = new X509Certificate(cert).publicKey.export({ format: 'jwk' })
    expect(decodeCertificate(base64)).toEqual({ ok: true, value: key })
  })

  it.each([
    ['PEM', cert, /not base64/u],
    ['base64 of something else', 'aGVsbG8=', /cannot be read/u],
    ['nothing', '', /cannot be read/u],
  ])('refuses %s', (_name, text, problem) => {
    const decoded = decodeCertificate(text)
    expect(decoded.ok ? '' : decoded.problem).toMatch(problem)
  })
})
